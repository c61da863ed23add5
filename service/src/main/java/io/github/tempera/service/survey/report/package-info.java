/**
 * What the answers to a survey say: read {@link
 * io.github.tempera.service.survey.report.SurveyReport} first.
 *
 * <ul>
 *   <li>mean rating: a mean, of ratings or of their differences, with its confidence interval
 *   <li>agreement: how far people agree on the paintings
 *   <li>difference: two models on the same pairs, rated by the same people
 * </ul>
 */
@NullMarked
package io.github.tempera.service.survey.report;

import org.jspecify.annotations.NullMarked;

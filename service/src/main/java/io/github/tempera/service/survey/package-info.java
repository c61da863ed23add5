/**
 * How good are the paintings, asked of people: read {@link
 * io.github.tempera.service.survey.Surveys} first.
 */
@NullMarked
package io.github.tempera.service.survey;

import org.jspecify.annotations.NullMarked;

/**
 * How good are the paintings, asked of people: read {@link
 * io.github.tempera.service.survey.Surveys} first. What their answers say is the room {@code
 * report}.
 *
 * <ul>
 *   <li>draft: a survey before it is stored
 *   <li>pair: a content and a style
 *   <li>item: one painting to rate; with two models a pair has two
 *   <li>sheet: the items in one participant's order, with what he or she has rated
 *   <li>pace: how often one client may do something
 * </ul>
 */
@NullMarked
package io.github.tempera.service.survey;

import org.jspecify.annotations.NullMarked;

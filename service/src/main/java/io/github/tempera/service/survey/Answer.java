package io.github.tempera.service.survey;

import java.time.Instant;

/**
 * What one participant thinks of one painting.
 *
 * @param participant who; participants are numbered from 1 in the order in which they came
 * @param item id of the painting
 * @param rating 1 to 10
 * @param time when it was last given
 */
public record Answer(int participant, String item, int rating, Instant time) {
  /** The lowest rating. */
  public static final int LOWEST = 1;

  /** The highest rating. */
  public static final int HIGHEST = 10;
}

package io.github.tempera.service.survey;

import java.util.List;

/**
 * What people answered, at one moment.
 *
 * @param survey what they were asked
 * @param joined how many began, whether or not they rated anything
 * @param all that they gave
 */
public record Answers(Survey survey, int joined, List<Answer> all) {
  /** Takes a copy. */
  public Answers {
    all = List.copyOf(all);
  }
}

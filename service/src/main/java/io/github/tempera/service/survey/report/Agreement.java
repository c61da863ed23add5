package io.github.tempera.service.survey.report;

import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;

/** How far raters agree. */
final class Agreement {
  private Agreement() {}

  /**
   * Krippendorff's alpha for interval data: 1 − D_o / D_e, where D_o is the mean squared difference
   * of two ratings of one unit and D_e that of any two ratings (Krippendorff, "Content Analysis",
   * 2004, section 11.3; "Computing Krippendorff's Alpha-Reliability", 2011). 1 where all agree,
   * about 0 where ratings tell nothing of the unit. Raters may have left units out.
   *
   * @param units the ratings of each unit; a single one is compared with nothing and does not count
   * @return empty where no unit has two ratings, or all ratings are the same
   */
  static OptionalDouble alpha(Collection<List<Integer>> units) {
    List<List<Integer>> pairable = units.stream().filter(unit -> unit.size() > 1).toList();
    List<Integer> all = pairable.stream().flatMap(List::stream).toList();
    double expected = all.size() < 2 ? 0 : squares(all) / ((double) all.size() * (all.size() - 1));
    if (expected == 0) {
      return OptionalDouble.empty();
    }
    double observed =
        pairable.stream().mapToDouble(unit -> squares(unit) / (unit.size() - 1)).sum() / all.size();
    return OptionalDouble.of(1 - observed / expected);
  }

  /** Sum of the squared differences of all ordered pairs: 2 (n Σv² − (Σv)²). */
  private static double squares(List<Integer> values) {
    double sum = 0;
    double squares = 0;
    for (int value : values) {
      sum += value;
      squares += (double) value * value;
    }
    return 2 * (values.size() * squares - sum * sum);
  }
}

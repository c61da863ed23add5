package io.github.tempera.service.survey.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Figures against published and hand-computed ones. */
class StatisticsTest {
  /**
   * The reliability data of Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011),
   * section C: four observers, twelve units, some left out. Its alpha for interval data is 0.849.
   */
  private static final List<List<Integer>> KRIPPENDORFF =
      List.of(
          List.of(1, 1, 1),
          List.of(2, 2, 3, 2),
          List.of(3, 3, 3, 3),
          List.of(3, 3, 3, 3),
          List.of(2, 2, 2, 2),
          List.of(1, 2, 3, 4),
          List.of(4, 4, 4, 4),
          List.of(1, 1, 2, 1),
          List.of(2, 2, 2, 2),
          List.of(5, 5, 5),
          List.of(1, 1),
          List.of(3));

  @Test
  void alphaIsThatOfTheTextbook() {
    assertThat(Agreement.alpha(KRIPPENDORFF)).hasValueCloseTo(0.849, within(0.0005));
  }

  @Test
  void aRatingThatStandsAloneDoesNotCount() {
    List<List<Integer>> more = new ArrayList<>(KRIPPENDORFF);
    more.addAll(Collections.nCopies(5, List.of(10)));
    assertThat(Agreement.alpha(more)).isEqualTo(Agreement.alpha(KRIPPENDORFF));
  }

  @Test
  void alphaByHand() {
    // D_o = (2 · 1 + 2 · 1) / 4 = 1; D_e = 2 (4 · 30 − 10²) / (4 · 3) = 10/3.
    assertThat(Agreement.alpha(List.of(List.of(1, 2), List.of(3, 4))))
        .hasValueCloseTo(1 - 1 / (10 / 3.0), within(1e-12));
    assertThat(Agreement.alpha(List.of(List.of(2, 2, 2), List.of(9, 9)))).hasValue(1);
    // Systematic disagreement is below chance.
    assertThat(Agreement.alpha(List.of(List.of(1, 10), List.of(1, 10))).getAsDouble()).isNegative();
  }

  @Test
  void whereNothingVariesOrMeetsThereIsNoAlpha() {
    assertThat(Agreement.alpha(List.of())).isEmpty();
    assertThat(Agreement.alpha(List.of(List.of(5), List.of(7)))).isEmpty();
    assertThat(Agreement.alpha(List.of(List.of(5, 5), List.of(5, 5)))).isEmpty();
  }

  @Test
  void theIntervalIsStudents() {
    // Deviation sqrt(32/7) = 2.1381, error 0.75593, t(7; 97.5 %) = 2.3646.
    MeanRating estimate = MeanRating.of(2, 4, 4, 4, 5, 5, 7, 9);
    assertThat(estimate.mean()).isEqualTo(5);
    assertThat(estimate.margin()).isCloseTo(2.3646 * 0.755929, within(2e-4));
    assertThat(estimate.low()).isCloseTo(3.2125, within(2e-4));
    assertThat(MeanRating.of(6, 8).margin()).isCloseTo(12.7062, within(1e-4));
  }

  /** The error of one 1 among 0s is 1 / n. */
  @Test
  void theQuantilesAreThoseOfTheTables() {
    double[][] table = {
      {1, 12.706},
      {2, 4.303},
      {5, 2.571},
      {6, 2.447},
      {10, 2.228},
      {30, 2.042},
      {51, 2.008},
      {120, 1.980}
    };
    for (double[] row : table) {
      double[] values = new double[(int) row[0] + 1];
      values[0] = 1;
      assertThat(MeanRating.of(values).margin() * values.length).isCloseTo(row[1], within(6e-4));
    }
  }

  @Test
  void ofOneOrNoneThereIsNoInterval() {
    assertThat(MeanRating.of(7).mean()).isEqualTo(7);
    assertThat(MeanRating.of(7).hasInterval()).isFalse();
    assertThat(MeanRating.of().mean()).isNaN();
    assertThat(MeanRating.of(7, 7, 7).margin()).isZero();
  }
}

package io.github.tempera.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.tempera.training.evaluation.report.Rounded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EstimateTest {
  /** Quantiles from printed tables of the t-distribution: the error of one 1 among 0s is 1 / n. */
  @ParameterizedTest
  @CsvSource({
    "1, 12.7062",
    "2, 4.3027",
    "5, 2.5706",
    "6, 2.4469",
    "7, 2.3646",
    "10, 2.2281",
    "21, 2.0796",
    "30, 2.0423",
    "120, 1.9799",
    "100000, 1.9600"
  })
  void hasTheQuantilesOfTheTables(int degrees, double expected) {
    double[] values = new double[degrees + 1];
    values[0] = 1;
    assertThat(Estimate.of(values).margin() * values.length).isCloseTo(expected, within(2e-4));
  }

  @Test
  void hasMeanAndMargin() {
    Estimate estimate = Estimate.of(1, 2, 3, 4);
    assertThat(estimate.mean()).isEqualTo(2.5);
    // s = 1.29099, s / 2 = 0.645497, times 3.1824
    assertThat(estimate.margin()).isCloseTo(2.0542, within(1e-3));
    assertThat(Rounded.of(estimate)).isEqualTo("2.50 ± 2.05");
  }

  @Test
  void knowsNoMarginOfOneValueOrOfInfiniteOnes() {
    assertThat(Estimate.of(7).margin()).isNaN();
    Estimate infinite = Estimate.of(Double.POSITIVE_INFINITY, 20);
    assertThat(Rounded.of(infinite)).isEqualTo("∞");
    assertThat(Rounded.of(Estimate.of())).isEqualTo("-");
  }

  @ParameterizedTest
  @CsvSource({"0, 0.00", "15.34, 15.3", "153.4, 153", "0.0001234, 0.000123", "-2.5, -2.50"})
  void roundsToThreeDigits(double value, String expected) {
    assertThat(Rounded.of(value)).isEqualTo(expected);
  }
}

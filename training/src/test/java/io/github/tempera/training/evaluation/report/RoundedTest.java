package io.github.tempera.training.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tempera.training.evaluation.Estimate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundedTest {
  @ParameterizedTest
  @CsvSource({
    "7.4567, 7.46",
    "74.567, 74.6",
    "745.67, 746",
    "7456.7, 7457",
    "0.074567, 0.0746",
    "-7.4567, -7.46",
    "0, 0.00",
    "1e-12, 0.00000000",
    "NaN, -",
    "Infinity, ∞",
    "-Infinity, -∞"
  })
  void threeDigitsCount(double value, String text) {
    assertThat(Rounded.of(value)).isEqualTo(text);
  }

  @Test
  void aMarginHasTheDecimalsOfItsMean() {
    assertThat(Rounded.of(new Estimate(15.34, 1.234))).isEqualTo("15.3 ± 1.2");
    assertThat(Rounded.of(new Estimate(0.586, 0.0312))).isEqualTo("0.586 ± 0.031");
    assertThat(Rounded.of(new Estimate(7.5, Double.NaN))).isEqualTo("7.50");
  }

  @Test
  void timesAndMemory() {
    assertThat(Rounded.seconds(0.0004)).isEqualTo("0");
    assertThat(Rounded.seconds(0.0425)).isEqualTo("0.0425");
    assertThat(Rounded.megabytes(358_400_000)).isEqualTo("358 MB");
    assertThat(Rounded.megabytes(0)).isEqualTo("-");
  }
}

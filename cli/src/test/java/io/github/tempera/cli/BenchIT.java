package io.github.tempera.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Measurements through the real command: that there are some, not what they come to. */
class BenchIT {
  @TempDir private Path folder = Path.of("");

  @Test
  void anIterationOfTrainingIsMeasuredAgainstItsPlainForm() {
    String row =
        new Workplace(folder)
            .tempera("bench", "train", "--preset", "cpu", "--rounds", "1", "--iterations", "1")
            .succeeded()
            .out()
            .lines()
            .filter(line -> line.startsWith("cpu "))
            .findFirst()
            .orElseThrow();

    String[] columns = row.split(" +", -1); // preset, plain s, ours s, ratio, wanted, waiting
    double plain = Double.parseDouble(columns[1]);
    double ours = Double.parseDouble(columns[2]);
    assertThat(plain).isPositive();
    assertThat(ours).isPositive();
    assertThat(Double.parseDouble(columns[3]) * ours / plain).isBetween(0.95, 1.05);
    assertThat(columns[4]).isEqualTo("3.5");
  }

  @Test
  void wrongArgumentsAreRefused() {
    Workplace here = new Workplace(folder);
    here.tempera("bench", "train", "--preset", "fast").refused(2, "classic, cpu", "\"fast\"");
    here.tempera("bench", "train", "--rounds", "0").refused(2, "--rounds must be 1 to 1000");
  }
}

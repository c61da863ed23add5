package io.github.tempera.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

class StylizeBenchmarkIT {
  @Test
  void everyStageOfEveryNetworkAndTheBaselineRuns() throws RunnerException {
    var results =
        new Runner(
                new OptionsBuilder()
                    .include(StylizeBenchmark.class.getName())
                    .param("precision", "FLOAT32")
                    .param("size", "64")
                    .forks(0)
                    .warmupIterations(0)
                    .measurementIterations(1)
                    .measurementTime(TimeValue.milliseconds(50))
                    .build())
            .run();
    assertThat(results).hasSize(4 * 5);
    assertThat(results).allMatch(result -> result.getPrimaryResult().getScore() > 0);
  }
}

package io.github.tempera.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tempera.Precision;
import io.github.tempera.internal.process.OwnJava;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Measures one workload in a process of its own, so that its peak memory is its own: prints the
 * timings as JSON.
 */
public final class BenchWorker {
  private BenchWorker() {}

  /**
   * What one stage took.
   *
   * @param stage what was timed
   * @param seconds median time
   * @param gigaflops operations of the method's plain form per second, in 10^9
   * @param peakBytes highest resident memory of the process up to this stage; 0 where unknown
   */
  record Timing(Stage stage, double seconds, double gigaflops, long peakBytes) {}

  /**
   * Runs the worker.
   *
   * @param arguments network, precision, size, repetitions
   */
  public static void main(String[] arguments) throws IOException {
    Precision precision = Precision.valueOf(arguments[1]);
    int repetitions = Integer.parseInt(arguments[3]);
    List<Timing> timings = new ArrayList<>();
    try (Workload workload = Workload.of(arguments[0], precision, Integer.parseInt(arguments[2]))) {
      for (Stage stage : workload.stages()) {
        double seconds = median(workload, stage, repetitions);
        double gigaflops = workload.operations(stage) / seconds / 1e9;
        timings.add(new Timing(stage, seconds, gigaflops, OwnJava.residentPeak()));
      }
    }
    new ObjectMapper().writeValue(System.out, timings);
  }

  private static double median(Workload workload, Stage stage, int repetitions) {
    workload.run(stage);
    double[] times = new double[repetitions];
    for (int i = 0; i < repetitions; i++) {
      long start = System.nanoTime();
      workload.run(stage);
      times[i] = (System.nanoTime() - start) / 1e9;
    }
    Arrays.sort(times);
    return times[repetitions / 2];
  }
}

package io.github.tempera.bench.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tempera.training.trainer.Preset;
import java.io.IOException;

/**
 * Measures iterations of one training in a process of its own, since the two sides of a comparison
 * set the libraries' threads differently: prints what it found as JSON.
 */
public final class TrainBenchWorker {
  /** After these, everything that is kept has been computed. */
  private static final int WARM_UP = 3;

  private TrainBenchWorker() {}

  /**
   * What some iterations took.
   *
   * @param seconds of each
   * @param waited seconds of all of them that were spent waiting for pictures
   */
  record Timing(double[] seconds, double waited) {}

  /**
   * Runs the worker.
   *
   * @param arguments preset, whether plain, iterations, threads
   */
  public static void main(String[] arguments) throws IOException {
    Preset preset = Preset.valueOf(arguments[0]);
    boolean plain = Boolean.parseBoolean(arguments[1]);
    double[] seconds = new double[Integer.parseInt(arguments[2])];
    Timing timing;
    try (TrainWorkload workload = TrainWorkload.of(preset, plain, Integer.parseInt(arguments[3]))) {
      for (int i = 0; i < (preset == Preset.CPU ? WARM_UP : 1); i++) {
        workload.iterate();
      }
      double before = workload.secondsWaited();
      for (int i = 0; i < seconds.length; i++) {
        long start = System.nanoTime();
        workload.iterate();
        seconds[i] = (System.nanoTime() - start) / 1e9;
      }
      timing = new Timing(seconds, workload.secondsWaited() - before);
    }
    new ObjectMapper().writeValue(System.out, timing);
  }
}

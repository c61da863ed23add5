package io.github.tempera.bench.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tempera.TemperaException;
import io.github.tempera.TemperaException.Kind;
import io.github.tempera.bench.training.TrainBenchWorker.Timing;
import io.github.tempera.training.run.Preset;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;

/**
 * One run over iterations of the training of the paper's decoder, as the trainer does them and in
 * their plain form, in turns, so that what else the machine does disturbs both.
 */
public final class TrainBench {
  private final int rounds;
  private final int iterations;
  private final int threads;

  /**
   * What an iteration takes.
   *
   * @param preset whose batches and crops they are, and whether the features of crops are kept
   * @param plainSeconds median in the plain form: float32, channels first, nothing kept
   * @param seconds median as the trainer does it
   * @param ratio the former over the latter
   * @param waiting share of the trainer's time, 0 to 1, spent waiting for pictures
   */
  public record Row(
      Preset preset, double plainSeconds, double seconds, double ratio, double waiting) {}

  /** How many times faster than its plain form an iteration should be. */
  public static double wanted(Preset preset) {
    return preset == Preset.CLASSIC ? 2.2 : 3.5;
  }

  /**
   * A run.
   *
   * @param rounds how often both sides take their turn
   * @param iterations that are timed in a turn, after some to warm up
   * @param threads of either side
   */
  public TrainBench(int rounds, int iterations, int threads) {
    this.rounds = rounds;
    this.iterations = iterations;
    this.threads = threads;
  }

  /**
   * Measures the presets, telling each row as soon as it is known.
   *
   * @throws TemperaException if a measurement fails, as for want of memory
   */
  public List<Row> run(List<Preset> presets, Consumer<Row> listener) {
    List<Row> rows = new ArrayList<>();
    for (Preset preset : presets) {
      List<Timing> plain = new ArrayList<>();
      List<Timing> ours = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        plain.add(timing(preset, true));
        ours.add(timing(preset, false));
      }
      double plainSeconds = median(plain);
      double seconds = median(ours);
      double waited = ours.stream().mapToDouble(Timing::waited).sum();
      double all = seconds(ours).sum();
      Row row = new Row(preset, plainSeconds, seconds, plainSeconds / seconds, waited / all);
      rows.add(row);
      listener.accept(row);
    }
    return rows;
  }

  private static DoubleStream seconds(List<Timing> timings) {
    return timings.stream().flatMapToDouble(timing -> Arrays.stream(timing.seconds()));
  }

  private static double median(List<Timing> timings) {
    double[] sorted = seconds(timings).sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  /** Runs a {@link TrainBenchWorker} with this process's Java and flags. */
  private Timing timing(Preset preset, boolean plain) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(TrainBenchWorker.class.getName());
    command.addAll(
        List.of(
            preset.name(),
            String.valueOf(plain),
            String.valueOf(iterations),
            String.valueOf(threads)));
    try {
      Process worker =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      try (InputStream output = worker.getInputStream()) {
        byte[] timing = output.readAllBytes();
        if (worker.waitFor() != 0) {
          throw new TemperaException(
              Kind.OUT_OF_RESOURCES,
              null,
              "Measuring the preset %s failed, most likely for want of memory: free some, or measure another preset."
                  .formatted(preset.id()));
        }
        return new ObjectMapper().readValue(timing, Timing.class);
      } finally {
        worker.destroy();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("Interrupted while measuring");
    }
  }
}

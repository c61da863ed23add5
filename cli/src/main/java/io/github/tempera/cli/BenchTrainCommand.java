package io.github.tempera.cli;

import io.github.tempera.TemperaException;
import io.github.tempera.bench.training.TrainBench;
import io.github.tempera.training.trainer.Preset;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tempera bench train}. */
@Command(
    name = "train",
    description = {
      "Measures an iteration of training the paper's decoder on this machine against its plain form"
          + " (float32, channels first, the library's autograd, nothing cached), in turns.",
      "Batches and crops are those of the presets of tempera train, with Adam in both: classic has 8"
          + " crops of 256 x 256; cpu has 8 of 128 x 128 and keeps the frozen encoder's features."
          + " Needs no data: weights and pictures are random."
    },
    sortOptions = false)
final class BenchTrainCommand implements Runnable {
  @Option(
      names = "--preset",
      split = ",",
      paramLabel = "P",
      description = "classic, cpu or both (default: both).")
  private List<Preset> presets = List.of(Preset.values());

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Turns that either side takes (default: ${DEFAULT-VALUE}).")
  private int rounds = 3;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      description =
          "Iterations timed in a turn; the median of all turns counts (default: ${DEFAULT-VALUE}).")
  private int iterations = 3;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Processor threads of either side (default: all, ${DEFAULT-VALUE} here).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    check("--rounds", rounds);
    check("--iterations", iterations);
    check("--threads", threads);
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%-8s %10s %10s %7s %7s %8s%n",
        "preset",
        "plain s",
        "ours s",
        "ratio",
        "wanted",
        "waiting");
    out.flush();
    new TrainBench(rounds, iterations, threads).run(presets, row -> print(out, row));
  }

  private static void check(String option, int value) {
    if (value < 1 || value > 1000) {
      throw new TemperaException(option + " must be 1 to 1000, not " + value + ".");
    }
  }

  private static void print(PrintWriter out, TrainBench.Row row) {
    out.printf(
        Locale.ROOT,
        "%-8s %10.3f %10.3f %7.2f %7.1f %7.1f%%%n",
        row.preset().id(),
        row.plainSeconds(),
        row.seconds(),
        row.ratio(),
        TrainBench.wanted(row.preset()),
        100 * row.waiting());
    out.flush();
  }
}

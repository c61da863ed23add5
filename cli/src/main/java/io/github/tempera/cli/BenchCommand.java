package io.github.tempera.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.github.tempera.Precision;
import io.github.tempera.TemperaException;
import io.github.tempera.bench.Bench;
import io.github.tempera.cli.common.OutputOptions;
import io.github.tempera.internal.file.FileErrors;
import io.github.tempera.internal.file.FileName;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tempera bench}. */
@Command(
    name = "bench",
    description = {
      "Measures every stage of a stylization on this machine: the networks, in each precision,"
          + " against the plain form of the paper's network (float32, channels first, nothing"
          + " cached) as the baseline.",
      "The ratio is the baseline's whole time at that size over this time. GFLOP/s counts the"
          + " operations of the method's plain form; peak is a large matrix multiplication."
    },
    subcommands = BenchTrainCommand.class,
    sortOptions = false)
final class BenchCommand implements Runnable {
  @Option(
      names = "--size",
      split = ",",
      paramLabel = "N",
      description = "Sides of the square pictures (default: ${DEFAULT-VALUE}).",
      defaultValue = "256,512,1024")
  private List<Integer> sizes = List.of();

  @Option(
      names = "--precision",
      split = ",",
      paramLabel = "P",
      description = {
        "float32, bfloat16 or both (default: float32, and bfloat16 where the processor computes in"
            + " it)."
      })
  private @Nullable List<Precision> precisions;

  @Option(
      names = "--repetitions",
      paramLabel = "N",
      description = "Times each stage is run; the median counts (default: ${DEFAULT-VALUE}).",
      defaultValue = "5")
  private int repetitions;

  @Option(
      names = "--large",
      description =
          "Measures what a megapixel costs slim in pictures of 0.26, 4 and 67 megapixels.")
  private boolean large;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Writes the figures to this file, too.")
  private @Nullable Path json;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** What goes into the JSON file. */
  record Report(
      int processors, List<Bench.Peak> peaks, List<Bench.Row> rows, List<Bench.Cost> costs) {}

  @Override
  public void run() {
    if (repetitions < 1) {
      throw new TemperaException("--repetitions must be 1 or more, not " + repetitions + ".");
    }
    for (int size : sizes) {
      if (size < 16 || size > 4096) {
        throw new TemperaException("--size must be 16 to 4096 pixels, not " + size + ".");
      }
    }
    if (json != null) {
      OutputOptions.checkFile(json, List.of());
    }
    Bench bench = new Bench(sizes, repetitions);
    PrintWriter out = spec.commandLine().getOut();
    List<Bench.Peak> peaks = bench.peaks(precisions());
    for (Bench.Peak peak : peaks) {
      print(
          out,
          "Matrix multiplication, %s: %.0f GFLOP/s%n",
          name(peak.precision()),
          peak.gigaflops());
    }
    print(
        out,
        "%n%-7s %-9s %5s  %-18s %9s %7s %8s %6s %8s%n",
        "network",
        "precision",
        "size",
        "stage",
        "ms",
        "ratio",
        "GFLOP/s",
        "peak",
        "memory");
    List<Bench.Row> rows = bench.run(peaks, row -> print(out, row));
    List<Bench.Cost> costs = new ArrayList<>();
    if (large) {
      print(out, "%n");
      for (Bench.Peak peak : peaks) {
        costs.addAll(bench.costs(peak.precision(), cost -> print(out, cost)));
      }
    }
    if (json != null) {
      write(json, new Report(Runtime.getRuntime().availableProcessors(), peaks, rows, costs));
    }
  }

  private List<Precision> precisions() {
    if (precisions != null) {
      return precisions.stream().map(Precision::resolve).distinct().toList();
    }
    return Precision.AUTO.resolve() == Precision.BFLOAT16
        ? List.of(Precision.FLOAT32, Precision.BFLOAT16)
        : List.of(Precision.FLOAT32);
  }

  private static void print(PrintWriter out, Bench.Cost cost) {
    print(
        out,
        "slim    %-9s %5d  with encoded style %9.1f ms a megapixel, %.2f times that at 512 %6.0f MB%n",
        name(cost.precision()),
        cost.size(),
        1000 * cost.secondsPerMegapixel(),
        cost.ratio(),
        cost.peakBytes() / 1e6);
  }

  private static void print(PrintWriter out, Bench.Row row) {
    print(
        out,
        "%-7s %-9s %5d  %-18s %9.1f %7.2f %8.0f %5.0f%% %5.0f MB%n",
        row.network(),
        name(row.precision()),
        row.size(),
        row.stage().name().toLowerCase(Locale.ROOT).replace('_', ' '),
        1000 * row.seconds(),
        row.ratio(),
        row.gigaflops(),
        100 * row.shareOfPeak(),
        row.peakBytes() / 1e6);
  }

  private static void print(PrintWriter out, String format, Object... values) {
    out.printf(Locale.ROOT, format, values);
    out.flush();
  }

  private static String name(Precision precision) {
    return precision.name().toLowerCase(Locale.ROOT);
  }

  private static void write(Path file, Report report) {
    FileName.check(file);
    Path part = file.resolveSibling("." + file.getFileName() + ".part");
    try {
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .writeValue(part.toFile(), report);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw FileErrors.cannotWrite(file, e);
    }
  }
}

package io.github.tempera.bench;

import io.github.tempera.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** One run over networks, precisions and sizes, all on the same machine in the same minutes. */
public final class Bench {
  private static final int MATRIX = 2048;

  private final List<Integer> sizes;
  private final int repetitions;

  /**
   * A run over some sizes.
   *
   * @param sizes sides of the square pictures in pixels
   * @param repetitions how often each stage is timed after one run to warm up; the median counts
   */
  public Bench(List<Integer> sizes, int repetitions) {
    this.sizes = List.copyOf(sizes);
    this.repetitions = repetitions;
  }

  /**
   * What one stage took.
   *
   * @param network {@code slim}, {@code vgg19} or {@code plain}, the baseline: vgg19 in its plain
   *     form
   * @param precision of the convolutions
   * @param size side of the square picture in pixels
   * @param stage what was timed
   * @param seconds median time
   * @param ratio the baseline's whole time at this size over this time
   * @param gigaflops operations of the method's plain form per second, in 10^9
   * @param shareOfPeak of the speed of a large matrix multiplication in this precision
   * @param peakBytes highest resident memory of the process during the stage; 0 where unknown
   */
  public record Row(
      String network,
      Precision precision,
      int size,
      Stage stage,
      double seconds,
      double ratio,
      double gigaflops,
      double shareOfPeak,
      long peakBytes) {}

  /**
   * The speed of a large matrix multiplication.
   *
   * @param precision of its numbers
   * @param gigaflops operations per second, in 10^9
   */
  public record Peak(Precision precision, double gigaflops) {}

  /** Measures matrix multiplications, float32 always among them: the baseline is float32. */
  public List<Peak> peaks(List<Precision> precisions) {
    return Stream.concat(Stream.of(Precision.FLOAT32), precisions.stream())
        .distinct()
        .map(precision -> new Peak(precision, matrixPeak(precision)))
        .toList();
  }

  private static double matrixPeak(Precision precision) {
    try (PointerScope scope = new PointerScope();
        InferenceMode inference = new InferenceMode(true)) {
      ScalarType type = precision == Precision.BFLOAT16 ? ScalarType.BFloat16 : ScalarType.Float;
      Tensor a = torch.rand(MATRIX, MATRIX).to(type);
      Tensor b = torch.rand(MATRIX, MATRIX).to(type);
      double best = Double.MAX_VALUE;
      for (int i = 0; i < 5; i++) {
        best = Math.min(best, seconds(() -> a.mm(b).close()));
      }
      return 2.0 * MATRIX * MATRIX * MATRIX / best / 1e9;
    }
  }

  /**
   * Measures everything, telling each row as soon as it is known.
   *
   * @param peaks from {@link #peaks}; the networks are measured in their precisions
   */
  public List<Row> run(List<Peak> peaks, Consumer<Row> listener) {
    List<Row> rows = new ArrayList<>();
    Consumer<Row> collector =
        row -> {
          rows.add(row);
          listener.accept(row);
        };
    for (int size : sizes) {
      double baseline;
      try (Workload plain = Workload.of("plain", Precision.FLOAT32, size)) {
        baseline = median(plain, Stage.WHOLE);
      }
      measure("plain", peaks.get(0), size, baseline, collector);
      for (Peak peak : peaks) {
        measure("vgg19", peak, size, baseline, collector);
        measure("slim", peak, size, baseline, collector);
      }
    }
    return rows;
  }

  private void measure(
      String network, Peak peak, int size, double baseline, Consumer<Row> collector) {
    try (Workload workload = Workload.of(network, peak.precision(), size)) {
      for (Stage stage : Stage.values()) {
        forgetPeak();
        double median = median(workload, stage);
        double gigaflops = workload.operations(stage) / median / 1e9;
        collector.accept(
            new Row(
                network,
                peak.precision(),
                size,
                stage,
                median,
                baseline / median,
                gigaflops,
                gigaflops / peak.gigaflops(),
                residentPeak()));
      }
    }
  }

  private double median(Workload workload, Stage stage) {
    workload.run(stage);
    double[] times = new double[repetitions];
    for (int i = 0; i < repetitions; i++) {
      times[i] = seconds(() -> workload.run(stage));
    }
    Arrays.sort(times);
    return times[repetitions / 2];
  }

  private static double seconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  /** Linux: the high-water mark of resident memory begins anew. */
  private static void forgetPeak() {
    try {
      Files.writeString(Path.of("/proc/self/clear_refs"), "5");
    } catch (IOException unsupported) {
      // Then the peak is that of the process so far.
    }
  }

  private static long residentPeak() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException unsupported) {
      return 0;
    }
  }
}

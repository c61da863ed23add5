package io.github.tempera.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tempera.Precision;
import io.github.tempera.bench.BenchWorker.Timing;
import io.github.tempera.internal.description.Description;
import io.github.tempera.internal.description.Networks;
import io.github.tempera.internal.network.Natives;
import io.github.tempera.internal.process.OwnJava;
import io.github.tempera.model.Architecture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
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
   * @param network {@code slim}, {@code vgg19}, {@code vgg19-modulated} or {@code plain}, the
   *     baseline: vgg19 in its plain form
   * @param precision of the convolutions
   * @param size side of the square picture in pixels
   * @param stage what was timed
   * @param seconds median time
   * @param ratio the baseline's whole time at this size over this time
   * @param gigaflops operations of the method's plain form per second, in 10^9
   * @param shareOfPeak of the speed of a large matrix multiplication in this precision
   * @param peakBytes highest resident memory of the process up to this stage; 0 where unknown
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

  /** Measures a matrix multiplication in each precision. */
  public List<Peak> peaks(List<Precision> precisions) {
    return precisions.stream()
        .map(precision -> new Peak(precision, matrixPeak(precision)))
        .toList();
  }

  private static double matrixPeak(Precision precision) {
    Natives.load();
    try (PointerScope scope = new PointerScope();
        InferenceMode inference = new InferenceMode(true)) {
      ScalarType type = precision == Precision.BFLOAT16 ? ScalarType.BFloat16 : ScalarType.Float;
      Tensor a = torch.rand(MATRIX, MATRIX).to(type);
      Tensor b = torch.rand(MATRIX, MATRIX).to(type);
      double best = Double.MAX_VALUE;
      for (int i = 0; i < 5; i++) {
        long start = System.nanoTime();
        a.mm(b).close();
        best = Math.min(best, (System.nanoTime() - start) / 1e9);
      }
      return 2.0 * MATRIX * MATRIX * MATRIX / best / 1e9;
    }
  }

  /**
   * Measures the networks in the precisions of the peaks, and the baseline, telling each row as
   * soon as it is known.
   */
  public List<Row> run(List<Peak> peaks, Consumer<Row> listener) {
    List<Row> rows = new ArrayList<>();
    Consumer<Row> each = listener.andThen(rows::add);
    Peak float32 =
        peaks.stream()
            .filter(peak -> peak.precision() == Precision.FLOAT32)
            .findFirst()
            .orElseGet(() -> new Peak(Precision.FLOAT32, matrixPeak(Precision.FLOAT32)));
    for (int size : sizes) {
      List<Timing> baseline = timings("plain", Precision.FLOAT32, size);
      double whole =
          baseline.stream()
              .filter(timing -> timing.stage() == Stage.WHOLE)
              .mapToDouble(Timing::seconds)
              .sum();
      baseline.forEach(timing -> each.accept(row("plain", float32, size, timing, whole)));
      for (Peak peak : peaks) {
        for (String network : networks()) {
          timings(network, peak.precision(), size)
              .forEach(timing -> each.accept(row(network, peak, size, timing, whole)));
        }
      }
    }
    return rows;
  }

  /** Those with most to compute first. */
  private static List<String> networks() {
    return Arrays.stream(Architecture.values())
        .sorted(Comparator.comparingDouble(Bench::operations).reversed())
        .map(Architecture::id)
        .toList();
  }

  private static double operations(Architecture network) {
    Description usual = Networks.of(network).usual();
    return usual.encoderOperations() + usual.decoderOperations();
  }

  /**
   * What a larger picture costs slim, its style encoded before.
   *
   * @param precision of the convolutions
   * @param size side of the square picture in pixels
   * @param secondsPerMegapixel one stylization, in 10^6 pixels
   * @param ratio to the cost at 512 pixels
   * @param peakBytes highest resident memory of the process; 0 where unknown
   */
  public record Cost(
      Precision precision, int size, double secondsPerMegapixel, double ratio, long peakBytes) {}

  /** Measures slim at 512, 2048 and 8192 pixels. */
  public List<Cost> costs(Precision precision, Consumer<Cost> listener) {
    List<Cost> costs = new ArrayList<>();
    for (int size : new int[] {512, 2048, 8192}) {
      Timing timing = timings("large slim", precision, size).get(0);
      double cost = timing.seconds() / (size * (double) size / 1e6);
      double first = costs.isEmpty() ? cost : costs.get(0).secondsPerMegapixel();
      costs.add(new Cost(precision, size, cost, cost / first, timing.peakBytes()));
      listener.accept(costs.get(costs.size() - 1));
    }
    return costs;
  }

  private static Row row(String network, Peak peak, int size, Timing timing, double whole) {
    return new Row(
        network,
        peak.precision(),
        size,
        timing.stage(),
        timing.seconds(),
        whole / timing.seconds(),
        timing.gigaflops(),
        timing.gigaflops() / peak.gigaflops(),
        timing.peakBytes());
  }

  private List<Timing> timings(String network, Precision precision, int size) {
    byte[] timings =
        OwnJava.run(
            BenchWorker.class,
            List.of(network, precision.name(), String.valueOf(size), String.valueOf(repetitions)),
            "Measuring %s at %d pixels failed, most likely for want of memory; try smaller sizes."
                .formatted(network, size));
    try {
      return List.of(new ObjectMapper().readValue(timings, Timing[].class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

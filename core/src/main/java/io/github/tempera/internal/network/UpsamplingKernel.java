package io.github.tempera.internal.network;

import static org.bytedeco.pytorch.global.torch.kron;

import java.util.function.BiConsumer;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * A 3x3 convolution on reflection padding, after a nearest-neighbour upsampling by 2, as one 2x2
 * convolution of the small map.
 *
 * <p>The three rows of the kernel see only two different rows of the small map (for even output
 * rows the second and third see the same one, for odd rows the first and second), and so for
 * columns. So each of the four output phases is a 2x2 convolution of the small map: 4/9 of the
 * multiplications, and the large map is never padded. Reflection about the upsampled border repeats
 * the small map's edge.
 */
public final class UpsamplingKernel {
  /** [phase * 2 + tap][row of the 3x3 kernel]; phase 0 holds the odd output rows (see arranged). */
  private static final float[] TAPS_OF_PHASES = {
    1, 1, 0, // odd rows: upper tap
    0, 0, 1, // odd rows: lower tap
    1, 0, 0, // even rows: upper tap
    0, 1, 1 // even rows: lower tap
  };

  private UpsamplingKernel() {}

  /** Rows and columns at once, [16, 9]. */
  private static Tensor taps(Tensor like) {
    Tensor taps = Tensor.create(TAPS_OF_PHASES, 4, 3);
    return kron(taps, taps).to(like.device(), like.scalar_type());
  }

  /**
   * The 2x2 kernel.
   *
   * @param weight [out, in, 3, 3] float32
   * @return [4 * out, in, 2, 2] float32, channels last
   */
  public static Tensor of(Tensor weight) {
    long out = weight.size(0);
    long in = weight.size(1);
    Tensor cells = weight.permute(0, 2, 3, 1).reshape(out, 9, in);
    return taps(weight)
        .matmul(cells)
        .view(out, 2, 2, 2, 2, in) // [out, row phase, tap, column phase, tap, in]
        .permute(1, 3, 0, 2, 4, 5)
        .reshape(4 * out, 2, 2, in)
        .permute(0, 3, 1, 2);
  }

  /**
   * The gradient of the weight, from that of {@link #of}'s result.
   *
   * @param kernel [4 * out, in, 2, 2] float32
   * @return [out, in, 3, 3] float32, channels last
   */
  public static Tensor weightGradient(Tensor kernel) {
    long out = kernel.size(0) / 4;
    long in = kernel.size(1);
    Tensor places =
        kernel
            .permute(0, 2, 3, 1)
            .reshape(2, 2, out, 2, 2, in) // [row phase, column phase, out, tap, tap, in]
            .permute(2, 0, 3, 1, 4, 5)
            .reshape(out, 16, in);
    return taps(kernel).t().matmul(places).view(out, 3, 3, in).permute(0, 3, 1, 2);
  }

  /** A bias [out] for all phases [4 * out]. */
  public static Tensor bias(Tensor bias) {
    return bias.repeat(4);
  }

  /**
   * Interleaves the phases. The outermost rows and columns of some belong to cells beyond the map.
   *
   * @param y the 2x2 convolution of the padded small map [N, 4 * out, h + 1, w + 1]
   * @return [N, out, 2h, 2w], channels last
   */
  public static Tensor arranged(Tensor y) {
    long h = y.size(2) - 1;
    long w = y.size(3) - 1;
    Tensor large = y.new_empty(y.size(0), 2 * h, 2 * w, y.size(1) / 4).permute(0, 3, 1, 2);
    forEachPhase(y, large, (cells, places) -> places.copy_(cells));
    return large;
  }

  /** The gradient of {@link #arranged}'s input [N, 4 * out, h + 1, w + 1] from its result's. */
  public static Tensor arrangedGradient(Tensor gradient) {
    long h = gradient.size(2) / 2;
    long w = gradient.size(3) / 2;
    Tensor y =
        gradient
            .new_zeros(gradient.size(0), h + 1, w + 1, 4 * gradient.size(1))
            .permute(0, 3, 1, 2);
    forEachPhase(y, gradient, (cells, places) -> cells.copy_(places));
    return y;
  }

  /** Gives views [N, out, h, w] of the phases of a small map, and of their places in the large. */
  private static void forEachPhase(Tensor small, Tensor large, BiConsumer<Tensor, Tensor> work) {
    long out = large.size(1);
    for (int row = 0; row < 2; row++) {
      for (int column = 0; column < 2; column++) {
        Tensor cells =
            small
                .narrow(1, (2L * row + column) * out, out)
                .narrow(2, 1 - row, small.size(2) - 1)
                .narrow(3, 1 - column, small.size(3) - 1);
        work.accept(cells, everySecond(everySecond(large, 2, 1 - row), 3, 1 - column));
      }
    }
  }

  private static Tensor everySecond(Tensor map, long dimension, long from) {
    return map.slice(dimension, new LongOptional(from), new LongOptional(), 2);
  }
}

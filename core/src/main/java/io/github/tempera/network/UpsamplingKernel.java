package io.github.tempera.network;

import static org.bytedeco.pytorch.global.torch.constant_pad_nd;
import static org.bytedeco.pytorch.global.torch.pixel_shuffle;
import static org.bytedeco.pytorch.global.torch.pixel_unshuffle;

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

  private static final long[] AROUND = {1, 1, 1, 1};

  private UpsamplingKernel() {}

  private static Tensor taps(Tensor like) {
    return Tensor.create(TAPS_OF_PHASES, 4, 3).to(like.device(), like.scalar_type());
  }

  /**
   * The 2x2 kernel.
   *
   * @param weight [out, in, 3, 3] float32
   * @return [4 * out, in, 2, 2] float32
   */
  public static Tensor of(Tensor weight) {
    long out = weight.size(0);
    long in = weight.size(1);
    Tensor taps = taps(weight);
    return taps.matmul(weight)
        .matmul(taps.t())
        .reshape(out, in, 2, 2, 2, 2) // [out, in, row phase, tap, column phase, tap]
        .permute(0, 2, 4, 1, 3, 5)
        .reshape(4 * out, in, 2, 2);
  }

  /**
   * The gradient of the weight, from that of {@link #of}'s result.
   *
   * @param kernel [4 * out, in, 2, 2] float32
   * @return [out, in, 3, 3] float32
   */
  public static Tensor weightGradient(Tensor kernel) {
    long out = kernel.size(0) / 4;
    long in = kernel.size(1);
    Tensor taps = taps(kernel);
    Tensor phases =
        kernel
            .reshape(out, 2, 2, in, 2, 2) // [out, row phase, column phase, in, tap, tap]
            .permute(0, 3, 1, 4, 2, 5)
            .reshape(out, in, 4, 4);
    return taps.t().matmul(phases).matmul(taps);
  }

  /** A bias [out] for all phases [4 * out]. */
  public static Tensor bias(Tensor bias) {
    return bias.reshape(-1, 1).repeat(1, 4).reshape(-1);
  }

  /**
   * Interleaves the phases; the outermost row and column belong to cells beyond the map.
   *
   * @param y the 2x2 convolution of the padded small map [N, 4 * out, h + 1, w + 1]
   * @return [N, out, 2h, 2w]
   */
  public static Tensor arranged(Tensor y) {
    Tensor interleaved = pixel_shuffle(y, 2); // [N, out, 2h + 2, 2w + 2]
    return interleaved.narrow(2, 1, interleaved.size(2) - 2).narrow(3, 1, interleaved.size(3) - 2);
  }

  /** The gradient of {@link #arranged}'s input [N, 4 * out, h + 1, w + 1] from its result's. */
  public static Tensor arrangedGradient(Tensor gradient) {
    return pixel_unshuffle(constant_pad_nd(gradient, AROUND), 2);
  }
}

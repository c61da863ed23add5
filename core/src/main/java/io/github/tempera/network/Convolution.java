package io.github.tempera.network;

import static org.bytedeco.pytorch.global.torch.conv2d;
import static org.bytedeco.pytorch.global.torch.pixel_shuffle;
import static org.bytedeco.pytorch.global.torch.reflection_pad2d;
import static org.bytedeco.pytorch.global.torch.replication_pad2d;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;

/**
 * A 3x3 convolution on reflection padding of 1, alone or after a nearest-neighbour upsampling by 2.
 *
 * <p>After an upsampling, the three rows of the kernel see only two different rows of the small map
 * (for even output rows the second and third see the same one, for odd rows the first and second),
 * and so for columns. So each of the four output phases is a 2x2 convolution of the small map: 4/9
 * of the multiplications, and the large map is never padded. Reflection about the upsampled border
 * repeats the small map's edge.
 */
final class Convolution {
  private static final long[] NO_PADDING = {0, 0};
  private static final long[] NO_DILATION = {1, 1};

  /** [phase * 2 + tap][row of the 3x3 kernel]; phase 0 holds the odd output rows (see arranged). */
  private static final float[] TAPS_OF_PHASES = {
    1, 1, 0, // odd rows: upper tap
    0, 0, 1, // odd rows: lower tap
    1, 0, 0, // even rows: upper tap
    0, 1, 1 // even rows: lower tap
  };

  private final Tensor weight; // [out, in, 3, 3], upsampling: [4 * out, in, 2, 2]
  private final TensorOptional bias; // [out], upsampling: [4 * out]
  private final long[] stride;
  private final boolean upsampling;

  private Convolution(
      Tensor weight, Tensor bias, long stride, boolean upsampling, Scopes.Owner owner) {
    this.weight = owner.own(weight);
    this.bias = owner.own(new TensorOptional(bias));
    this.stride = new long[] {stride, stride};
    this.upsampling = upsampling;
  }

  /**
   * @param weight [out, in, 3, 3] float32
   * @param bias [out] float32
   */
  static Convolution of(
      Tensor weight, Tensor bias, long stride, Backend backend, Scopes.Owner owner) {
    try (PointerScope scope = new PointerScope()) {
      return new Convolution(backend.place(weight), backend.place(bias), stride, false, owner);
    }
  }

  /** The same after a nearest-neighbour upsampling of its input by 2. */
  static Convolution afterUpsampling(
      Tensor weight, Tensor bias, Backend backend, Scopes.Owner owner) {
    try (PointerScope scope = new PointerScope()) {
      long out = weight.size(0);
      long in = weight.size(1);
      Tensor taps = backend.float32(TAPS_OF_PHASES, 4, 3);
      Tensor phases = // [out, in, phase and tap of the row, those of the column]
          taps.matmul(weight).matmul(taps.t());
      Tensor kernel =
          phases
              .reshape(out, in, 2, 2, 2, 2) // [out, in, row phase, tap, column phase, tap]
              .permute(0, 2, 4, 1, 3, 5)
              .reshape(4 * out, in, 2, 2);
      return new Convolution(
          backend.place(kernel),
          backend.place(bias.reshape(-1, 1).repeat(1, 4).reshape(-1)),
          1,
          true,
          owner);
    }
  }

  /** [N, in, h, w] to [N, out, h / stride, w / stride]; upsampling: [N, out, 2h, 2w]. */
  Tensor apply(Tensor x) {
    return Scopes.scoped(() -> arranged(convolved(x)));
  }

  /** {@link #apply} and then the rectified linear unit. */
  Tensor relu(Tensor x) {
    return Scopes.scoped(() -> arranged(convolved(x).relu_()));
  }

  private Tensor convolved(Tensor x) {
    Tensor padded = upsampling ? replication_pad2d(x, 1, 1, 1, 1) : reflection_pad2d(x, 1, 1, 1, 1);
    return conv2d(padded, weight, bias, stride, NO_PADDING, NO_DILATION, 1);
  }

  /** Interleaves the phases; the outermost row and column belong to cells beyond the map. */
  private Tensor arranged(Tensor y) {
    if (!upsampling) {
      return y;
    }
    Tensor interleaved = pixel_shuffle(y, 2); // [N, out, 2h + 2, 2w + 2]
    return interleaved.narrow(2, 1, interleaved.size(2) - 2).narrow(3, 1, interleaved.size(3) - 2);
  }
}

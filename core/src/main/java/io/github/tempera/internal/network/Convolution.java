package io.github.tempera.internal.network;

import static org.bytedeco.pytorch.global.torch.conv2d;
import static org.bytedeco.pytorch.global.torch.reflection_pad2d;
import static org.bytedeco.pytorch.global.torch.replication_pad2d;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;

/**
 * A 3x3 convolution on reflection padding of 1, alone or after a nearest-neighbour upsampling by 2
 * ({@link UpsamplingKernel}).
 */
final class Convolution {
  private static final long[] NO_PADDING = {0, 0};
  private static final long[] NO_DILATION = {1, 1};

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
      return new Convolution(
          backend.place(UpsamplingKernel.of(weight)),
          backend.place(UpsamplingKernel.bias(bias)),
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

  private Tensor arranged(Tensor y) {
    return upsampling ? UpsamplingKernel.arranged(y) : y;
  }
}

package io.github.tempera.internal.network;

import static org.bytedeco.pytorch.global.torch.conv2d;
import static org.bytedeco.pytorch.global.torch.reflection_pad2d;
import static org.bytedeco.pytorch.global.torch.replication_pad2d;

import io.github.tempera.internal.description.Layer;
import io.github.tempera.internal.description.Layer.Kind;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * A 3x3 convolution on reflection padding of 1, alone or after a nearest-neighbour upsampling by 2
 * ({@link UpsamplingKernel}), and what several styles make of its output.
 */
final class Convolution {
  private static final long[] NO_PADDING = {0, 0};
  private static final long[] NO_DILATION = {1, 1};

  private final Tensor weight; // [out, in, 3, 3], upsampling: [4 * out, in, 2, 2]
  private final TensorOptional bias; // [out], upsampling: [4 * out]
  private final long[] stride;
  private final boolean upsampling;
  private final @Nullable Modulation modulation;

  /**
   * M of K styles, to be mixed by their shares at each place.
   *
   * @param scale [out, K, 1, 1] float32
   * @param shift [out, K, 1, 1] float32
   * @param cell side in pixels of the cells it acts on
   */
  record Modulation(Tensor scale, Tensor shift, int cell) {
    private Tensor apply(Tensor y, Tensor shares) {
      return y.to(ScalarType.Float)
          .mul(conv2d(shares, scale))
          .add_(conv2d(shares, shift))
          .to(y.scalar_type());
    }
  }

  /**
   * A layer's convolution.
   *
   * @param weight [out, in, 3, 3] float32
   * @param bias [out] float32
   * @param modulation what regions make of its output; null for nothing
   */
  Convolution(
      Layer layer,
      int stride,
      Tensor weight,
      Tensor bias,
      @Nullable Modulation modulation,
      Backend backend,
      Scopes.Owner owner) {
    upsampling = layer.kind() == Kind.UP;
    this.stride = new long[] {stride, stride};
    this.modulation = modulation;
    try (PointerScope scope = new PointerScope()) {
      this.weight = owner.own(backend.place(upsampling ? UpsamplingKernel.of(weight) : weight));
      this.bias =
          owner.own(
              new TensorOptional(backend.place(upsampling ? UpsamplingKernel.bias(bias) : bias)));
    }
  }

  /** [N, in, h, w] to [N, out, h / stride, w / stride]; upsampling: [N, out, 2h, 2w]. */
  Tensor apply(Tensor x, @Nullable Regions regions) {
    if (modulation == null || regions == null) {
      return Scopes.scoped(() -> arranged(convolved(x)));
    }
    return Scopes.scoped(
        () -> {
          Tensor shares = regions.shares(modulation.cell);
          return modulation.apply(apply(x, null), shares);
        });
  }

  /** {@link #apply} and then the rectified linear unit. */
  Tensor relu(Tensor x, @Nullable Regions regions) {
    return modulation == null || regions == null
        ? Scopes.scoped(() -> arranged(convolved(x).relu_()))
        : apply(x, regions).relu_();
  }

  private Tensor convolved(Tensor x) {
    Tensor padded = upsampling ? replication_pad2d(x, 1, 1, 1, 1) : reflection_pad2d(x, 1, 1, 1, 1);
    return conv2d(padded, weight, bias, stride, NO_PADDING, NO_DILATION, 1);
  }

  private Tensor arranged(Tensor y) {
    return upsampling ? UpsamplingKernel.arranged(y) : y;
  }
}

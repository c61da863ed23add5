package io.github.tempera.training.gradient;

import static org.bytedeco.pytorch.global.torch.conv2d;
import static org.bytedeco.pytorch.global.torch.convolution_backward;

import io.github.tempera.network.Scopes;
import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A 3x3 convolution by the library, of two channels or more, in any number type and on any device.
 *
 * <p>The gradient of the input is itself a convolution of the gradient, with the weights turned
 * around. The library's own function for it is not used: in bfloat16 it takes in what happens to
 * lie behind an odd number of channels, and in float32 it crashes when two threads call it.
 */
final class DirectFilter implements Filter {
  private static final long[] NONE = {0, 0};
  private static final long[] ONE = {1, 1};

  private final Tensor weight; // [out, in, 3, 3]
  private final Tensor weightBack; // [in, out, 3, 3]
  private final Tensor bias; // [out]
  private final long stride;

  DirectFilter(Tensor weight, Tensor bias, long stride, Scopes.Owner owner) {
    this.weight = owner.own(weight);
    try (PointerScope scope = new PointerScope()) {
      this.weightBack =
          owner.own(weight.flip(2, 3).transpose(0, 1).contiguous(MemoryFormat.ChannelsLast));
    }
    this.bias = owner.own(bias);
    this.stride = stride;
  }

  @Override
  public Tensor forward(Tensor padded) {
    long[] strides = {stride, stride};
    return conv2d(typed(padded), weight, new TensorOptional(bias), strides, NONE, ONE, 1);
  }

  @Override
  public Tensor backward(Tensor padded, Tensor gradient, Gradients gradients) {
    if (gradients.weight() != null) {
      gradients.add(weightGradient(padded, gradient).permute(2, 3, 1, 0), gradient);
    }
    if (!gradients.input()) {
      return padded;
    }
    Tensor spread = // [N, out, h + 4, w + 4]
        weight
            .new_zeros(padded.size(0), padded.size(2) + 2, padded.size(3) + 2, gradient.size(1))
            .permute(0, 3, 1, 2);
    everyStride(everyStride(spread, 2, gradient.size(2)), 3, gradient.size(3)).copy_(gradient);
    return conv2d(spread, weightBack, new TensorOptional(), ONE, NONE, ONE, 1).to(ScalarType.Float);
  }

  private Tensor weightGradient(Tensor padded, Tensor gradient) {
    long[] strides = {stride, stride};
    BoolPointer wanted = new BoolPointer(3).put(0, false).put(1, true).put(2, false);
    return convolution_backward(
            typed(gradient),
            typed(padded),
            weight,
            NONE,
            strides,
            NONE,
            ONE,
            false,
            NONE,
            1,
            wanted)
        .get1()
        .to(ScalarType.Float);
  }

  /** The cells of a spread map that gradients come to lie on, the first two from the edge. */
  private Tensor everyStride(Tensor map, long dimension, long count) {
    long end = 2 + (count - 1) * stride + 1;
    return map.slice(dimension, new LongOptional(2), new LongOptional(end), stride);
  }

  private Tensor typed(Tensor map) {
    return map.to(weight.scalar_type());
  }
}

package io.github.tempera.training.convolution;

import static org.bytedeco.pytorch.global.torch.conv2d;
import static org.bytedeco.pytorch.global.torch.convolution_backward;

import io.github.tempera.internal.network.Scopes;
import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * A convolution by the library, of two channels or more, in any number type and on any device.
 *
 * <p>The gradient of the input is itself a convolution of the gradient, with the weights turned
 * around. The library's own function for it is not used: in bfloat16 it takes in what happens to
 * lie behind an odd number of channels, and in float32 it crashes when two threads call it.
 */
final class DirectFilter implements Filter {
  private static final long[] NONE = {0, 0};
  private static final long[] ONE = {1, 1};

  private final Tensor weight; // [out, in, k, k]
  private final Tensor bias; // [out]
  private final long stride;
  private final Scopes.Owner owner;
  private @Nullable Tensor weightBack; // [in, out, k, k]

  DirectFilter(Tensor weight, Tensor bias, long stride, Scopes.Owner owner) {
    this.weight = owner.own(weight);
    this.bias = owner.own(bias);
    this.stride = stride;
    this.owner = owner;
  }

  @Override
  public Tensor forward(Tensor padded) {
    long[] strides = {stride, stride};
    return conv2d(typed(padded), weight, new TensorOptional(bias), strides, NONE, ONE, 1);
  }

  @Override
  public Tensor backward(Tensor padded, Tensor gradient, Gradients gradients) {
    if (gradients.weight() != null) {
      gradients.add(weightGradient(padded, gradient), gradient);
    }
    return gradients.input() ? inputGradient(padded, gradient) : padded;
  }

  /** That of the input, padding included. */
  Tensor inputGradient(Tensor padded, Tensor gradient) {
    Tensor spread = stride == 1 ? typed(gradient) : spread(gradient, padded);
    long[] reach = {weight.size(2) - 1, weight.size(3) - 1};
    return conv2d(spread, weightBack(), new TensorOptional(), ONE, reach, ONE, 1);
  }

  /** The weights turned around. Made when first asked for: not every input has a gradient. */
  private synchronized Tensor weightBack() {
    if (weightBack == null) {
      try (PointerScope scope = new PointerScope()) {
        long side = weight.size(2);
        Tensor turned = // one matrix is turned, then only whole rows move: this is fast
            weight
                .permute(0, 2, 3, 1)
                .reshape(weight.size(0), -1)
                .t()
                .contiguous()
                .view(side, side, weight.size(1), weight.size(0))
                .flip(0, 1)
                .permute(2, 3, 0, 1)
                .contiguous(MemoryFormat.ChannelsLast);
        weightBack = owner.own(turned);
      }
    }
    return weightBack;
  }

  /** The gradient with zeros between its cells, as far apart as the filters lay. */
  private Tensor spread(Tensor gradient, Tensor padded) {
    Tensor spread = // [N, out, h, w]
        weight
            .new_zeros(
                padded.size(0),
                padded.size(2) + 1 - weight.size(2),
                padded.size(3) + 1 - weight.size(3),
                gradient.size(1))
            .permute(0, 3, 1, 2);
    everyStride(everyStride(spread, 2), 3).copy_(gradient);
    return spread;
  }

  /** That of the weights [out, in, k, k] in float32. */
  Tensor weightGradient(Tensor padded, Tensor gradient) {
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

  private Tensor everyStride(Tensor map, long dimension) {
    return map.slice(dimension, new LongOptional(0), new LongOptional(), stride);
  }

  private Tensor typed(Tensor map) {
    return map.to(weight.scalar_type());
  }
}

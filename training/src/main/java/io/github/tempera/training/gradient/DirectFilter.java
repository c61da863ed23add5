package io.github.tempera.training.gradient;

import static org.bytedeco.pytorch.global.torch.conv2d;
import static org.bytedeco.pytorch.global.torch.convolution_backward;

import io.github.tempera.network.Scopes;
import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** A 3x3 convolution by the library, in any number type and on any device. */
final class DirectFilter implements Filter {
  private static final long[] NONE = {0, 0};
  private static final long[] ONE = {1, 1};

  private final Tensor weight; // [out, in, 3, 3]
  private final Tensor bias; // [out]
  private final long[] stride;

  DirectFilter(Tensor weight, Tensor bias, long stride, Scopes.Owner owner) {
    this.weight = owner.own(weight);
    this.bias = owner.own(bias);
    this.stride = new long[] {stride, stride};
  }

  @Override
  public Tensor forward(Tensor padded) {
    return conv2d(typed(padded), weight, new TensorOptional(bias), stride, NONE, ONE, 1)
        .to(ScalarType.Float);
  }

  @Override
  public Tensor backward(Tensor padded, Tensor gradient, Gradients gradients) {
    boolean learned = gradients.weight() != null;
    BoolPointer wanted = new BoolPointer(3);
    wanted.put(0, gradients.input()).put(1, learned).put(2, false);
    T_TensorTensorTensor_T result =
        convolution_backward(
            typed(gradient),
            typed(padded),
            weight,
            NONE,
            stride,
            NONE,
            ONE,
            false,
            NONE,
            1,
            wanted);
    if (learned) {
      gradients.add(result.get1().to(ScalarType.Float).permute(2, 3, 1, 0), gradient);
    }
    return gradients.input() ? result.get0().to(ScalarType.Float) : padded;
  }

  private Tensor typed(Tensor map) {
    return map.to(weight.scalar_type());
  }
}

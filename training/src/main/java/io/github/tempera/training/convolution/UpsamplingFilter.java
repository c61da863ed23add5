package io.github.tempera.training.convolution;

import io.github.tempera.internal.network.Scopes;
import io.github.tempera.internal.network.UpsamplingKernel;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * A 3x3 convolution of a map at twice its size, by the library: 4/9 of the multiplications ({@link
 * UpsamplingKernel}). What it is given is the small map, its edges repeated once.
 */
final class UpsamplingFilter implements Filter {
  private final DirectFilter direct;

  /**
   * @param weight [out, in, 3, 3] float32
   * @param bias [out] float32
   * @param place converts to the number type, device and layout to compute in
   */
  UpsamplingFilter(Tensor weight, Tensor bias, UnaryOperator<Tensor> place, Scopes.Owner owner) {
    try (PointerScope scope = new PointerScope()) {
      direct =
          new DirectFilter(
              place.apply(UpsamplingKernel.of(weight)),
              place.apply(UpsamplingKernel.bias(bias)),
              1,
              owner);
    }
  }

  @Override
  public boolean upsamples() {
    return true;
  }

  @Override
  public Tensor forward(Tensor padded) {
    return Scopes.scoped(() -> UpsamplingKernel.arranged(direct.forward(padded)));
  }

  @Override
  public Tensor backward(Tensor padded, Tensor gradient, Gradients gradients) {
    Tensor phases = UpsamplingKernel.arrangedGradient(gradient);
    if (gradients.weight() != null) {
      Tensor weights = UpsamplingKernel.weightGradient(direct.weightGradient(padded, phases));
      gradients.add(weights, gradient);
    }
    return gradients.input() ? direct.inputGradient(padded, phases) : padded;
  }
}

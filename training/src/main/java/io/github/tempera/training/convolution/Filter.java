package io.github.tempera.training.convolution;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * The weights of a 3x3 convolution in the form that its way of computing wants. Maps that come out
 * have the number type it computes in; those of weights and biases are float32.
 */
public interface Filter {
  /** Whether it takes the map before an upsampling by 2. */
  default boolean upsamples() {
    return false;
  }

  /**
   * The convolution.
   *
   * @param padded [N, in, h + 2, w + 2], channels last
   * @return [N, out, h, w], channels last; with a stride of 2 half as high and wide, after an
   *     upsampling twice
   */
  Tensor forward(Tensor padded);

  /**
   * The gradients.
   *
   * @param padded what {@link #forward} was given
   * @param gradient of the output
   * @param gradients what is wanted; those of weight and bias are added there
   * @return the gradient of the input, padding included, if it is wanted
   */
  Tensor backward(Tensor padded, Tensor gradient, Gradients gradients);

  /**
   * Which gradients are wanted.
   *
   * @param input whether that of the input is
   * @param weight where that of the weights [out, in, 3, 3] is added; null for frozen ones
   * @param bias where that of the bias [out] is added; null for a frozen one
   */
  record Gradients(boolean input, @Nullable Tensor weight, @Nullable Tensor bias) {
    /**
     * @param weights [out, in, 3, 3]
     * @param output gradient of the convolution's output
     */
    void add(Tensor weights, Tensor output) {
      if (weight != null && bias != null) {
        weight.add_(weights);
        // Converting within the sum takes four times as long.
        bias.add_(output.to(ScalarType.Float).sum(new long[] {0, 2, 3}));
      }
    }
  }
}

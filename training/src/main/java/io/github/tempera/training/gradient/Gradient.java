package io.github.tempera.training.gradient;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What passes back through a network add up to: the gradient of every parameter, and, for {@link
 * Muon}, how the inputs of its convolutions vary.
 */
public final class Gradient implements AutoCloseable {
  private final Parameters parameters;
  private final Tensor values;
  private final Map<String, InputMoments> inputs = new HashMap<>();

  /**
   * Zeros.
   *
   * @param inputs whether to look at the inputs of convolutions
   */
  public Gradient(Parameters parameters, boolean inputs) {
    this.parameters = parameters;
    this.values = parameters.zeros();
    if (inputs) {
      try (PointerScope scope = new PointerScope()) {
        for (String name : parameters.names()) {
          Tensor weights = parameters.get(name);
          if (Muon.learns(weights)) {
            this.inputs.put(name, new InputMoments(weights));
          }
        }
      }
    }
  }

  /** Begins anew. */
  public void zero() {
    values.zero_();
    inputs.values().forEach(InputMoments::zero);
  }

  /** Adds what another pass found. */
  public void add(Gradient other) {
    values.add_(other.values);
    inputs.forEach((name, moments) -> moments.add(other.inputs(name)));
  }

  /** All numbers, laid out like the parameters. */
  public Tensor values() {
    return values;
  }

  /** One parameter's; a view. Null if it does not learn. */
  @Nullable Tensor of(String name) {
    return parameters.names().contains(name) ? parameters.view(values, name) : null;
  }

  /**
   * A convolution's input went by.
   *
   * @param padded gives it [N, in, h + 2, w + 2], where it is looked at
   */
  void see(String name, Supplier<Tensor> padded) {
    InputMoments moments = inputs.get(name);
    if (moments != null) {
      try (PointerScope scope = new PointerScope()) {
        moments.see(padded.get());
      }
    }
  }

  /** How the inputs of a convolution with these weights vary. */
  InputMoments inputs(String name) {
    InputMoments moments = inputs.get(name);
    if (moments == null) {
      throw new IllegalArgumentException("no inputs seen of " + name);
    }
    return moments;
  }

  @Override
  public void close() {
    values.releaseReference();
    inputs.values().forEach(InputMoments::close);
  }
}

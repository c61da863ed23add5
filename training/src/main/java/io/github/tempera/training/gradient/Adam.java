package io.github.tempera.training.gradient;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Adam (Kingma &amp; Ba 2015, algorithm 1), with gradients clipped by their norm.
 *
 * <p>m ← β₁ m + (1 − β₁) g; v ← β₂ v + (1 − β₂) g²; x ← x − α · m̂ / (√v̂ + ε) with m̂ = m / (1 −
 * β₁ᵗ), v̂ = v / (1 − β₂ᵗ).
 */
public final class Adam implements Optimizer {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final Tensor values;
  private final Tensor mean;
  private final Tensor square;

  /**
   * Begins with moments of zero.
   *
   * @param values what is optimized, in place
   */
  public Adam(Tensor values) {
    try (PointerScope scope = new PointerScope()) {
      this.values = Parameters.kept(values);
      this.mean = Parameters.kept(org.bytedeco.pytorch.global.torch.zeros_like(values));
      this.square = Parameters.kept(org.bytedeco.pytorch.global.torch.zeros_like(values));
    }
  }

  @Override
  public double step(Gradient gradient, double iteration, double rate, double clip) {
    return step(gradient.values(), iteration, rate, clip);
  }

  /**
   * One step, of values that are no network's.
   *
   * @param gradient in the shape of the values; otherwise as {@link Optimizer#step}
   */
  public double step(Tensor gradient, double iteration, double rate, double clip) {
    try (PointerScope scope = new PointerScope()) {
      double norm = gradient.norm().item_double();
      if (!Double.isFinite(norm)) {
        return norm;
      }
      if (norm > clip) {
        gradient.mul_(new Scalar(clip / norm));
      }
      mean.mul_(new Scalar(BETA1)).add_(gradient, new Scalar(1 - BETA1));
      square.mul_(new Scalar(BETA2)).addcmul_(gradient, gradient, new Scalar(1 - BETA2));
      double correction = Math.sqrt(1 - Math.pow(BETA2, iteration));
      Tensor deviation = square.sqrt().mul_(new Scalar(1 / correction)).add_(new Scalar(EPSILON));
      values.addcdiv_(mean, deviation, new Scalar(-rate / (1 - Math.pow(BETA1, iteration))));
      return norm;
    }
  }

  @Override
  public Tensor mean() {
    return mean;
  }

  @Override
  public Tensor square() {
    return square;
  }

  @Override
  public void close() {
    values.releaseReference();
    mean.releaseReference();
    square.releaseReference();
  }
}

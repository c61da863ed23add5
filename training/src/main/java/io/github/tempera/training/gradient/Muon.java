package io.github.tempera.training.gradient;

import static org.bytedeco.pytorch.global.torch.eye;

import io.github.tempera.training.convolution.Crew;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Muon (Jordan et al. 2024) for the weights of convolutions, Adam for the rest: the momentum of a
 * weight matrix [out, in · 9] is replaced by the nearest matrix whose singular values are all
 * alike, in coordinates in which the inputs of the layer are white ({@link InputMoments}). So a
 * step changes the layer's output in all directions at the same pace. Where inputs are not made
 * white, what they have in common (they are positive, and neighbours are alike) moves the output a
 * hundred times as much as the rest, which in time leaves most units silent. Updates are scaled to
 * the size that Adam's usually have (Liu et al. 2025, section 2.2), so that one learning rate fits
 * both.
 */
public final class Muon implements Optimizer {
  private static final double MOMENTUM = 0.95;
  private static final int STEPS = 5;

  private final Parameters parameters;
  private final Adam adam;
  private final List<String> matrices = new ArrayList<>();
  private final Crew crew;

  /**
   * Begins with moments of zero.
   *
   * @param crew shares the matrices
   */
  public Muon(Parameters parameters, Crew crew) {
    this.parameters = parameters;
    this.crew = crew;
    this.adam = new Adam(parameters.values());
    try (PointerScope scope = new PointerScope()) {
      for (String name : parameters.names()) {
        if (learns(parameters.get(name))) {
          matrices.add(name);
        }
      }
    }
  }

  /** Whether these weights are a convolution's. */
  static boolean learns(Tensor weights) {
    return weights.ndimension() == 4;
  }

  @Override
  public double step(Gradient gradient, double iteration, double rate, double clip) {
    try (PointerScope scope = new PointerScope()) {
      List<Tensor> before = new ArrayList<>();
      for (String name : matrices) {
        before.add(parameters.get(name).clone());
      }
      double norm = adam.step(gradient, iteration, rate, clip);
      if (!Double.isFinite(norm)) {
        return norm;
      }
      List<Runnable> steps = new ArrayList<>();
      for (int i = 0; i < matrices.size(); i++) {
        String name = matrices.get(i);
        Tensor from = before.get(i);
        steps.add(() -> step(gradient, name, from, rate));
      }
      crew.run(steps);
      return norm;
    }
  }

  private void step(Gradient gradient, String name, Tensor before, double rate) {
    try (PointerScope scope = new PointerScope()) {
      Tensor mine = parameters.view(gradient.values(), name);
      // Adam's first moment is the momentum; one more step of it looks ahead (Nesterov).
      Tensor ahead =
          parameters
              .view(adam.mean(), name)
              .mul(new Scalar(MOMENTUM))
              .add(mine, new Scalar(1 - MOMENTUM));
      long rows = mine.size(0);
      Tensor update = orthogonal(ahead.reshape(rows, -1), gradient.inputs(name).divide(ahead));
      double scale = 0.2 * Math.sqrt((double) Math.max(rows, mine.numel() / rows));
      parameters.get(name).copy_(before).sub_(update.view_as(mine), new Scalar(rate * scale));
    }
  }

  /**
   * W with W C Wᵀ near the unit matrix, as near as may be to the gradient G: (G C⁻¹ Gᵀ)^(-1/2) G
   * C⁻¹. By five steps of Newton and Schulz, X ← P(X Xᵀ) X with P a polynomial. X Xᵀ commutes with
   * every P, so the steps are taken on that small matrix and their product is applied once.
   *
   * @param gradient G [out, in · 9]
   * @param divided G C⁻¹ [out, in · 9]
   */
  private static Tensor orthogonal(Tensor gradient, Tensor divided) {
    Tensor gram = divided.mm(gradient.t());
    double square = Math.max(gram.trace().item_double(), Double.MIN_NORMAL);
    gram = gram.div(new Scalar(square));
    Tensor unit = eye(gram.size(0), gram.options());
    Tensor product = unit;
    for (int i = 0; i < STEPS; i++) {
      Tensor step =
          gram.mul(new Scalar(-4.7750))
              .add(gram.mm(gram), new Scalar(2.0315))
              .add(unit, new Scalar(3.4445));
      product = step.mm(product);
      gram = step.mm(gram).mm(step);
    }
    return product.mm(divided).div_(new Scalar(Math.sqrt(square)));
  }

  @Override
  public Tensor mean() {
    return adam.mean();
  }

  @Override
  public Tensor square() {
    return adam.square();
  }

  @Override
  public void close() {
    adam.close();
  }
}

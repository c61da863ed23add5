package io.github.tempera.training.gradient;

import static org.bytedeco.pytorch.global.torch.eye;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Muon (Jordan et al. 2024) for the weights of convolutions, Adam for the rest: the momentum of a
 * weight matrix [out, in · 9] is replaced by the nearest matrix whose singular values are all
 * alike, so that the network learns in all directions at the same pace. Updates are scaled to the
 * size that Adam's usually have (Liu et al. 2025, section 2.2), so that one learning rate fits
 * both.
 */
public final class Muon implements Optimizer {
  private static final double MOMENTUM = 0.95;
  private static final int STEPS = 5;

  private final Parameters parameters;
  private final Adam adam;
  private final List<String> matrices = new ArrayList<>();

  /** Begins with moments of zero. */
  public Muon(Parameters parameters) {
    this.parameters = parameters;
    this.adam = new Adam(parameters.values());
    try (PointerScope scope = new PointerScope()) {
      for (String name : parameters.names()) {
        Tensor value = parameters.get(name);
        if (value.ndimension() == 4 && value.size(0) >= 16) {
          matrices.add(name);
        }
      }
    }
  }

  @Override
  public double step(Tensor gradient, double iteration, double rate, double clip) {
    try (PointerScope scope = new PointerScope()) {
      List<Tensor> before = new ArrayList<>();
      for (String name : matrices) {
        before.add(parameters.get(name).clone());
      }
      double norm = adam.step(gradient, iteration, rate, clip);
      if (!Double.isFinite(norm)) {
        return norm;
      }
      for (int i = 0; i < matrices.size(); i++) {
        String name = matrices.get(i);
        Tensor mine = parameters.view(gradient, name);
        // Adam's first moment is the momentum; one more step of it looks ahead (Nesterov).
        Tensor ahead =
            parameters
                .view(adam.mean(), name)
                .mul(new Scalar(MOMENTUM))
                .add(mine, new Scalar(1 - MOMENTUM));
        long rows = mine.size(0);
        Tensor update = orthogonal(ahead.reshape(rows, -1));
        double scale = 0.2 * Math.sqrt((double) Math.max(rows, mine.numel() / rows));
        parameters
            .get(name)
            .copy_(before.get(i))
            .sub_(update.view_as(mine), new Scalar(rate * scale));
      }
      return norm;
    }
  }

  /**
   * The nearest matrix with singular values near 1, by five steps of Newton and Schulz, X ← P(X Xᵀ)
   * X with P a polynomial. X Xᵀ commutes with every P, so the steps are taken on that small matrix
   * and their product is applied to X once.
   */
  private static Tensor orthogonal(Tensor matrix) {
    boolean tall = matrix.size(0) > matrix.size(1);
    Tensor x = tall ? matrix.t() : matrix;
    x = x.div(x.norm().add(new Scalar(1e-12)));
    Tensor gram = x.mm(x.t());
    Tensor product = eye(gram.size(0));
    for (int i = 0; i < STEPS; i++) {
      Tensor step =
          gram.mul(new Scalar(-4.7750))
              .add(gram.mm(gram), new Scalar(2.0315))
              .add(eye(gram.size(0)), new Scalar(3.4445));
      product = step.mm(product);
      gram = step.mm(gram).mm(step);
    }
    Tensor nearest = product.mm(x);
    return (tall ? nearest.t() : nearest).contiguous();
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

package io.github.tempera.training.trainee;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** A normalization after the decoder's convolutions: only to show why there is none. */
public enum Normalization {
  /** The paper's choice, and the only one that can be used. */
  NONE,
  /** Each picture's own mean and standard deviation are taken out again. */
  INSTANCE,
  /** The batch's mean and standard deviation are. */
  BATCH;

  /** Normalizes, then ReLU. */
  Tensor relu(Tensor x) {
    long[] over = this == BATCH ? new long[] {0, 2, 3} : new long[] {2, 3};
    Tensor exact = x.to(ScalarType.Float);
    Tensor centred = exact.sub(mean(exact, over));
    return centred
        .div(mean(centred.square(), over).add(new Scalar(1e-5)).sqrt())
        .relu()
        .to(x.scalar_type());
  }

  private static Tensor mean(Tensor x, long[] over) {
    return x.mean(over, true, new ScalarTypeOptional());
  }
}

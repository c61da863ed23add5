package io.github.tempera.training.gradient;

import org.bytedeco.pytorch.Tensor;

/** Changes parameters so that the loss falls. */
public interface Optimizer extends AutoCloseable {
  /**
   * One step.
   *
   * @param gradient is scaled down to norm {@code clip} in place if it is larger
   * @param iteration from 1
   * @return the norm before clipping; when it is no finite number nothing has changed
   */
  double step(Gradient gradient, double iteration, double rate, double clip);

  /** First moment; changes are the optimizer's. */
  Tensor mean();

  /** Second moment; changes are the optimizer's. */
  Tensor square();

  @Override
  void close();
}

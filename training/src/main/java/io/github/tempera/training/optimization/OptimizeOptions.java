package io.github.tempera.training.optimization;

import io.github.tempera.TemperaException;
import io.github.tempera.training.loss.LossWeights;

/**
 * How a picture is optimized.
 *
 * @param iterations steps of Adam, 1 to 1,000,000
 * @param rate how far a pixel goes in the first steps, about, where 1 is from black to white; above
 *     0, at most 1; it falls with half a cosine to a fiftieth at the last
 * @param loss what the styles' layers count beside the content
 */
public record OptimizeOptions(int iterations, double rate, LossWeights loss) {
  /** 300 steps of 0.05 with the paper's λ = 10. */
  public static final OptimizeOptions DEFAULTS = new OptimizeOptions(300, 0.05, LossWeights.PAPER);

  /**
   * @throws TemperaException if a value is out of its range
   */
  public OptimizeOptions {
    if (iterations < 1 || iterations > 1_000_000) {
      throw new TemperaException("iterations must be 1 to 1000000, not " + iterations + ".");
    }
    if (!(rate > 0 && rate <= 1)) {
      throw new TemperaException("rate must be above 0 and at most 1, not " + rate + ".");
    }
  }

  /**
   * The rate of a step.
   *
   * @param step from 0
   */
  double rateAt(int step) {
    double part = Math.min(1, (double) step / iterations);
    return rate * (0.02 + 0.98 * 0.5 * (1 + Math.cos(Math.PI * part)));
  }
}

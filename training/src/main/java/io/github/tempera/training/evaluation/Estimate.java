package io.github.tempera.training.evaluation;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A mean with its 95 % confidence interval by Student's t-distribution.
 *
 * @param mean of the sample
 * @param margin half the interval's width; NaN of fewer than two values
 */
public record Estimate(double mean, double margin) {
  /** Probability up to the upper end of the interval. */
  private static final double UP_TO_HIGH = 0.975;

  /** Of independent values, as far as pairs that share pictures are. */
  static Estimate of(double... values) {
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    if (values.length < 2) {
      return new Estimate(values.length == 0 ? Double.NaN : mean, Double.NaN);
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    double error = Math.sqrt(squares / (values.length - 1) / values.length);
    return new Estimate(
        mean, TDistribution.of(values.length - 1).inverseCumulativeProbability(UP_TO_HIGH) * error);
  }

  /** In other units. */
  public Estimate times(double factor) {
    return new Estimate(factor * mean, Math.abs(factor) * margin);
  }
}

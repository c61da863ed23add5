package io.github.tempera.service.survey.report;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A mean of ratings, or of their differences, with its 95 % confidence interval by Student's
 * t-distribution.
 *
 * @param count how many values
 * @param mean NaN of no values
 * @param margin half the interval's width; NaN of fewer than two values
 */
public record MeanRating(int count, double mean, double margin) {
  /** Probability up to the upper end of the interval. */
  private static final double UP_TO_HIGH = 0.975;

  /** Of independent values. */
  static MeanRating of(double... values) {
    int count = values.length;
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    double mean = count == 0 ? Double.NaN : sum / count;
    if (count < 2) {
      return new MeanRating(count, mean, Double.NaN);
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    double error = Math.sqrt(squares / (count - 1) / count);
    return new MeanRating(
        count, mean, TDistribution.of(count - 1).inverseCumulativeProbability(UP_TO_HIGH) * error);
  }

  /** Lower end of the interval. */
  public double low() {
    return mean - margin;
  }

  /** Upper end of the interval. */
  public double high() {
    return mean + margin;
  }

  /** Whether there is an interval: two values or more. */
  public boolean hasInterval() {
    return count > 1;
  }
}

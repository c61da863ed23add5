package io.github.tempera.training.evaluation;

/**
 * A mean with its 95 % confidence interval by Student's t-distribution.
 *
 * @param mean of the sample
 * @param margin half the interval's width; NaN of fewer than two values
 */
public record Estimate(double mean, double margin) {
  private static final double[] FIRST_QUANTILES = {12.7062, 4.3027, 3.1824, 2.7764, 2.5706};
  private static final double NORMAL_QUANTILE = 1.959964;

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
    return new Estimate(mean, quantile(values.length - 1) * error);
  }

  /** In other units. */
  public Estimate times(double factor) {
    return new Estimate(factor * mean, Math.abs(factor) * margin);
  }

  /**
   * The 97.5 % quantile of the t-distribution: the expansion around the normal distribution's
   * (Abramowitz &amp; Stegun 1964, 26.7.5), good to four digits from six degrees of freedom on.
   */
  static double quantile(int degrees) {
    if (degrees <= FIRST_QUANTILES.length) {
      return FIRST_QUANTILES[degrees - 1];
    }
    double z = NORMAL_QUANTILE;
    double z2 = z * z;
    double n = degrees;
    return z
        * (1
            + (z2 + 1) / (4 * n)
            + ((5 * z2 + 16) * z2 + 3) / (96 * n * n)
            + (((3 * z2 + 19) * z2 + 17) * z2 - 15) / (384 * n * n * n)
            + ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) / (92160 * n * n * n * n));
  }
}

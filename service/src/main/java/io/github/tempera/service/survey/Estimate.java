package io.github.tempera.service.survey;

/**
 * A mean with its 95 % confidence interval by Student's t-distribution.
 *
 * @param count how many values
 * @param mean NaN of no values
 * @param margin half the interval's width; NaN of fewer than two values
 */
public record Estimate(int count, double mean, double margin) {
  private static final double[] FIRST_QUANTILES = {12.7062, 4.3027, 3.1824, 2.7764, 2.5706};
  private static final double NORMAL_QUANTILE = 1.959964;

  /** Of independent values. */
  static Estimate of(double... values) {
    int count = values.length;
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    double mean = count == 0 ? Double.NaN : sum / count;
    if (count < 2) {
      return new Estimate(count, mean, Double.NaN);
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    double error = Math.sqrt(squares / (count - 1) / count);
    return new Estimate(count, mean, quantile(count - 1) * error);
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

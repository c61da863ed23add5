package io.github.tempera.internal.network;

/**
 * Mean and standard deviation of every channel of a feature map.
 *
 * @param mean one value a channel
 * @param deviation {@code sqrt(variance + 1e-5)}, one value a channel
 */
public record ChannelStatistics(float[] mean, float[] deviation) {
  /** Added to the variance inside the root (Huang &amp; Belongie 2017, reference code). */
  static final double EPSILON = 1e-5;

  public ChannelStatistics {
    if (mean.length != deviation.length) {
      throw new IllegalArgumentException(
          mean.length + " means and " + deviation.length + " standard deviations");
    }
  }

  /** The number of channels. */
  public int channels() {
    return mean.length;
  }

  /** The point between these statistics (share 0) and others (share 1), on a straight line. */
  public ChannelStatistics towards(ChannelStatistics other, double share) {
    return new ChannelStatistics(
        between(mean, other.mean, share), between(deviation, other.deviation, share));
  }

  private static float[] between(float[] from, float[] to, double share) {
    float[] result = new float[from.length];
    for (int c = 0; c < from.length; c++) {
      result[c] = (float) ((1 - share) * from[c] + share * to[c]);
    }
    return result;
  }
}

package io.github.tempera.training.evaluation;

import io.github.tempera.image.Picture;

/**
 * Gives the content's red, green and blue the mean and standard deviation of the style's: AdaIN
 * (Huang &amp; Belongie 2017, equation 8) on pixels instead of features.
 */
final class ColorTransfer implements Candidate {
  static final String NAME = "mean-std";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Picture paint(Picture content, Picture style) {
    byte[] from = content.rgb();
    byte[] painted = new byte[from.length];
    for (int channel = 0; channel < 3; channel++) {
      double[] x = moments(from, channel);
      double[] y = moments(style.rgb(), channel);
      double scale = x[1] == 0 ? 0 : y[1] / x[1];
      for (int i = channel; i < from.length; i += 3) {
        long value = Math.round(((from[i] & 255) - x[0]) * scale + y[0]);
        painted[i] = (byte) Math.max(0, Math.min(255, value));
      }
    }
    return Picture.of(content.width(), content.height(), painted);
  }

  /** Mean and standard deviation of a channel's bytes. */
  private static double[] moments(byte[] rgb, int channel) {
    long sum = 0;
    long squares = 0;
    for (int i = channel; i < rgb.length; i += 3) {
      int value = rgb[i] & 255;
      sum += value;
      squares += (long) value * value;
    }
    double pixels = rgb.length / 3.0;
    double mean = sum / pixels;
    return new double[] {mean, Math.sqrt(Math.max(0, squares / pixels - mean * mean))};
  }
}

package io.github.tempera.training.evaluation;

import io.github.tempera.image.Picture;

/**
 * Structural similarity (Wang, Bovik, Sheikh &amp; Simoncelli 2004) of two pictures' luminance:
 * windows of 11 x 11 pixels weighted by a Gaussian of deviation 1.5, wherever they fit whole.
 */
final class Ssim {
  private static final int WINDOW = 11;
  private static final double C1 = 0.01 * 0.01;
  private static final double C2 = 0.03 * 0.03;
  private static final double[] GAUSSIAN = gaussian();

  private Ssim() {}

  /** The mean over all windows, from -1 to 1; 1 only of equal luminance. */
  static double of(Picture a, Picture b) {
    if (a.width() != b.width() || a.height() != b.height()) {
      throw new IllegalArgumentException("pictures of two sizes");
    }
    if (a.width() < WINDOW || a.height() < WINDOW) {
      throw new IllegalArgumentException("no window fits the picture");
    }
    double[] x = luminance(a);
    double[] y = luminance(b);
    int width = a.width();
    double[] meanX = blurred(x, width);
    double[] meanY = blurred(y, width);
    double[] squareX = blurred(product(x, x), width);
    double[] squareY = blurred(product(y, y), width);
    double[] cross = blurred(product(x, y), width);
    double sum = 0;
    for (int i = 0; i < meanX.length; i++) {
      double means = meanX[i] * meanY[i];
      double squares = meanX[i] * meanX[i] + meanY[i] * meanY[i];
      double variances = squareX[i] + squareY[i] - squares;
      sum += (2 * means + C1) * (2 * (cross[i] - means) + C2) / ((squares + C1) * (variances + C2));
    }
    return sum / meanX.length;
  }

  /** ITU-R BT.601 luminance, 0 to 1. */
  private static double[] luminance(Picture picture) {
    byte[] rgb = picture.rgb();
    double[] luminance = new double[rgb.length / 3];
    for (int i = 0; i < luminance.length; i++) {
      luminance[i] =
          (0.299 * (rgb[3 * i] & 255)
                  + 0.587 * (rgb[3 * i + 1] & 255)
                  + 0.114 * (rgb[3 * i + 2] & 255))
              / 255;
    }
    return luminance;
  }

  private static double[] product(double[] x, double[] y) {
    double[] product = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      product[i] = x[i] * y[i];
    }
    return product;
  }

  /** The Gaussian's mean of every whole window: across, then down. */
  private static double[] blurred(double[] map, int width) {
    int height = map.length / width;
    int columns = width - WINDOW + 1;
    int rows = height - WINDOW + 1;
    double[] across = new double[columns * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < columns; x++) {
        double sum = 0;
        for (int k = 0; k < WINDOW; k++) {
          sum += GAUSSIAN[k] * map[y * width + x + k];
        }
        across[y * columns + x] = sum;
      }
    }
    double[] blurred = new double[columns * rows];
    for (int i = 0; i < blurred.length; i++) {
      double sum = 0;
      for (int k = 0; k < WINDOW; k++) {
        sum += GAUSSIAN[k] * across[i + k * columns];
      }
      blurred[i] = sum;
    }
    return blurred;
  }

  private static double[] gaussian() {
    double[] weights = new double[WINDOW];
    double sum = 0;
    for (int i = 0; i < WINDOW; i++) {
      int distance = i - WINDOW / 2;
      weights[i] = Math.exp(-distance * distance / (2 * 1.5 * 1.5));
      sum += weights[i];
    }
    for (int i = 0; i < WINDOW; i++) {
      weights[i] /= sum;
    }
    return weights;
  }
}

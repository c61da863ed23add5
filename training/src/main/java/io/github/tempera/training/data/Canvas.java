package io.github.tempera.training.data;

import java.util.function.Consumer;

/** A square picture to be drawn on. What is drawn is cut to what pixels can be, 0 to 255. */
final class Canvas {
  private final byte[] rgb;
  private final int side;

  /** A copy of these pixels in rows. */
  Canvas(byte[] rgb, int side) {
    this.rgb = rgb.clone();
    this.side = side;
  }

  int side() {
    return side;
  }

  /** The pixels in rows. */
  byte[] rgb() {
    return rgb;
  }

  /** A copy, which stays as it is. */
  Canvas copy() {
    return new Canvas(rgb, side);
  }

  /** A pixel's colour, 0 to 255 each; beyond the border that of the border. */
  double[] at(int x, int y) {
    int i = place(Math.max(0, Math.min(side - 1, x)), Math.max(0, Math.min(side - 1, y)));
    return new double[] {rgb[i] & 255, rgb[i + 1] & 255, rgb[i + 2] & 255};
  }

  /** How light a pixel is, 0 to 255. */
  double lightness(int x, int y) {
    double[] colour = at(x, y);
    return 0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2];
  }

  void set(int x, int y, double... colour) {
    int i = place(x, y);
    for (int c = 0; c < 3; c++) {
      rgb[i + c] = (byte) Math.max(0, Math.min(255, Math.round(colour[c])));
    }
  }

  private int place(int x, int y) {
    return 3 * (y * side + x);
  }

  /** Changes every pixel by itself. */
  void map(Consumer<double[]> change) {
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        double[] colour = at(x, y);
        change.accept(colour);
        set(x, y, colour);
      }
    }
  }

  /** The mean of all colours, 0 to 255. */
  double mean() {
    double sum = 0;
    for (byte value : rgb) {
      sum += value & 255;
    }
    return sum / rgb.length;
  }

  /** The mean colour of a rectangle, without its right and lower border. */
  double[] mean(int left, int top, int right, int bottom) {
    double[] sum = new double[3];
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        double[] colour = at(x, y);
        for (int c = 0; c < 3; c++) {
          sum[c] += colour[c] / ((right - left) * (bottom - top));
        }
      }
    }
    return sum;
  }

  /** The mean of a square around each pixel. */
  Canvas blurred(int radius) {
    Canvas blurred = copy();
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        blurred.set(x, y, mean(x - radius, y - radius, x + radius + 1, y + radius + 1));
      }
    }
    return blurred;
  }
}

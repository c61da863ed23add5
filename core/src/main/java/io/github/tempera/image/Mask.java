package io.github.tempera.image;

import io.github.tempera.TemperaException;
import java.nio.file.Path;

/**
 * Where a style acts and how strongly: one soft grey mask of any size, black 0 to white 1, that is
 * stretched over the content.
 */
public final class Mask {
  private static final int NEARLY_BLACK = 5;

  private final int width;
  private final int height;
  private final byte[] values;

  private Mask(int width, int height, byte[] values) {
    this.width = width;
    this.height = height;
    this.values = values;
  }

  /**
   * Reads a mask from a picture file.
   *
   * @throws TemperaException as {@link Picture#read(Path)}
   * @see #of(Picture)
   */
  public static Mask read(Path file) {
    return of(Picture.read(file));
  }

  /** The luma of a picture as a mask; its transparent pixels are 0. */
  public static Mask of(Picture picture) {
    byte[] rgb = picture.rgb();
    byte[] alpha = picture.alphaOrNull();
    byte[] values = new byte[rgb.length / 3];
    for (int i = 0; i < values.length; i++) {
      int gray =
          Math.round(Pixels.luma(rgb[3 * i] & 255, rgb[3 * i + 1] & 255, rgb[3 * i + 2] & 255));
      // The colours lie on white; on black is what a mask wants, and the two differ by 255 - alpha.
      int white = alpha == null ? 0 : 255 - (alpha[i] & 255);
      values[i] = (byte) Math.max(0, gray - white);
    }
    return new Mask(picture.width(), picture.height(), values);
  }

  /**
   * Wraps an array, without a copy.
   *
   * @param values unsigned bytes, 0 for 0 to 255 for 1, rows from top to bottom: width x height
   */
  public static Mask of(int width, int height, byte[] values) {
    if (width < 1 || height < 1 || (long) width * height != values.length) {
      throw new IllegalArgumentException(
          "%d values do not fit a mask of %d x %d".formatted(values.length, width, height));
    }
    return new Mask(width, height, values);
  }

  /**
   * Whether it is so dark throughout that its style hardly shows: below 2 % of white. So are masks
   * whose values are 0 and 1 where 0 and 255 were meant.
   */
  public boolean isNearlyBlack() {
    for (byte v : values) {
      if ((v & 255) > NEARLY_BLACK) {
        return false;
      }
    }
    return true;
  }

  /** Whether the style acts everywhere in full. */
  public boolean isConstantOne() {
    return isConstant(255);
  }

  /** Whether the style acts nowhere. */
  public boolean isZero() {
    return isConstant(0);
  }

  private boolean isConstant(int value) {
    for (byte v : values) {
      if (v != (byte) value) {
        return false;
      }
    }
    return true;
  }

  /**
   * The mask at some cells of a grid over the content: the mean over each cell where the mask is
   * finer than the grid, linear interpolation at the cell's centre where it is coarser.
   *
   * <p>The value of a cell depends on its place in the grid alone, bit for bit, never on which
   * other cells are asked for: exact tiling rests on that. Cells may lie beyond the content, on the
   * right and below as well as left and above; there the mask's edge repeats.
   *
   * @param contentWidth pixels that the mask's width is stretched over
   * @param contentHeight pixels that the mask's height is stretched over
   * @param cell pixels along a cell's side
   * @param x first column of cells
   * @param y first row of cells
   * @param w columns of cells
   * @param h rows of cells
   * @return w x h values in 0..1, rows from top to bottom
   */
  public float[] sample(int contentWidth, int contentHeight, int cell, int x, int y, int w, int h) {
    Taps[] columns = new Taps[w];
    for (int i = 0; i < w; i++) {
      columns[i] = Taps.of(x + i, cell, width, contentWidth);
    }
    float[] result = new float[Math.multiplyExact(w, h)];
    for (int j = 0; j < h; j++) {
      Taps row = Taps.of(y + j, cell, height, contentHeight);
      for (int i = 0; i < w; i++) {
        result[j * w + i] = weigh(columns[i], row);
      }
    }
    return result;
  }

  private float weigh(Taps column, Taps row) {
    double sum = 0;
    for (int v = 0; v < row.weights.length; v++) {
      int start = clamp(row.first + v, height) * width;
      double rowSum = 0;
      for (int u = 0; u < column.weights.length; u++) {
        rowSum += column.weights[u] * (values[start + clamp(column.first + u, width)] & 255);
      }
      sum += row.weights[v] * rowSum;
    }
    return (float) Math.min(1, sum / 255);
  }

  private static int clamp(int index, int size) {
    return Math.max(0, Math.min(size - 1, index));
  }

  /** Which of the mask's values along one axis make a cell, and with what weights (sum 1). */
  private static final class Taps {
    private final int first;
    private final double[] weights;

    private Taps(int first, double[] weights) {
      this.first = first;
      this.weights = weights;
    }

    static Taps of(int index, int cell, int maskSize, int contentSize) {
      double scale = (double) maskSize / contentSize;
      double from = (double) index * cell * scale;
      double to = ((double) index + 1) * cell * scale;
      if (to - from <= 1) {
        double center = (from + to) / 2 - 0.5;
        int first = (int) Math.floor(center);
        return new Taps(first, new double[] {1 - (center - first), center - first});
      }
      int first = (int) Math.floor(from);
      double[] weights = new double[(int) Math.ceil(to) - first];
      for (int i = 0; i < weights.length; i++) {
        double overlap = Math.min(to, first + i + 1.0) - Math.max(from, first + i);
        weights[i] = overlap / (to - from);
      }
      return new Taps(first, weights);
    }
  }
}

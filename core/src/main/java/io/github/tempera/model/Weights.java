package io.github.tempera.model;

import java.util.Arrays;

/**
 * One tensor as stored: its shape and its values, row-major (the last dimension varies fastest).
 */
public final class Weights {
  private final long[] shape;
  private final float[] values;

  /**
   * @param shape the sizes of the dimensions, each 0 or more; empty for a single number
   * @param values as many values as the product of the sizes; kept, not copied
   * @throws IllegalArgumentException if the shape and the number of values disagree
   */
  public Weights(long[] shape, float[] values) {
    this.shape = shape.clone();
    this.values = values;
    if (count(shape) != values.length) {
      throw new IllegalArgumentException(
          "shape " + Arrays.toString(shape) + " does not hold " + values.length + " values");
    }
  }

  /** The sizes of the dimensions; a copy. Convolution weights are [out, in, height, width]. */
  public long[] shape() {
    return shape.clone();
  }

  /** The values themselves, not a copy: whoever writes to them changes these weights. */
  public float[] values() {
    return values;
  }

  /** The product of the sizes, or -1 when a size is negative or the product exceeds a long. */
  public static long count(long[] shape) {
    long count = 1;
    boolean empty = false;
    for (long size : shape) {
      if (size < 0) {
        return -1;
      }
      if (size == 0) {
        empty = true;
      } else if (Math.multiplyHigh(count, size) != 0 || count * size < 0) {
        return -1;
      } else {
        count *= size;
      }
    }
    return empty ? 0 : count;
  }

  @Override
  public String toString() {
    return "Weights" + Arrays.toString(shape);
  }
}

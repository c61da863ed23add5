package io.github.tempera.internal.network;

import org.bytedeco.pytorch.Tensor;

/** Which style holds where in a window of the picture. */
@FunctionalInterface
public interface Regions {
  /**
   * The shares of K styles on the grid of a given cell size.
   *
   * @param cell side of a cell in pixels
   * @return [1, K, h / cell, w / cell] float32, from 0 to 1, adding up to 1 over K
   */
  Tensor shares(int cell);
}

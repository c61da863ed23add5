package io.github.tempera.internal.network;

import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** The decoder g, set up for the styles of one picture. Safe for use by several threads. */
public interface Decoder extends AutoCloseable {
  /**
   * Turns features back into a picture.
   *
   * @param t AdaIN's output [1, C, h / cell, w / cell]
   * @param regions where each style holds; null if there is one for the whole picture
   * @return picture [1, 3, h, w], not clamped
   */
  Tensor decode(Tensor t, @Nullable Regions regions);

  @Override
  void close();
}

package io.github.tempera.training.evaluation;

import io.github.tempera.image.Picture;

/** Something that paints, and is scored for it: a model, a baseline, an optimizer. */
public interface Candidate extends AutoCloseable {
  /** What its row is called. */
  String name();

  /**
   * Does what has to be done once for a style, such as encoding it; not timed. The paintings that
   * follow are in this style, which is the same object.
   */
  default void prepare(Picture style) {}

  /**
   * Paints the content in the manner of the style that was prepared last. Timed.
   *
   * @return a picture of the content's size
   */
  Picture paint(Picture content, Picture style);

  /** As {@link #paint}, in 32-bit floats where that makes a difference. Not timed. */
  default Picture paintInFloat32(Picture content, Picture style) {
    return paint(content, style);
  }

  /**
   * The highest resident memory, in bytes, of a process that does nothing but paint pictures of so
   * many pixels a side; 0 where unknown or without meaning.
   */
  default long peakMemory(int size) {
    return 0;
  }

  /** Frees what it holds. */
  @Override
  default void close() {}
}

package io.github.tempera.image;

import io.github.tempera.TemperaException;

/**
 * How a picture is written.
 *
 * @param jpegQuality 1 (smallest file) to 100 (best picture); other formats lose nothing and ignore
 *     it
 */
public record WriteOptions(int jpegQuality) {

  /** JPEG quality 92. */
  public static final WriteOptions DEFAULTS = new WriteOptions(92);

  /**
   * @throws TemperaException if a value is out of its range
   */
  public WriteOptions {
    if (jpegQuality < 1 || jpegQuality > 100) {
      throw new TemperaException(
          "The JPEG quality must be between 1 and 100, but is " + jpegQuality + ".");
    }
  }
}

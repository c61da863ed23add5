package io.github.tempera.image;

import io.github.tempera.TemperaException;
import java.util.Optional;

/**
 * What a picture file tells before any of its pixels are decoded.
 *
 * @param mediaType of the format that its first bytes are of, such as {@code image/jpeg}, whatever
 *     its name says
 * @param width of the upright picture in pixels
 * @param height of the upright picture in pixels
 */
public record PictureHeader(String mediaType, int width, int height) {
  /**
   * Reads the header.
   *
   * @param name what error messages call the file
   * @throws TemperaException if it is no picture that can be read, or its head is damaged
   */
  public static PictureHeader read(byte[] encoded, String name) {
    return PictureReader.header(encoded, name);
  }

  /** Reads the header; empty if it is no picture that can be read, or its head is damaged. */
  public static Optional<PictureHeader> of(byte[] encoded) {
    try {
      return Optional.of(read(encoded, "The picture"));
    } catch (TemperaException noPicture) {
      return Optional.empty();
    }
  }

  /**
   * Checks by its first bytes alone that a file is a picture, damaged or not.
   *
   * @param name what error messages call the file
   * @throws TemperaException if it is none that can be read, naming what else it is where that is
   *     known
   */
  public static void checkFormat(byte[] encoded, String name) {
    PictureReader.checkFormat(encoded, name);
  }

  /** Width times height. */
  public long pixels() {
    return (long) width * height;
  }
}

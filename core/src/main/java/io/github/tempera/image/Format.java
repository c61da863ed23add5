package io.github.tempera.image;

import io.github.tempera.TemperaException;
import java.nio.file.Path;
import java.util.Locale;

/** The file formats that pictures are written in. Reading knows more of them. */
public enum Format {
  /** Lossy, 4:4:4 (colour at full resolution), no alpha: transparent pixels are white. */
  JPEG(65_500),
  /** Lossless, with alpha where the picture has it. */
  PNG(Integer.MAX_VALUE),
  /** Lossless (LZW), with alpha where the picture has it. */
  TIFF(Integer.MAX_VALUE);

  private final int mostPixelsASide;

  Format(int mostPixelsASide) {
    this.mostPixelsASide = mostPixelsASide;
  }

  /** The longest side of a picture, in pixels, that a file of this format holds. */
  public int mostPixelsASide() {
    return mostPixelsASide;
  }

  /**
   * Checks that a file of this format holds a picture, before it is painted.
   *
   * @param width in pixels
   * @param height in pixels
   * @param target what the error message calls the file
   * @throws TemperaException if a side is too long
   */
  public void checkHolds(int width, int height, Object target) {
    if (Math.max(width, height) > mostPixelsASide) {
      throw new TemperaException(
          "Cannot write %s: %s allows %d pixels a side, the picture has %d x %d; write PNG or TIFF."
              .formatted(target, this, mostPixelsASide, width, height));
    }
  }

  /**
   * The format that a file's name asks for.
   *
   * @param file a path that ends in .jpg, .jpeg, .png, .tif or .tiff, in any case of letters
   * @throws TemperaException if it ends in anything else
   */
  public static Format of(Path file) {
    Path name = file.getFileName();
    String text = name == null ? "" : name.toString();
    int dot = text.lastIndexOf('.');
    String extension = dot < 0 ? "" : text.substring(dot + 1).toLowerCase(Locale.ROOT);
    return switch (extension) {
      case "jpg", "jpeg" -> JPEG;
      case "png" -> PNG;
      case "tif", "tiff" -> TIFF;
      default ->
          throw new TemperaException(
              "Cannot tell the format of %s from its name: end it in .jpg, .png or .tif."
                  .formatted(file));
    };
  }
}

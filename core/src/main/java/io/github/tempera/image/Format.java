package io.github.tempera.image;

import io.github.tempera.TemperaException;
import java.nio.file.Path;
import java.util.Locale;

/** The file formats that pictures are written in. Reading knows more of them. */
public enum Format {
  /** Lossy, 4:4:4 (colour at full resolution), no alpha: transparent pixels are white. */
  JPEG,
  /** Lossless, with alpha where the picture has it. */
  PNG,
  /** Lossless (LZW), with alpha where the picture has it. */
  TIFF;

  /** The most pixels that a picture in this format may have a side. */
  public int mostPixelsASide() {
    return this == JPEG ? PictureWriter.MOST_JPEG_SIDE : Integer.MAX_VALUE;
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

package io.github.tempera.internal.container;

import io.github.tempera.TemperaException;
import io.github.tempera.TemperaException.Kind;
import java.nio.charset.StandardCharsets;

/** The file formats that pictures are read from, told by their first bytes. */
public enum Container {
  JPEG("image/jpeg"),
  PNG("image/png"),
  TIFF("image/tiff"),
  BIG_TIFF("image/tiff"),
  WEBP("image/webp"),
  BMP("image/bmp"),
  GIF("image/gif");

  private final String mediaType;

  Container(String mediaType) {
    this.mediaType = mediaType;
  }

  /** What HTTP calls it. */
  public String mediaType() {
    return mediaType;
  }

  /**
   * The format of a file.
   *
   * @param head its first bytes, 16 where it has them
   * @param name what error messages call it
   * @throws TemperaException if it is none of these
   */
  public static Container of(byte[] head, String name) {
    // One character a byte, so that formats read as they are usually written down.
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (text.startsWith("\u00ff\u00d8\u00ff")) {
      return JPEG;
    }
    if (text.startsWith("\u0089PNG\r\n\u001a\n")) {
      return PNG;
    }
    if (text.startsWith("II*\0") || text.startsWith("MM\0*")) {
      return TIFF;
    }
    if (text.startsWith("II+\0") || text.startsWith("MM\0+")) {
      return BIG_TIFF;
    }
    if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) {
      return WEBP;
    }
    if (text.startsWith("BM")) {
      return BMP;
    }
    if (text.startsWith("GIF8")) {
      return GIF;
    }
    if (text.startsWith("ftyp", 4)) {
      String brand = text.length() < 12 ? "" : text.substring(8, 12);
      throw new TemperaException(
          Kind.UNREADABLE,
          name,
          "%s is %s, which Tempera cannot read: convert it to JPEG or PNG first."
              .formatted(
                  name, brand.startsWith("avi") ? "an AVIF picture" : "a HEIC picture or video"));
    }
    if (text.startsWith("version https://")) {
      throw new TemperaException(
          Kind.UNREADABLE,
          name,
          "%s is a Git LFS pointer, which only says where the picture is: get it with `git lfs pull`."
              .formatted(name));
    }
    throw new TemperaException(
        Kind.UNREADABLE,
        name,
        "%s is not a picture that Tempera can read: give it a JPEG, PNG, TIFF, WebP, BMP or GIF file."
            .formatted(name));
  }
}

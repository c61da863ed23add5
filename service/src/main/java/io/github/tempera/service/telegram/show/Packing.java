package io.github.tempera.service.telegram.show;

import io.github.tempera.image.Format;
import io.github.tempera.image.Picture;
import io.github.tempera.image.PictureHeader;
import io.github.tempera.image.WriteOptions;
import java.util.Optional;

/**
 * Makes paintings fit for sending.
 *
 * @param photoBytes the largest picture that may be sent as a photo
 * @param documentBytes the largest document that may be sent
 * @param photoSides the greatest sum of a photo's width and height in pixels
 * @param photoRatio the greatest ratio of a photo's sides
 */
public record Packing(long photoBytes, long documentBytes, int photoSides, int photoRatio) {
  private static final int[] QUALITIES = {85, 70, 50};

  /**
   * A painting as it is sent.
   *
   * @param photo whether as a photo; else as a document
   */
  record Packed(byte[] bytes, String name, boolean photo) {}

  /**
   * Decides how a painting is sent. A PNG is one because a JPEG could not hold it, and a photo
   * would be made a JPEG of: it goes as a document. A JPEG too large even for that is pressed
   * harder.
   *
   * @param asFile whether it is to be a document whatever its size
   * @return empty if it cannot be sent
   */
  Optional<Packed> pack(byte[] painting, boolean asFile) {
    PictureHeader head = PictureHeader.read(painting, "The painting");
    boolean jpeg = head.mediaType().equals("image/jpeg");
    if (painting.length <= documentBytes) {
      boolean photo = jpeg && !asFile && isPhoto(painting.length, head.width(), head.height());
      return Optional.of(new Packed(painting, jpeg ? "painted.jpg" : "painted.png", photo));
    }
    if (!jpeg) {
      return Optional.empty();
    }
    Picture picture = Picture.read(painting, "the painting", Picture.DEFAULT_MAX_PIXELS);
    for (int quality : QUALITIES) {
      byte[] smaller = picture.encode(Format.JPEG, new WriteOptions(quality));
      if (smaller.length <= documentBytes) {
        return Optional.of(new Packed(smaller, "painted.jpg", false));
      }
    }
    return Optional.empty();
  }

  boolean isPhoto(long bytes, int width, int height) {
    long longer = Math.max(width, height);
    long shorter = Math.min(width, height);
    return bytes <= photoBytes && longer + shorter <= photoSides && longer <= photoRatio * shorter;
  }
}

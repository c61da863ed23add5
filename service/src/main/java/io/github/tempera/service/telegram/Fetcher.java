package io.github.tempera.service.telegram;

import io.github.tempera.service.store.PictureStore;
import java.awt.Dimension;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Brings pictures from Telegram into the picture store. */
final class Fetcher {
  private static final long MILLION = 1_000_000;

  private final Telegram telegram;
  private final PictureStore pictures;
  private final long mostBytes;
  private final long mostPixels;

  Fetcher(Telegram telegram, PictureStore pictures, long mostBytes, long mostPixels) {
    this.telegram = telegram;
    this.pictures = pictures;
    this.mostBytes = mostBytes;
    this.mostPixels = mostPixels;
  }

  /**
   * Brings one picture.
   *
   * @throws NotUsable if it is too large or none
   * @throws CallFailed if Telegram cannot be reached
   */
  Received fetch(Attachment attachment) throws NotUsable {
    if (attachment.bytes() > mostBytes) {
      throw tooLarge();
    }
    byte[] bytes;
    try {
      bytes = telegram.fetch(attachment.fileId(), mostBytes);
    } catch (CallFailed e) {
      if (e.says("too big")) {
        throw tooLarge();
      }
      if (e.isPassing() || e.isUnauthorized()) {
        throw e;
      }
      throw new NotUsable("refuse.fetch");
    }
    if (bytes.length > mostBytes) {
      throw tooLarge();
    }
    Dimension size = size(bytes).orElseThrow(() -> new NotUsable("refuse.damaged"));
    if ((long) size.width * size.height > mostPixels) {
      throw new NotUsable("refuse.pixels", String.valueOf(mostPixels / MILLION));
    }
    return new Received(pictures.put(bytes), size.width, size.height, attachment.file());
  }

  private NotUsable tooLarge() {
    return new NotUsable("refuse.large", String.valueOf(mostBytes / MILLION));
  }

  /** Width and height as the picture's head states them; empty if it is no picture. */
  static Optional<Dimension> size(byte[] bytes) {
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        return Optional.empty();
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        return Optional.of(new Dimension(reader.getWidth(0), reader.getHeight(0)));
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) {
      // Readers of damaged files throw whatever they like.
      return Optional.empty();
    }
  }
}

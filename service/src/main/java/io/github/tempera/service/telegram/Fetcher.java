package io.github.tempera.service.telegram;

import io.github.tempera.TemperaException;
import io.github.tempera.image.Picture;
import io.github.tempera.service.store.PictureStore;
import io.github.tempera.service.telegram.conversation.Received;
import io.github.tempera.service.telegram.show.CallFailed;
import io.github.tempera.service.telegram.show.Telegram;
import java.awt.Dimension;
import java.util.Optional;

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
  private static Optional<Dimension> size(byte[] bytes) {
    try {
      return Optional.of(Picture.size(bytes, "The picture"));
    } catch (TemperaException e) {
      return Optional.empty();
    }
  }
}

package io.github.tempera.service.telegram;

import io.github.tempera.image.PictureHeader;
import io.github.tempera.service.store.PictureStore;
import io.github.tempera.service.telegram.conversation.Received;
import io.github.tempera.service.telegram.show.CallFailed;
import io.github.tempera.service.telegram.show.Telegram;

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
    PictureHeader head = PictureHeader.of(bytes).orElseThrow(() -> new NotUsable("refuse.damaged"));
    if (head.pixels() > mostPixels) {
      throw new NotUsable("refuse.pixels", String.valueOf(mostPixels / MILLION));
    }
    return new Received(pictures.put(bytes), head.width(), head.height(), attachment.file());
  }

  private NotUsable tooLarge() {
    return new NotUsable("refuse.large", String.valueOf(mostBytes / MILLION));
  }
}

package io.github.tempera.service.telegram;

import io.github.tempera.service.Service;
import java.nio.file.Path;

/** The bot as a process of its own, to be killed. */
final class BotProcess {
  private BotProcess() {}

  public static void main(String[] arguments) throws InterruptedException {
    BotOptions options =
        BotOptions.of(FakeTelegram.TOKEN)
            .withApi(arguments[1], TelegramLimits.DEFAULTS)
            .withPhotoSize(BotHouse.PHOTO_SIZE)
            .withTimes(BotHouse.ALBUM_WAIT, java.time.Duration.ofHours(1));
    try (Service service = Service.start(BotHouse.service(Path.of(arguments[0])));
        Bot bot = Bot.start(service, options)) {
      bot.join();
    }
  }
}

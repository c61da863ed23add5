package io.github.tempera.service.telegram;

import io.github.tempera.TemperaException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a bot runs.
 *
 * @param token the bot's, as BotFather gave it; never shown
 * @param api address of the Bot API server, without a slash at the end
 * @param webhook where Telegram brings updates; empty to fetch them by long polling
 * @param limits of the Bot API server
 * @param photoSize short side in pixels that photos are painted at, unless full resolution is asked
 *     for, 64 to 4096
 * @param albumWait how long after a picture of an album the next may come
 * @param staleAfter age from which a message is not answered but apologised for
 */
public record BotOptions(
    String token,
    String api,
    Optional<WebhookOptions> webhook,
    TelegramLimits limits,
    int photoSize,
    Duration albumWait,
    Duration staleAfter) {
  /** Telegram's own server. */
  public static final String DEFAULT_API = "https://api.telegram.org";

  /** The usual short side of photos in pixels. */
  public static final int DEFAULT_PHOTO_SIZE = 768;

  private static final Pattern TOKEN = Pattern.compile("[0-9]{1,18}:[A-Za-z0-9_-]{1,255}");

  /**
   * @throws TemperaException if a value is not as described
   */
  public BotOptions {
    if (!TOKEN.matcher(token).matches()) {
      throw new TemperaException(
          "The bot's token does not look like one: it is a number, a colon and about 35 letters and"
              + " digits, as @BotFather gives it.");
    }
    URI address;
    try {
      address = URI.create(api);
    } catch (IllegalArgumentException e) {
      throw new TemperaException("The Bot API server's address is no URL: " + api + ".", e);
    }
    if (address.getHost() == null || !String.valueOf(address.getScheme()).matches("https?")) {
      throw new TemperaException(
          "The Bot API server's address must be like %s, not %s.".formatted(DEFAULT_API, api));
    }
    if (photoSize < 64 || photoSize > 4096) {
      throw new TemperaException(
          "Photos must be painted at 64 to 4096 pixels, not " + photoSize + ".");
    }
    if (albumWait.isNegative() || staleAfter.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new TemperaException("The bot's times must be positive.");
    }
  }

  /** A bot on Telegram's own server, by long polling. */
  public static BotOptions of(String token) {
    return new BotOptions(
        token,
        DEFAULT_API,
        Optional.empty(),
        TelegramLimits.DEFAULTS,
        DEFAULT_PHOTO_SIZE,
        Duration.ofSeconds(1),
        Duration.ofHours(1));
  }

  /** These options with another Bot API server, of these limits. */
  public BotOptions withApi(String newApi, TelegramLimits newLimits) {
    return new BotOptions(token, newApi, webhook, newLimits, photoSize, albumWait, staleAfter);
  }

  /** These options with a webhook. */
  public BotOptions withWebhook(WebhookOptions newWebhook) {
    return new BotOptions(
        token, api, Optional.of(newWebhook), limits, photoSize, albumWait, staleAfter);
  }

  /** These options with photos painted at another size. */
  public BotOptions withPhotoSize(int pixels) {
    return new BotOptions(token, api, webhook, limits, pixels, albumWait, staleAfter);
  }

  /** These options with other times. */
  public BotOptions withTimes(Duration newAlbumWait, Duration newStaleAfter) {
    return new BotOptions(token, api, webhook, limits, photoSize, newAlbumWait, newStaleAfter);
  }

  /** The bot's own id, which its token begins with. */
  long botId() {
    return Long.parseLong(token.substring(0, token.indexOf(':')));
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "BotOptions[bot=%d, api=%s, webhook=%s]".formatted(botId(), api, webhook);
  }
}

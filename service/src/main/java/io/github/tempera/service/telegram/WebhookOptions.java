package io.github.tempera.service.telegram;

import io.github.tempera.TemperaException;

/**
 * Where Telegram brings updates. Telegram speaks HTTPS only, this speaks HTTP: a reverse proxy
 * stands between.
 *
 * @param url what Telegram is told, with {@code https} (or {@code http}, for a Bot API server of
 *     one's own)
 * @param host address to listen at
 * @param port to listen at, 0 for any
 */
public record WebhookOptions(String url, String host, int port) {
  /**
   * @throws TemperaException if a value is not as described
   */
  public WebhookOptions {
    if (!url.matches("https?://[^/\\s]+(/\\S*)?")) {
      throw new TemperaException(
          "The webhook's address must be like https://example.org/telegram, not %s."
              .formatted(url));
    }
    if (port < 0 || port > 65_535) {
      throw new TemperaException("The webhook's port must be 0 to 65535, not " + port + ".");
    }
  }
}

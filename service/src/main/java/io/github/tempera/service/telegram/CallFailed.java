package io.github.tempera.service.telegram;

import java.io.Serial;
import java.time.Duration;

/** The Bot API server said no, or nothing. */
final class CallFailed extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final int code;
  private final long retryAfterSeconds;
  private final long newChat;

  /**
   * @param code of Telegram's refusal, 0 if there was no answer
   * @param retryAfterSeconds how long Telegram asks to wait, 0 if it does not
   * @param newChat what the chat has become, 0 if it is still the same
   */
  CallFailed(int code, String description, long retryAfterSeconds, long newChat) {
    super(description);
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
    this.newChat = newChat;
  }

  /** Whether trying again later may help. */
  boolean isPassing() {
    return code == 0 || code == 429 || code == 409 || code >= 500;
  }

  boolean isTooMany() {
    return code == 429;
  }

  /** The chat's people do not want to hear the bot, or cannot. */
  boolean isGone() {
    return code == 403;
  }

  /** The token is not, or no longer, one. */
  boolean isUnauthorized() {
    return code == 401 || code == 404;
  }

  boolean isConflict() {
    return code == 409;
  }

  long newChat() {
    return newChat;
  }

  boolean says(String words) {
    return String.valueOf(getMessage()).contains(words);
  }

  /** How long to wait before the try after so many. */
  Duration pause(int attempts) {
    return retryAfterSeconds > 0
        ? Duration.ofSeconds(retryAfterSeconds)
        : Duration.ofMillis(500L << Math.min(attempts, 7));
  }
}

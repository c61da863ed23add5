package io.github.tempera.service.telegram.show;

import java.io.Serial;
import java.time.Duration;

/** The Bot API server said no, or nothing. */
public final class CallFailed extends RuntimeException {
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
  public boolean isPassing() {
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
  public boolean isUnauthorized() {
    return code == 401 || code == 404;
  }

  /** Another process asks for this bot's updates, too. */
  public boolean isConflict() {
    return code == 409;
  }

  long newChat() {
    return newChat;
  }

  /** Whether the reason has these words. */
  public boolean says(String words) {
    return String.valueOf(getMessage()).contains(words);
  }

  /** How long to wait before the try after so many. */
  public Duration pause(int attempts) {
    return retryAfterSeconds > 0
        ? Duration.ofSeconds(retryAfterSeconds)
        : Duration.ofMillis(500L << Math.min(attempts, 7));
  }
}

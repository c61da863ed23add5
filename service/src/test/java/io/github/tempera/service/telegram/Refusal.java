package io.github.tempera.service.telegram;

import java.io.Serial;

/** Telegram's no to a request: {@code ok: false}, with its code and its words. */
final class Refusal extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final int code;
  private final int retryAfter;

  Refusal(int code, String description, int retryAfter) {
    super(description);
    this.code = code;
    this.retryAfter = retryAfter;
  }

  static Refusal bad(String description) {
    return new Refusal(400, "Bad Request: " + description, 0);
  }

  static Refusal tooMany(int retryAfter) {
    return new Refusal(429, "Too Many Requests: retry after " + retryAfter, retryAfter);
  }

  int code() {
    return code;
  }

  int retryAfter() {
    return retryAfter;
  }
}

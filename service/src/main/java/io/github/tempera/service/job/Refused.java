package io.github.tempera.service.job;

import java.io.Serial;

/** An order was not accepted now, but may be later. The message is a sentence for the client. */
public abstract sealed class Refused extends RuntimeException permits QueueFull, TooManyJobs {
  @Serial private static final long serialVersionUID = 1L;

  private final long retryAfterSeconds;

  Refused(String message, long retryAfterSeconds) {
    super(message);
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** In how many seconds it is worth another try, at least 1. */
  public long retryAfterSeconds() {
    return retryAfterSeconds;
  }
}

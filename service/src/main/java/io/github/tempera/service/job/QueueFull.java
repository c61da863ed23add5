package io.github.tempera.service.job;

import java.io.Serial;

/** The queue is full, whoever asks. */
public final class QueueFull extends Refused {
  @Serial private static final long serialVersionUID = 1L;

  QueueFull(int queueLength, long retryAfterSeconds) {
    super(
        "All %d places in the queue are taken: try again in %d seconds."
            .formatted(queueLength, retryAfterSeconds),
        retryAfterSeconds);
  }
}

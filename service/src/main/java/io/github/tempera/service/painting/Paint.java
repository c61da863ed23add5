package io.github.tempera.service.painting;

import io.github.tempera.Progress;
import io.github.tempera.TemperaException;

/** What makes a picture of an order. */
@FunctionalInterface
public interface Paint {
  /**
   * Paints an order: the encoded result. Interrupting the thread cancels it.
   *
   * @throws TemperaException if it cannot be painted, for a reason that the client can mend
   * @throws java.util.concurrent.CancellationException if interrupted
   */
  byte[] paint(Order order, Progress progress);
}

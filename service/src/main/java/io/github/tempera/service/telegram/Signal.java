package io.github.tempera.service.telegram;

import io.github.tempera.service.job.Stopwatch;
import java.time.Duration;

/** Wakes who waits for something to do. */
final class Signal {
  private long given;

  synchronized void give() {
    given++;
    notifyAll();
  }

  synchronized long seen() {
    return given;
  }

  /** Waits until it is given once more than was seen, or the time is up. */
  synchronized void await(long seen, Duration most) throws InterruptedException {
    Stopwatch watch = new Stopwatch();
    long left = most.toMillis();
    while (given == seen && left > 0) {
      wait(left);
      left = watch.left(most).toMillis();
    }
  }
}

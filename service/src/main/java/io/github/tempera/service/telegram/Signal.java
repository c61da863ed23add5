package io.github.tempera.service.telegram;

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
    long end = System.nanoTime() + most.toNanos();
    long left = most.toMillis();
    while (given == seen && left > 0) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
  }
}

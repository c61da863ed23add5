package io.github.tempera.service.job;

import java.time.Duration;

/**
 * How long something takes, by the machine's own count, which nobody sets: what a thread waits for
 * is not cut short where the clock is put right. Points in time are the {@link java.time.Clock}'s.
 */
public final class Stopwatch {
  private final long start = System.nanoTime();

  /** The time since this was made. */
  public Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** What is left of so much time since this was made; zero where it is over. */
  public Duration left(Duration time) {
    Duration left = time.minus(elapsed());
    return left.isNegative() ? Duration.ZERO : left;
  }
}

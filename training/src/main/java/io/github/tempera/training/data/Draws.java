package io.github.tempera.training.data;

import java.util.SplittableRandom;

/** Where everything that is drawn comes from: seed and position, never the order of the work. */
public final class Draws {
  private Draws() {}

  /** Random numbers that depend on these three alone. */
  public static SplittableRandom of(long seed, long stream, long number) {
    SplittableRandom mixed = new SplittableRandom(seed ^ (stream * 0x9E3779B97F4A7C15L));
    return new SplittableRandom(mixed.nextLong() ^ (number * 0xD1B54A32D192ED03L));
  }
}

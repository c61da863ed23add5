package io.github.tempera.training.trainer;

import java.util.Locale;

/** How the learning rate changes over a run. */
public enum Schedule {
  /** Always the same: goes on for as long as one likes. */
  CONSTANT,
  /** rate / (1 + 5e-5 · iteration), as the original release has it. */
  INVERSE,
  /** Half a cosine from the rate down to a fiftieth of it at the schedule's end, then that. */
  COSINE;

  private static final double FLOOR = 0.02;

  /** What commands and files call it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * What to multiply the learning rate by.
   *
   * @param iteration from 0
   * @param end the iteration that the schedule is drawn for
   */
  double factor(long iteration, long end) {
    return switch (this) {
      case CONSTANT -> 1;
      case INVERSE -> 1 / (1 + 5e-5 * iteration);
      case COSINE -> {
        double part = Math.min(1, (double) iteration / Math.max(1, end));
        yield FLOOR + (1 - FLOOR) * 0.5 * (1 + Math.cos(Math.PI * part));
      }
    };
  }
}

package io.github.tempera.training.run;

import io.github.tempera.TemperaException;
import io.github.tempera.TemperaException.Kind;
import io.github.tempera.training.trainer.Trainer.Step;
import java.util.ArrayDeque;
import java.util.Deque;

/** Notices when a loss explodes: far above its running median for many iterations in a row. */
final class LossGuard {
  private static final double FACTOR = 20;
  private static final int PATIENCE = 100;
  private static final int WINDOW = 501;
  private static final int FEW = 50;

  private final long warmStart;
  private final Deque<Double> window = new ArrayDeque<>();
  private int streak;

  /**
   * @param warmStart iterations at the start that have a loss of their own
   */
  LossGuard(long warmStart) {
    this.warmStart = warmStart;
  }

  /**
   * Looks at the next iteration.
   *
   * @throws TemperaException if the loss has exploded
   */
  void see(Step step) {
    if (step.iteration() == warmStart + 1) {
      window.clear();
      streak = 0;
    }
    if (window.size() >= FEW && step.total() > FACTOR * median()) {
      streak++;
      if (streak == PATIENCE) {
        throw new TemperaException(
            Kind.FAILED,
            null,
            "The loss exploded: in each of the %d iterations up to %d it was more than %.0f times its running median of %.3g. Start again with a lower rate or clip."
                .formatted(PATIENCE, step.iteration(), FACTOR, median()));
      }
    } else {
      streak = 0;
      window.add(step.total());
      if (window.size() > WINDOW) {
        window.remove();
      }
    }
  }

  private double median() {
    return window.stream().mapToDouble(Double::doubleValue).sorted().toArray()[window.size() / 2];
  }

  /** Whether the last loss was not out of the ordinary: what was learned is worth keeping. */
  boolean isCalm() {
    return streak == 0;
  }
}

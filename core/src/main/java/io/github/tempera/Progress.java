package io.github.tempera;

/** Hears how far a long piece of work is. */
@FunctionalInterface
public interface Progress {
  /** Hears nothing. */
  Progress NONE = (done, total) -> {};

  /**
   * Called from the working thread after each step; an exception thrown here stops the work.
   *
   * @param done steps finished, 1 to total
   * @param total steps in all
   */
  void update(long done, long total);
}

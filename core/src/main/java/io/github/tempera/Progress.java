package io.github.tempera;

/** Hears how far a long piece of work is. */
@FunctionalInterface
public interface Progress {
  /** Hears nothing. */
  Progress NONE = (done, total) -> {};

  /**
   * Called from the working thread after each step; an exception thrown here stops the work. Of a
   * download, steps are bytes, and it is called a few times a second.
   *
   * @param done steps finished
   * @param total steps in all, or -1 while that is unknown
   */
  void update(long done, long total);
}

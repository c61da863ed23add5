package io.github.tempera.training.evaluation;

import io.github.tempera.TemperaException;

/**
 * What models are scored on.
 *
 * @param pairs how many content-style pairs to draw, up to all there are; 0 for all
 * @param seed of the draw
 * @param size side in pixels of the square pictures, 32 to 1024: a picture is resized until its
 *     short side has it, then cut to its centre
 */
public record EvaluateOptions(int pairs, long seed, int size) {
  /** 50 pairs at 256 x 256. */
  public static final EvaluateOptions DEFAULTS = new EvaluateOptions(50, 1, 256);

  /**
   * @throws TemperaException naming the value that is out of its range
   */
  public EvaluateOptions {
    if (pairs < 0) {
      throw new TemperaException("pairs must be all or a number from 1, not " + pairs + ".");
    }
    if (size < 32 || size > 1024) {
      throw new TemperaException("size must be 32 to 1024 pixels, not " + size + ".");
    }
  }
}

package io.github.tempera;

/**
 * What a network computes with.
 *
 * @param precision arithmetic of the convolutions
 * @param device processor or CUDA
 * @param threads processor threads for one operation, 1 to 1024, or 0 for the engine's own choice;
 *     the setting holds for the whole process
 */
public record Compute(Precision precision, Device device, int threads) {
  /** The fastest this machine offers. */
  public static final Compute DEFAULTS = new Compute(Precision.AUTO, Device.AUTO, 0);

  /**
   * @throws TemperaException if the number of threads is out of its range
   */
  public Compute {
    if (threads < 0 || threads > 1024) {
      throw new TemperaException(
          "threads must be 1 to 1024, or 0 for automatic, not " + threads + ".");
    }
  }
}

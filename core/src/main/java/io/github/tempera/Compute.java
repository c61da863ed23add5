package io.github.tempera;

/**
 * What a network computes with.
 *
 * @param precision arithmetic of the convolutions
 * @param device processor or CUDA
 * @param threads processor threads for one operation, 1 to 1024, or 0 for the engine's own choice;
 *     the setting holds for the whole process
 * @param tileSize longest side in pixels of what is painted at once, 64 to 8192: pictures of more
 *     than twice a tile's area are painted in tiles, with the same result and bounded memory. What
 *     larger strokes are begun with has tiles of 512 whatever this is, so that they do not depend
 *     on it; neither do styles
 */
public record Compute(Precision precision, Device device, int threads, int tileSize) {
  private static final int USUAL_TILE = 512;

  /** The fastest this machine offers, in tiles of 512 pixels. */
  public static final Compute DEFAULTS = new Compute(Precision.AUTO, Device.AUTO, 0);

  /**
   * @throws TemperaException if the number of threads or the tile size is out of its range
   */
  public Compute {
    if (tileSize < 64 || tileSize > 8192) {
      throw new TemperaException("The tile size must be 64 to 8192 pixels, not " + tileSize + ".");
    }
    if (threads < 0 || threads > 1024) {
      throw new TemperaException(
          "threads must be 1 to 1024, or 0 for automatic, not " + threads + ".");
    }
  }

  /** The same with tiles of 512 pixels. */
  public Compute(Precision precision, Device device, int threads) {
    this(precision, device, threads, USUAL_TILE);
  }

  /** The same with other tiles. */
  public Compute withTileSize(int newTileSize) {
    return new Compute(precision, device, threads, newTileSize);
  }
}

package io.github.tempera;

/**
 * How a picture is stylized.
 *
 * @param alpha strength from 0, which reconstructs the content, to 1, the full style
 * @param tileSize longest side of a tile in pixels, 64 to 8192: pictures of more than twice a
 *     tile's area are painted in tiles, with the same result and bounded memory
 */
public record StylizeOptions(double alpha, int tileSize) {
  /** Full style, tiles of 512 pixels. */
  public static final StylizeOptions DEFAULTS = new StylizeOptions(1, 512);

  /**
   * @throws TemperaException if a value is out of its range
   */
  public StylizeOptions {
    if (!(alpha >= 0 && alpha <= 1)) {
      throw new TemperaException("alpha must be between 0 and 1, not " + alpha + ".");
    }
    if (tileSize < 64 || tileSize > 8192) {
      throw new TemperaException("The tile size must be 64 to 8192 pixels, not " + tileSize + ".");
    }
  }

  /** These options with another strength. */
  public StylizeOptions withAlpha(double newAlpha) {
    return new StylizeOptions(newAlpha, tileSize);
  }

  /** These options with another tile size. */
  public StylizeOptions withTileSize(int newTileSize) {
    return new StylizeOptions(alpha, newTileSize);
  }
}

package io.github.tempera;

import io.github.tempera.image.Picture;

/**
 * How a picture is stylized.
 *
 * @param alpha strength from 0, the content itself, pixel for pixel, to 1, the full style
 * @param tileSize longest side of a tile in pixels, 64 to 8192: pictures of more than twice a
 *     tile's area are painted in tiles, with the same result and bounded memory. What larger
 *     strokes are begun with has tiles of 512 whatever this is, so that they do not depend on it
 * @param stroke how large the strokes are, {@link #FINEST_STROKE} to {@link #COARSEST_STROKE} times
 *     the network's own, which have a size in pixels whatever the picture's size. What {@link
 *     Stylizer#encode(Picture, Progress)} says of the style's size is another thing: it tells which
 *     texture the strokes have
 */
public record StylizeOptions(double alpha, int tileSize, double stroke) {
  /** Full style, tiles of 512 pixels, the network's own strokes. */
  public static final StylizeOptions DEFAULTS = new StylizeOptions(1, 512, 1);

  /** The finest strokes: for them 16 times the content's pixels are painted. */
  public static final double FINEST_STROKE = 0.25;

  /**
   * The coarsest strokes: the largest pictures that {@link Picture#read(java.nio.file.Path)} takes,
   * with those they would have at some 384 pixels.
   */
  public static final double COARSEST_STROKE = 64;

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
    if (!(stroke >= FINEST_STROKE && stroke <= COARSEST_STROKE)) {
      throw new TemperaException(
          "stroke must be between %s and %s, not %s."
              .formatted(FINEST_STROKE, (int) COARSEST_STROKE, stroke));
    }
  }

  /** These options with another strength. */
  public StylizeOptions withAlpha(double newAlpha) {
    return new StylizeOptions(newAlpha, tileSize, stroke);
  }

  /** These options with another tile size. */
  public StylizeOptions withTileSize(int newTileSize) {
    return new StylizeOptions(alpha, newTileSize, stroke);
  }

  /** These options with another size of strokes. */
  public StylizeOptions withStroke(double newStroke) {
    return new StylizeOptions(alpha, tileSize, newStroke);
  }
}

package io.github.tempera;

import io.github.tempera.image.Picture;
import io.github.tempera.image.PreserveColor;

/**
 * How a picture is painted, whatever its styles.
 *
 * @param alpha strength from 0, the content itself, pixel for pixel, to 1, the full style
 * @param preserveColor how much of the content's colour is kept
 * @param stroke how large the strokes are, {@link #FINEST_STROKE} to {@link #COARSEST_STROKE} times
 *     the network's own, which have a size in pixels whatever the picture's size. What {@link
 *     Stylizer#encode(Picture, Progress)} says of the style's size is another thing: it tells which
 *     texture the strokes have
 */
public record StylizeOptions(double alpha, PreserveColor preserveColor, double stroke) {
  /** Full style, its colours too, the network's own strokes. */
  public static final StylizeOptions DEFAULTS = new StylizeOptions(1, PreserveColor.NONE, 1);

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
    if (!(stroke >= FINEST_STROKE && stroke <= COARSEST_STROKE)) {
      throw new TemperaException(
          "stroke must be between %s and %s, not %s."
              .formatted(FINEST_STROKE, (int) COARSEST_STROKE, stroke));
    }
  }

  /** These options with another strength. */
  public StylizeOptions withAlpha(double newAlpha) {
    return new StylizeOptions(newAlpha, preserveColor, stroke);
  }

  /** These options with another choice of colours. */
  public StylizeOptions withPreserveColor(PreserveColor newPreserveColor) {
    return new StylizeOptions(alpha, newPreserveColor, stroke);
  }

  /** These options with another size of strokes. */
  public StylizeOptions withStroke(double newStroke) {
    return new StylizeOptions(alpha, preserveColor, newStroke);
  }
}

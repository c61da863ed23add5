package io.github.tempera.internal.description;

/**
 * How far a network sees, in pixels.
 *
 * @param cell side of the square of pixels that one cell of f stands for; tiles begin at multiples
 *     of it and the sides of what is encoded are multiples of it
 * @param encoderReach how far from its cell the encoder looks
 * @param decoderReach how far from its pixel the decoder looks
 */
public record Geometry(int cell, int encoderReach, int decoderReach) {

  /** The smallest side that can be encoded: reflection needs two cells. */
  public int minimumSide() {
    return 2 * cell;
  }

  /** Pixels around a tile that make the features inside it exact. */
  public int encoderHalo() {
    return roundUp(encoderReach);
  }

  /** Pixels around a tile whose exact features make the picture inside it exact. */
  public int decoderHalo() {
    return roundUp(decoderReach);
  }

  /** The nearest multiple of a cell that is not smaller. */
  public int roundUp(int pixels) {
    return (pixels + cell - 1) / cell * cell;
  }
}

package io.github.tempera.training.data;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Styles of kinds that paintings are seldom of: perhaps drawn anew from the picture, then in other
 * colours.
 */
final class Augmentation {
  private static final Set<Kind> DRAWINGS = EnumSet.range(Kind.PENCIL, Kind.HATCHING);
  private static final Set<Kind> COLOURS = EnumSet.range(Kind.GREY, Kind.NEGATIVE);

  private Augmentation() {}

  /** What can be done to a square picture. */
  enum Kind {
    PENCIL(0.12),
    FEW_COLOURS(0.18),
    FLAT_BLOCKS(0.1),
    HATCHING(0.08),
    GREY(0.15),
    HUE(0.5),
    CONTRAST(1),
    NEGATIVE(0.12);

    private final double share;

    /**
     * @param share of the changed pictures that this is done to
     */
    Kind(double share) {
      this.share = share;
    }
  }

  /** The kinds to be done to a picture, one after the other: at most one way of drawing it anew. */
  static List<Kind> drawn(SplittableRandom random) {
    List<Kind> kinds = new ArrayList<>();
    double drawing = random.nextDouble();
    for (Kind kind : DRAWINGS) {
      if (drawing >= 0 && drawing < kind.share) {
        kinds.add(kind);
      }
      drawing -= kind.share;
    }
    for (Kind kind : COLOURS) {
      if (random.nextDouble() < kind.share) {
        kinds.add(kind);
      }
    }
    return kinds;
  }

  /** A square picture, changed: its pixels in rows. */
  static byte[] of(byte[] rgb, int side, List<Kind> kinds, SplittableRandom random) {
    Canvas canvas = new Canvas(rgb, side);
    kinds.forEach(kind -> change(canvas, kind, random));
    return canvas.rgb();
  }

  private static void change(Canvas canvas, Kind kind, SplittableRandom random) {
    switch (kind) {
      case PENCIL -> Drawing.pencil(canvas, random);
      case FEW_COLOURS -> Drawing.fewColours(canvas, random);
      case FLAT_BLOCKS -> Drawing.flatBlocks(canvas, random);
      case HATCHING -> Drawing.hatching(canvas, random);
      case GREY -> turn(canvas, 0, 0);
      case HUE -> turn(canvas, random.nextDouble(2 * Math.PI), random.nextDouble(0.5, 1.8));
      case CONTRAST -> contrast(canvas, random);
      case NEGATIVE -> stretch(canvas, 255, -1);
    }
  }

  /** Another brightness, and 0.6 to 2.5 times the contrast. */
  private static void contrast(Canvas canvas, SplittableRandom random) {
    double mean = canvas.mean();
    double gain = Math.exp(random.nextDouble(-0.5, 0.9));
    stretch(canvas, mean + random.nextDouble(-40, 40) - gain * mean, gain);
  }

  private static void stretch(Canvas canvas, double offset, double gain) {
    canvas.map(
        colour -> {
          for (int c = 0; c < 3; c++) {
            colour[c] = offset + gain * colour[c];
          }
        });
  }

  /**
   * All hues turned by an angle about grey, paler or stronger: a rotation about the diagonal from
   * black to white (Rodrigues' formula).
   */
  private static void turn(Canvas canvas, double angle, double saturation) {
    double own = (1 + 2 * Math.cos(angle)) / 3;
    double next = (1 - Math.cos(angle) - Math.sqrt(3) * Math.sin(angle)) / 3;
    double last = (1 - Math.cos(angle) + Math.sqrt(3) * Math.sin(angle)) / 3;
    canvas.map(
        colour -> {
          double[] from = colour.clone();
          double grey = (from[0] + from[1] + from[2]) / 3;
          for (int c = 0; c < 3; c++) {
            double turned = own * from[c] + next * from[(c + 1) % 3] + last * from[(c + 2) % 3];
            colour[c] = grey + saturation * (turned - grey);
          }
        });
  }
}

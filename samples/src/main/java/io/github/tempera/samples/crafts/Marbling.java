package io.github.tempera.samples.crafts;

import io.github.tempera.samples.drawing.Canvas;
import io.github.tempera.samples.drawing.Maths;
import io.github.tempera.samples.drawing.Noise;
import io.github.tempera.samples.drawing.Vec;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Marbled paper: drops of colour on water, drawn out with a rake and then a comb. */
public final class Marbling {
  private static final int SIZE = 640;
  private static final int[] COLOURS = {
    0x123a66, 0xc23b2e, 0xf2e6cc, 0xd9a13b, 0x2f7a6b, 0xf2e6cc, 0x16181f
  };
  private final Noise noise = new Noise(6);
  private final List<Drop> drops = new ArrayList<>();

  /** A drop pushes aside everything that floated there before it fell. */
  private record Drop(double x, double y, double radius, Vec colour) {}

  private Marbling() {
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 190; i++) {
      drops.add(
          new Drop(
              random.nextDouble(-60, 700),
              random.nextDouble(-60, 700),
              random.nextDouble(16, 58),
              Vec.rgb(COLOURS[random.nextInt(COLOURS.length)])));
    }
  }

  /** The picture. */
  public static BufferedImage paint() {
    Marbling paper = new Marbling();
    return new Canvas(SIZE, SIZE)
        .fill(
            (x, y) -> {
              Vec sum = Vec.ZERO;
              for (int i = 0; i < 4; i++) {
                sum = sum.add(paper.ink(x - 0.25 + 0.5 * (i & 1), y - 0.25 + 0.5 * (i >> 1)));
              }
              return sum.mul(0.25 * (1 + 0.05 * paper.noise.fbm(x / 3, y / 3, 2)));
            })
        .toImage();
  }

  /** Goes back in time: the comb, the rake, then drop by drop from the last to the first. */
  private Vec ink(double px, double py) {
    double x = px + 16 * Math.sin(py / 58 + 0.8 * noise.at(py / 200, 1));
    double y = py;
    for (int tooth = 0; tooth < 18; tooth++) {
      double at = 18 + 36 * tooth;
      y += 62 * sharp(Math.abs(x - at)) * (tooth % 2 == 0 ? 1 : -1);
    }
    for (int tooth = 0; tooth < 7; tooth++) {
      double at = 46 + 92 * tooth;
      x += 130 * sharp(Math.abs(y - at) / 2.2) * (tooth % 2 == 0 ? -1 : 1);
    }
    for (int i = drops.size() - 1; i >= 0; i--) {
      Drop drop = drops.get(i);
      double dx = x - drop.x();
      double dy = y - drop.y();
      double squared = dx * dx + dy * dy;
      double r2 = drop.radius() * drop.radius();
      if (squared < r2) {
        return drop.colour();
      }
      double back = Math.sqrt(1 - r2 / squared);
      x = drop.x() + dx * back;
      y = drop.y() + dy * back;
    }
    return Vec.rgb(COLOURS[0]);
  }

  private static double sharp(double distance) {
    return Math.exp(-distance / 10) * Maths.clamp(1.2 - distance / 60);
  }
}

package io.github.tempera.samples.styles;

import io.github.tempera.samples.drawing.Canvas;
import io.github.tempera.samples.drawing.Maths;
import io.github.tempera.samples.drawing.Noise;
import io.github.tempera.samples.drawing.Vec;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.SplittableRandom;

/** Poppies in wet washes: pigment that pools at edges, settles in the paper and blooms back. */
public final class Watercolour {
  private static final int SIZE = 512;
  private static final Vec RED = Vec.rgb(0xe0301e);
  private static final Vec CRIMSON = Vec.rgb(0xb01248);
  private static final Vec ORANGE = Vec.rgb(0xf58a1f);
  private static final Vec GREEN = Vec.rgb(0x4f8a3a);
  private static final Vec TEAL = Vec.rgb(0x1f6f78);
  private static final Vec VIOLET = Vec.rgb(0x6a4fa8);
  private static final Vec BLUE = Vec.rgb(0x3a86c8);
  private static final Vec YELLOW = Vec.rgb(0xf4cf4a);
  private static final Rectangle SHEET = new Rectangle(0, 0, SIZE, SIZE);
  private static final List<Flower> FLOWERS =
      List.of(
          new Flower(150, 158, 96, 0.2),
          new Flower(372, 118, 70, 1.1),
          new Flower(338, 286, 104, 2.3),
          new Flower(92, 346, 66, 0.9),
          new Flower(472, 236, 52, 1.9),
          new Flower(226, 424, 50, 2.9));
  private final Noise noise = new Noise(77);
  private final SplittableRandom random = new SplittableRandom(21);

  /** How much of each colour the film has taken from the light, as an exponent. */
  private final Canvas absorbed = new Canvas(SIZE, SIZE);

  /** Whether washes still go around the flowers. */
  private boolean reserving = true;

  private record Flower(double x, double y, double size, double turn) {}

  /** Pixels inside the wet shape, negative outside. */
  @FunctionalInterface
  private interface Shape {
    double depth(double x, double y);
  }

  private Watercolour() {}

  /** The picture. */
  public static BufferedImage paint() {
    return new Watercolour().sheet();
  }

  private BufferedImage sheet() {
    background();
    for (int i = 0; i < 15; i++) {
      stem(20 + 34 * i + random.nextDouble(-12, 12), 250 + random.nextDouble(-90, 120));
    }
    reserving = false;
    for (Flower flower : FLOWERS) {
      poppy(flower.x(), flower.y(), flower.size(), flower.turn());
    }
    splatter();
    return absorbed.glaze((x, y, ink) -> paper(x, y).mul(transmitted(ink))).toImage();
  }

  private static Vec transmitted(Vec ink) {
    return new Vec(Math.exp(-ink.x()), Math.exp(-ink.y()), Math.exp(-ink.z()));
  }

  private Vec paper(double x, double y) {
    double tooth = tooth(x, y) - tooth(x + 1.2, y + 1.2);
    return Vec.rgb(0xfbf6ea).mul(1 - 0.16 * tooth);
  }

  /** The hollows of the paper. */
  private double tooth(double x, double y) {
    return noise.fbm(x / 5.5 + 60, y / 5.5, 3);
  }

  private void background() {
    wash(SHEET, (x, y) -> 150 - y * 0.55 + 90 * noise.fbm(x / 150, y / 150, 2), BLUE, 0.85, 60);
    wash(SHEET, (x, y) -> 90 - 0.4 * Maths.length(x - 420, y - 50), YELLOW, 0.8, 40);
    wash(
        SHEET,
        (x, y) -> 40 - Math.abs(y - 205 + 0.12 * x) * 0.7 + 40 * noise.fbm(x / 80, 4, 3),
        VIOLET,
        0.75,
        14);
    wash(SHEET, (x, y) -> (y - 262) * 0.5 + 45 * noise.fbm(x / 90, y / 200 + 7, 3), GREEN, 0.7, 24);
    wash(SHEET, (x, y) -> (y - 380) * 0.5 + 60 * noise.fbm(x / 70, y / 120 + 3, 3), TEAL, 0.85, 18);
    wash(SHEET, (x, y) -> 70 - 0.6 * Maths.length(x - 60, y - 470), VIOLET, 0.55, 20);
    wash(SHEET, (x, y) -> 400, YELLOW, 0.10, 10);
  }

  private void poppy(double cx, double cy, double r, double turn) {
    Rectangle reach = around(cx, cy, 1.35 * r + 12);
    int[] order = {0, 2, 1, 3, 4};
    for (int k : order) {
      double a = turn + k * 2 * Math.PI / 5;
      double px = cx + 0.42 * r * Math.cos(a);
      double py = cy + 0.34 * r * Math.sin(a);
      Shape petal =
          (x, y) -> {
            double dx = x - px;
            double dy = (y - py) * 1.15;
            double bend = Math.atan2(dy, dx) - a;
            double rim = 0.62 * r * (0.86 + 0.2 * Math.cos(bend) + 0.07 * Math.sin(5 * bend + k));
            rim *= 1 + 0.22 * Math.sin(2.3 * k + cx);
            return rim - Maths.length(dx, dy);
          };
      wash(reach, petal, k % 2 == 0 ? RED : ORANGE.mix(RED, 0.55), 0.5, 5);
      Shape fold =
          (x, y) -> {
            double dx = x - cx;
            double dy = y - cy;
            double off = Math.abs(Math.sin(Math.atan2(dy, dx) - a)) * Maths.length(dx, dy);
            double out = dx * Math.cos(a) + dy * Math.sin(a);
            return out < 4
                ? -4
                : 7 * (1 - out / (0.5 * r)) - off * 0.45 + 2 * Math.sin(off + out / 9);
          };
      wash(reach, fold, CRIMSON, 0.3, 7);
    }
    wash(reach, (x, y) -> 0.30 * r - Maths.length(x - cx, (y - cy) * 1.2), CRIMSON, 0.9, 7);
    wash(
        reach,
        (x, y) -> 0.17 * r - Maths.length(x - cx, (y - cy) * 1.25),
        Vec.rgb(0x1d1a38),
        1.7,
        4);
    for (int i = 0; i < 26; i++) {
      double a = random.nextDouble(2 * Math.PI);
      double d = r * random.nextDouble(0.2, 0.33);
      drop(cx + d * Math.cos(a), cy + 0.85 * d * Math.sin(a), 2.4, Vec.rgb(0x241a3a), 1.4);
    }
  }

  private void stem(double foot, double top) {
    Rectangle reach = new Rectangle((int) foot - 140, 0, 280, SIZE);
    double sway = random.nextDouble(-60, 60);
    Vec tint = random.nextBoolean() ? GREEN : TEAL;
    Shape blade =
        (x, y) -> {
          double t = (SIZE - y) / (SIZE - top);
          double middle = foot + sway * t * t;
          return t > 1 ? -5 : 2.2 + 5.5 * (1 - t) * t * 2 - Math.abs(x - middle);
        };
    wash(reach, blade, tint, 0.95, 2.5);
    double leafY = top + random.nextDouble(70, 150);
    double side = random.nextBoolean() ? 1 : -1;
    double t = (SIZE - leafY) / (SIZE - top);
    double root = foot + sway * t * t;
    Shape leaf =
        (x, y) -> {
          double u = (x - root) * side;
          double lobe =
              9 * Math.sin(Maths.clamp(u / 62) * Math.PI) * (0.75 + 0.25 * Math.cos(u / 4));
          return u < 0 || u > 62 ? -5 : lobe - Math.abs(y - leafY + 0.55 * u - 0.004 * u * u);
        };
    wash(reach, leaf, tint.mix(YELLOW, 0.25), 0.85, 3);
  }

  private void splatter() {
    Vec[] tints = {RED, CRIMSON, TEAL, VIOLET, ORANGE};
    for (int i = 0; i < 90; i++) {
      double size = 1.2 + 5 * Math.pow(random.nextDouble(), 3);
      Vec tint = tints[random.nextInt(tints.length)];
      drop(random.nextDouble(SIZE), random.nextDouble(SIZE), size, tint, 0.9);
    }
  }

  private static Rectangle around(double x, double y, double radius) {
    int side = (int) Math.ceil(2 * radius);
    return new Rectangle((int) (x - radius), (int) (y - radius), side, side);
  }

  private void drop(double cx, double cy, double r, Vec tint, double strength) {
    wash(around(cx, cy, r + 10), (x, y) -> r - Maths.length(x - cx, y - cy), tint, strength, 1.2);
  }

  /**
   * Lays one wash in the part of the sheet that it reaches. A Beer-Lambert film: each pigment
   * absorbs what its colour lacks, so that glazes darken and mix like transparent paint.
   */
  private void wash(Rectangle reach, Shape shape, Vec tint, double strength, double ragged) {
    int mood = random.nextInt(10_000);
    Vec pigment =
        new Vec(-Math.log(tint.x() + 0.02), -Math.log(tint.y() + 0.02), -Math.log(tint.z() + 0.02));
    absorbed.glaze(
        reach,
        (x, y, ink) -> {
          double rough = shape.depth(x, y);
          if (rough < -2.2 * ragged - 4) {
            return ink;
          }
          double d = rough + ragged * 1.5 * noise.fbm(x / 34 + mood, y / 34, 4);
          d += 1.3 * noise.fbm(x / 6, y / 6 + mood, 2);
          double cover = Maths.smooth(-0.8, 1.2, d);
          double pool = 0.75 * Maths.bell(d - 1.6, 2.6) + 0.2 * Maths.bell(d - 7, 8);
          double wet = 0.72 + 0.85 * noise.fbm(x / 75 + mood, y / 75 - mood, 4);
          double film = cover * (Math.max(0.1, wet) + pool) * (1 - 0.35 * tooth(x, y));
          film *= reserving ? 1 - 0.93 * kept(x, y) : 1;
          return ink.add(pigment.mul(strength * film * (1 - 0.75 * bloom(x, y, mood, cover))));
        });
  }

  /** Paper that was painted around, so that the flowers stay clear and bright. */
  private double kept(double x, double y) {
    double most = -99;
    for (Flower flower : FLOWERS) {
      double d = Maths.length(x - flower.x(), (y - flower.y()) * 1.1);
      most = Math.max(most, 0.93 * flower.size() - d);
    }
    return Maths.smooth(-1.5, 2.5, most + 16 * noise.fbm(x / 40, y / 40 + 5, 3));
  }

  /** Water that ran back into a drying wash and pushed the pigment to a crinkled front. */
  private double bloom(double x, double y, int mood, double cover) {
    Noise.Cells cell = noise.cells(x / 150 + mood * 0.37, y / 150 - mood * 0.53);
    if (cell.value() > 0.4) {
      return 0;
    }
    double front = 0.30 + 0.16 * noise.fbm(x / 15, y / 15, 3) - cell.first();
    double light = Maths.smooth(0, 0.05, front) * 0.55;
    return cover * (light - 0.6 * Maths.bell(front + 0.006, 0.016));
  }
}

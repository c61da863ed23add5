package io.github.tempera.samples.lines;

import io.github.tempera.samples.drawing.Maths;
import io.github.tempera.samples.drawing.Noise;
import io.github.tempera.samples.drawing.Sheet;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Cacti in pots, made of dots of green-black ink that keep their distance by the light. */
public final class Stipple {
  private static final int SIZE = 640;
  private static final int CELL = 16;
  private static final double TABLE = 566;
  private static final List<Turned> POTS =
      List.of(
          new Turned(170, 418, 0, 419, 84, 446, 84, 448, 70, 570, 54, 576, 0),
          new Turned(372, 440, 0, 441, 66, 464, 66, 466, 56, 578, 44, 584, 0),
          new Turned(534, 462, 0, 463, 64, 484, 64, 486, 54, 586, 46, 592, 0));
  private static final List<Turned> PLANTS =
      List.of(
          new Turned(170, 96, 0, 100, 22, 118, 40, 160, 50, 300, 54, 440, 50, 444, 0),
          new Turned(372, 236, 0, 240, 26, 262, 60, 320, 92, 390, 88, 446, 44, 450, 0),
          new Turned(534, 360, 0, 363, 30, 380, 52, 420, 66, 466, 44, 470, 0),
          new Turned(84, 204, 0, 207, 14, 222, 26, 262, 30, 330, 24, 344, 0),
          new Turned(262, 160, 0, 163, 14, 178, 24, 220, 27, 280, 22, 296, 0));
  private final Noise noise = new Noise(61);
  private final SplittableRandom random = new SplittableRandom(61);
  private final Sheet sheet = new Sheet(SIZE, SIZE, 0xf7f5ee);
  private final List<List<double[]>> grid = new ArrayList<>();

  private Stipple() {
    for (int i = 0; i < SIZE * SIZE / CELL / CELL; i++) {
      grid.add(new ArrayList<>());
    }
  }

  /** The picture. */
  public static BufferedImage paint() {
    return new Stipple().draw();
  }

  private BufferedImage draw() {
    for (int i = 0; i < 500_000; i++) {
      double x = random.nextDouble(SIZE);
      double y = random.nextDouble(SIZE);
      double light = tone(x, y);
      double apart = 2.1 + 12 * light * light;
      if (light < 0.97 && isFree(x, y, apart)) {
        grid.get((int) y / CELL * (SIZE / CELL) + (int) x / CELL).add(new double[] {x, y});
        sheet.fill(Sheet.disc(x, y, 1.75 - 0.75 * light), 0x11241c);
      }
    }
    return sheet.image();
  }

  private boolean isFree(double x, double y, double apart) {
    int side = SIZE / CELL;
    for (int row = Math.max(0, (int) (y / CELL) - 1);
        row <= Math.min(side - 1, (int) (y / CELL) + 1);
        row++) {
      for (int column = Math.max(0, (int) (x / CELL) - 1);
          column <= Math.min(side - 1, (int) (x / CELL) + 1);
          column++) {
        for (double[] dot : grid.get(row * side + column)) {
          if (Maths.length(dot[0] - x, dot[1] - y) < apart) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private double tone(double x, double y) {
    for (Turned pot : POTS) {
      if (pot.covers(x, y)) {
        double top = pot.profile()[0];
        boolean zigzag =
            Math.abs(y - top - 80 - 14 * Math.abs(2 * Maths.fract((x - pot.x()) / 34) - 1)) < 6;
        double lip = y > top + 26 && y < top + 38 ? 0.45 : 1;
        return Maths.clamp(lip * (zigzag ? 0.35 : 1) * (0.10 + 0.95 * pot.light(x, y)));
      }
    }
    for (Turned plant : PLANTS) {
      if (plant.covers(x, y)) {
        return cactus(plant, x, y);
      }
    }
    // Arms join the tall one by elbows.
    if (Maths.length((x - 112) / 30, (y - 330) / 20) < 1
        || Maths.length((x - 236) / 28, (y - 286) / 18) < 1) {
      return 0.14;
    }
    double shade = 0;
    for (Turned pot : POTS) {
      double dx = (x - pot.x() - 60) / 110;
      double dy = (y - TABLE - 12) / 17;
      shade = Math.max(shade, Math.exp(-dx * dx - dy * dy));
    }
    if (y > TABLE) {
      return Maths.clamp(0.88 - 0.75 * shade + 0.1 * noise.at(x / 40, y / 6));
    }
    double sun = Maths.length(x - 470, y - 150);
    return sun < 76
        ? 0.99
        : Maths.clamp(
            0.62 + 0.3 * Maths.smooth(76, 330, sun) + 0.08 * noise.fbm(x / 60, y / 60, 2));
  }

  private double cactus(Turned plant, double x, double y) {
    double r = plant.radius(y);
    double around = Math.asin(Maths.clamp((x - plant.x()) / r, -1, 1)) / Math.PI * 11;
    double rib = Math.abs(2 * Maths.fract(around) - 1);
    double spine = Maths.length((Maths.fract(around) - 0.5) * 14, (Maths.fract(y / 17) - 0.5) * 17);
    if (spine < 2.6) {
      return 0.99;
    }
    return Maths.clamp(0.04 + 0.78 * plant.light(x, y) - 0.32 * rib);
  }
}

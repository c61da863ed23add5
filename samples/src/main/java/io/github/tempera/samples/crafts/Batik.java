package io.github.tempera.samples.crafts;

import static io.github.tempera.samples.drawing.Sheet.blob;
import static io.github.tempera.samples.drawing.Sheet.curve;
import static io.github.tempera.samples.drawing.Sheet.disc;

import io.github.tempera.samples.drawing.Canvas;
import io.github.tempera.samples.drawing.Maths;
import io.github.tempera.samples.drawing.Noise;
import io.github.tempera.samples.drawing.Sheet;
import io.github.tempera.samples.drawing.Vec;
import java.awt.Shape;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/** Cloth dyed brown and indigo around flowers, birds and dots of wax, which cracked. */
public final class Batik {
  private static final int SIZE = 640;
  private static final int INDIGO = 0x1b2450;
  private static final int BROWN = 0x8a4a22;
  private static final int CREAM = 0xf0dfb8;
  private static final int OCHRE = 0xc98a3a;
  private final Noise noise = new Noise(303);
  private final SplittableRandom random = new SplittableRandom(303);
  private final Sheet sheet = new Sheet(SIZE, SIZE, INDIGO);

  private Batik() {}

  /** The picture. */
  public static BufferedImage paint() {
    return new Batik().dye();
  }

  private BufferedImage dye() {
    fill();
    vine(90, 610, 70, 430, 170, 330, 120, 190, 220, 70);
    vine(560, 640, 590, 470, 480, 380, 540, 230, 470, 60);
    flower(190, 190, 92);
    flower(470, 470, 104);
    flower(500, 140, 70);
    flower(130, 490, 76);
    flower(330, 590, 56);
    bird(330, 330);
    Canvas cloth = Canvas.of(sheet.image());
    return new Canvas(SIZE, SIZE)
        .fill(
            (x, y) -> {
              // Dye creeps under the wax's edge.
              double sx = x + 1.6 * noise.at(x / 5, y / 5);
              double sy = y + 1.6 * noise.at(x / 5 + 40, y / 5);
              Vec c = cloth.sample(sx, sy);
              double crack =
                  Math.min(
                      Math.abs(noise.fbm(x / 75, y / 75, 4)),
                      Math.abs(noise.fbm(x / 52 + 30, y / 52, 4)));
              double vein =
                  Maths.smooth(0.012, 0.003, crack)
                      * Maths.smooth(-0.3, 0.2, noise.at(x / 90, y / 90));
              double uneven = 1 + 0.16 * noise.fbm(x / 60, y / 60, 3);
              double thread = 1 + 0.05 * Math.sin(x * 2.1) * Math.sin(y * 2.1);
              Vec dyed = c.mul(uneven * thread);
              return dyed.mix(c.luma() > 0.3 ? Vec.rgb(INDIGO) : Vec.rgb(0x6b78a8), 0.75 * vein);
            })
        .toImage();
  }

  /** The ground is filled with small rings and dots. */
  private void fill() {
    for (int row = 0; row < 30; row++) {
      for (int column = 0; column < 30; column++) {
        double x = column * 22 + row % 2 * 11 + random.nextDouble(-2, 2);
        double y = row * 22 + random.nextDouble(-2, 2);
        sheet.line(disc(x, y, 6.5), 2, OCHRE).fill(disc(x, y, 2), CREAM);
      }
    }
  }

  private void shape(Shape shape, int colour) {
    sheet.line(shape, 12, INDIGO).fill(shape, colour).line(shape, 4, CREAM);
  }

  private void vine(double... points) {
    sheet
        .line(curve(points), 18, INDIGO)
        .line(curve(points), 8, CREAM)
        .line(curve(points), 3, BROWN);
    for (int i = 0; i + 3 < points.length; i += 2) {
      for (int k = 0; k < 2; k++) {
        double x = points[i] + (points[i + 2] - points[i]) * (0.3 + 0.4 * k);
        double y = points[i + 1] + (points[i + 3] - points[i + 1]) * (0.3 + 0.4 * k);
        double turn = (k == 0 ? 0.5 : 2.6) + random.nextDouble(-0.3, 0.3);
        Shape leaf =
            Sheet.placed(blob(4, 0, 26, -17, 66, -6, 84, 6, 58, 18, 24, 16), x, y, 1, turn);
        shape(leaf, BROWN);
        for (int d = 0; d < 5; d++) {
          sheet.fill(Sheet.placed(disc(22 + 10 * d, 1, 2.2), x, y, 1, turn), CREAM);
        }
      }
    }
  }

  private void flower(double x, double y, double size) {
    for (int layer = 0; layer < 2; layer++) {
      int petals = layer == 0 ? 10 : 8;
      double reach = layer == 0 ? 1 : 0.64;
      for (int i = 0; i < petals; i++) {
        double turn = 2 * Math.PI * (i + 0.5 * layer) / petals;
        Shape petal = blob(20, 0, 56, -24, 92, -16, 100, 0, 92, 16, 56, 24);
        shape(Sheet.placed(petal, x, y, reach * size / 100, turn), layer == 0 ? OCHRE : BROWN);
        for (int k = 0; k < 4; k++) {
          sheet.fill(Sheet.placed(disc(44 + 13 * k, 0, 3), x, y, reach * size / 100, turn), CREAM);
        }
      }
    }
    shape(disc(x, y, size * 0.22), INDIGO);
    for (int i = 0; i < 8; i++) {
      double a = Math.PI * i / 4;
      sheet.fill(
          disc(x + size * 0.13 * Math.cos(a), y + size * 0.13 * Math.sin(a), size * 0.03), CREAM);
    }
    sheet.fill(disc(x, y, size * 0.05), OCHRE);
  }

  private void bird(double x, double y) {
    for (int i = 0; i < 5; i++) {
      Shape feather = blob(0, 0, 50, -12, 120, -10, 150, 0, 120, 14, 50, 12);
      shape(
          Sheet.placed(feather, x + 40, y + 20, 0.8 + 0.06 * i, -0.3 + 0.28 * i),
          i % 2 == 0 ? OCHRE : BROWN);
      sheet.fill(
          Sheet.placed(disc(122, 2, 8), x + 40, y + 20, 0.8 + 0.06 * i, -0.3 + 0.28 * i), CREAM);
    }
    shape(
        blob(
            x - 96, y - 46, x - 60, y - 78, x - 26, y - 56, x + 10, y - 26, x + 64, y + 10, x + 60,
            y + 46, x, y + 62, x - 50, y + 30, x - 66, y - 24),
        BROWN);
    shape(
        blob(x - 26, y - 14, x + 20, y - 22, x + 76, y - 4, x + 40, y + 30, x - 6, y + 28), OCHRE);
    for (int i = 0; i < 4; i++) {
      sheet.line(
          curve(x - 12 + 18 * i, y - 10, x + 2 + 18 * i, y + 4, x - 8 + 18 * i, y + 20), 3, CREAM);
    }
    shape(blob(x - 92, y - 46, x - 124, y - 38, x - 94, y - 34), OCHRE);
    sheet.fill(disc(x - 66, y - 54, 8), CREAM).fill(disc(x - 66, y - 54, 4), INDIGO);
    sheet.line(curve(x - 62, y - 78, x - 70, y - 104, x - 90, y - 112), 4, CREAM);
    sheet.line(curve(x - 54, y - 78, x - 52, y - 108, x - 66, y - 124), 4, CREAM);
  }
}

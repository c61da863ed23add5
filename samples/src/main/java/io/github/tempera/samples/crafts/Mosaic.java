package io.github.tempera.samples.crafts;

import static io.github.tempera.samples.drawing.Sheet.blob;
import static io.github.tempera.samples.drawing.Sheet.box;
import static io.github.tempera.samples.drawing.Sheet.curve;
import static io.github.tempera.samples.drawing.Sheet.disc;
import static io.github.tempera.samples.drawing.Sheet.polygon;

import io.github.tempera.samples.drawing.Noise;
import io.github.tempera.samples.drawing.Sheet;
import io.github.tempera.samples.drawing.Vec;
import java.awt.Shape;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/** Two dolphins in small stones set along their outlines, in grey mortar. */
public final class Mosaic {
  private static final int SIZE = 640;
  private static final double STONE = 10.5;
  private static final int SEA = 0x2f8f96;
  private static final int DEEP = 0x1c5f75;
  private static final int LIGHT = 0xe9dfc4;
  private static final int BACK = 0x24406b;
  private static final int SIDE = 0x7f9cbc;
  private static final int DARK = 0x1b2233;
  private static final int RED = 0xb5442e;
  private static final int OCHRE = 0xd9a648;
  private final Noise noise = new Noise(79);
  private final SplittableRandom random = new SplittableRandom(79);
  private final BufferedImage design = design();
  private final boolean[] taken = new boolean[SIZE * SIZE];
  private final Sheet floor = new Sheet(SIZE, SIZE, 0x8d867a);

  private Mosaic() {}

  /** The picture. */
  public static BufferedImage paint() {
    return new Mosaic().lay();
  }

  private BufferedImage lay() {
    // Rows beside every border first, then whatever still fits.
    double[] distance = distances();
    for (int row = 0; row < 4; row++) {
      double wanted = (row + 0.5) * STONE;
      for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < SIZE * SIZE; i++) {
          if (Math.abs(distance[i] - wanted) < 0.75) {
            set(
                i % SIZE + 0.5,
                Math.floorDiv(i, SIZE) + 0.5,
                lean(distance, i % SIZE, i / SIZE),
                0.94);
          }
        }
      }
    }
    for (double size : new double[] {0.94, 0.72, 0.5}) {
      for (int i = 0; i < 60_000; i++) {
        int x = random.nextInt(SIZE);
        int y = random.nextInt(SIZE);
        set(x + 0.5, y + 0.5, lean(distance, x, y), size);
      }
    }
    return floor.image();
  }

  /** Puts a stone where it does not lie upon another. */
  private void set(double x, double y, double turn, double size) {
    double half = size * STONE / 2;
    double c = Math.cos(turn);
    double s = Math.sin(turn);
    for (double v = -half; v <= half; v += half / 3) {
      for (double u = -half; u <= half; u += half / 3) {
        int at = at(x + c * u - s * v, y + s * u + c * v);
        if (at >= 0 && taken[at]) {
          return;
        }
      }
    }
    double[] corners = new double[8];
    for (int i = 0; i < 4; i++) {
      double u = (i == 0 || i == 3 ? -half : half) * random.nextDouble(0.82, 0.98);
      double v = (i < 2 ? -half : half) * random.nextDouble(0.82, 0.98);
      corners[2 * i] = x + c * u - s * v;
      corners[2 * i + 1] = y + s * u + c * v;
    }
    int px = (int) Math.max(0, Math.min(SIZE - 1, x));
    int py = (int) Math.max(0, Math.min(SIZE - 1, y));
    Vec stone =
        Vec.rgb(design.getRGB(px, py))
            .mul(random.nextDouble(0.82, 1.16))
            .add(
                0.05 * random.nextDouble(-1, 1),
                0.03 * random.nextDouble(-1, 1),
                0.05 * random.nextDouble(-1, 1))
            .clamp();
    floor.fill(
        polygon(corners),
        (int) (stone.x() * 255) << 16 | (int) (stone.y() * 255) << 8 | (int) (stone.z() * 255));
    for (double v = -half; v <= half; v += 0.7) {
      for (double u = -half; u <= half; u += 0.7) {
        int at = at(x + c * u - s * v, y + s * u + c * v);
        if (at >= 0) {
          taken[at] = true;
        }
      }
    }
  }

  private static int at(double x, double y) {
    return x < 0 || y < 0 || x >= SIZE || y >= SIZE ? -1 : ((int) y) * SIZE + ((int) x);
  }

  private double lean(double[] distance, int x, int y) {
    int x1 = Math.min(SIZE - 3, Math.max(2, x));
    int y1 = Math.min(SIZE - 3, Math.max(2, y));
    double dx = distance[y1 * SIZE + x1 + 2] - distance[y1 * SIZE + x1 - 2];
    double dy = distance[(y1 + 2) * SIZE + x1] - distance[(y1 - 2) * SIZE + x1];
    return dx == 0 && dy == 0 ? noise.at(x / 90.0, y / 90.0) : Math.atan2(dy, dx);
  }

  /** How far each pixel lies from the nearest border of two colours (two sweeps of chamfers). */
  private double[] distances() {
    double[] d = new double[SIZE * SIZE];
    for (int i = 0; i < d.length; i++) {
      int x = i % SIZE;
      int y = i / SIZE;
      boolean border = (x > 0 && differ(x, y, x - 1, y)) || (y > 0 && differ(x, y, x, y - 1));
      d[i] = border ? 0 : 1e6;
    }
    for (int i = 0; i < d.length; i++) {
      relax(d, i, -1, 0, 1);
      relax(d, i, 0, -1, 1);
      relax(d, i, -1, -1, Math.sqrt(2));
      relax(d, i, 1, -1, Math.sqrt(2));
    }
    for (int i = d.length - 1; i >= 0; i--) {
      relax(d, i, 1, 0, 1);
      relax(d, i, 0, 1, 1);
      relax(d, i, 1, 1, Math.sqrt(2));
      relax(d, i, -1, 1, Math.sqrt(2));
    }
    return d;
  }

  private static void relax(double[] d, int i, int dx, int dy, double step) {
    int x = i % SIZE + dx;
    int y = i / SIZE + dy;
    if (x >= 0 && y >= 0 && x < SIZE && y < SIZE) {
      d[i] = Math.min(d[i], d[y * SIZE + x] + step);
    }
  }

  private boolean differ(int x, int y, int x2, int y2) {
    Vec difference = Vec.rgb(design.getRGB(x, y)).sub(Vec.rgb(design.getRGB(x2, y2)));
    return difference.length() > 0.12;
  }

  private static BufferedImage design() {
    Sheet sheet = new Sheet(SIZE, SIZE, OCHRE);
    sheet.fill(box(16, 16, 608, 608), DARK).fill(box(28, 28, 584, 584), LIGHT);
    for (int i = 0; i < 13; i++) {
      for (boolean down : new boolean[] {true, false}) {
        double a = 34 + 44 * i;
        sheet.fill(
            polygon(a, down ? 34 : 606, a + 22, down ? 58 : 582, a + 44, down ? 34 : 606), RED);
        sheet.fill(
            polygon(down ? 34 : 606, a, down ? 58 : 582, a + 22, down ? 34 : 606, a + 44), RED);
      }
    }
    Shape field = box(66, 66, 508, 508);
    sheet.fill(box(58, 58, 524, 524), DARK).fill(field, LIGHT).within(field);
    sheet.fill(box(66, 330, 508, 250), SEA);
    for (int i = 0; i < 4; i++) {
      double y = 352 + 64 * i;
      sheet.line(
          curve(40, y, 110, y - 22, 190, y, 270, y + 22, 350, y, 430, y - 22, 510, y, 600, y + 22),
          11,
          i % 2 == 0 ? LIGHT : DEEP);
    }
    dolphin(sheet, false);
    dolphin(sheet, true);
    sheet.fill(disc(320, 150, 46), OCHRE).fill(disc(320, 150, 26), RED);
    return sheet.image();
  }

  private static void dolphin(Sheet sheet, boolean mirrored) {
    double dy = mirrored ? 0 : 40;
    Shape body =
        blob(
            86, 330, 132, 300, 170, 246, 240, 214, 310, 240, 340, 310, 330, 390, 290, 470, 268, 476,
            276, 400, 262, 340, 214, 322, 150, 346);
    Shape belly =
        blob(
            96, 332, 150, 330, 214, 308, 268, 326, 290, 396, 276, 460, 268, 476, 276, 400, 262, 340,
            214, 322, 150, 346);
    Shape fin = blob(236, 222, 262, 170, 300, 160, 290, 232);
    Shape flipper = blob(200, 312, 176, 380, 150, 396, 170, 320);
    Shape tail = blob(276, 452, 230, 510, 210, 530, 276, 520, 330, 540, 318, 500, 300, 452);
    for (Shape part : new Shape[] {fin, tail, flipper}) {
      sheet.ink(moved(part, mirrored, dy), BACK, 5, DARK);
    }
    sheet.fill(moved(body, mirrored, dy), BACK).fill(moved(belly, mirrored, dy), SIDE);
    sheet.line(moved(body, mirrored, dy), 6, DARK);
    sheet.fill(moved(disc(160, 284, 10), mirrored, dy), LIGHT);
    sheet.fill(moved(disc(160, 284, 5), mirrored, dy), DARK);
  }

  private static Shape moved(Shape shape, boolean mirrored, double dy) {
    Shape placed = Sheet.placed(shape, -14, dy - 30, 1, 0);
    return mirrored ? Sheet.mirrored(placed, 320) : placed;
  }
}

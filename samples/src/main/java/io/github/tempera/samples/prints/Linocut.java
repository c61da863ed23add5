package io.github.tempera.samples.prints;

import io.github.tempera.samples.drawing.Canvas;
import io.github.tempera.samples.drawing.Maths;
import io.github.tempera.samples.drawing.Noise;
import io.github.tempera.samples.drawing.Sheet;
import io.github.tempera.samples.drawing.Vec;
import java.awt.Shape;
import java.awt.image.BufferedImage;

/** An owl on a branch before the moon: cut into one black block, one orange block beneath. */
public final class Linocut {
  private static final int SIZE = 640;
  private static final int OUTSIDE = 0x000000;
  private static final int BODY = 0xff0000;
  private static final int WING = 0x00ff00;
  private static final int FACE = 0x0000ff;
  private static final int MOON = 0xffff00;
  private static final int BRANCH = 0xff00ff;
  private static final int LEAF = 0x00ffff;
  private static final int BLACK = 0x404040;
  private static final int WHITE = 0xffffff;
  private static final Vec PAPER = Vec.rgb(0xf4eddc);
  private static final Vec INK = Vec.rgb(0x16161a);
  private static final Vec ORANGE = Vec.rgb(0xe8642c);
  private final Noise noise = new Noise(19);
  private final BufferedImage parts = parts();

  private Linocut() {}

  /** The picture. */
  public static BufferedImage paint() {
    return new Linocut().print();
  }

  private BufferedImage print() {
    return new Canvas(SIZE, SIZE)
        .fill(
            (x, y) -> {
              double key = 0;
              double second = 0;
              for (int i = 0; i < 9; i++) {
                double sx = x + (i % 3 - 1) / 3.0;
                double sy = y + (i / 3 - 1) / 3.0;
                key += black(sx, sy) ? 1 / 9.0 : 0;
                second += orange(sx - 2, sy + 2) ? 1 / 9.0 : 0;
              }
              double salt = Maths.smooth(0.34, 0.5, noise.fbm(x / 2.6, y / 2.6, 2));
              return PAPER.mix(ORANGE, second * (1 - 0.5 * salt)).mix(INK, key * (1 - 0.6 * salt));
            })
        .toImage();
  }

  private int part(double x, double y) {
    int px = (int) Maths.clamp(x, 0, SIZE - 1);
    int py = (int) Maths.clamp(y, 0, SIZE - 1);
    return parts.getRGB(px, py) & 0xffffff;
  }

  private boolean orange(double x, double y) {
    int part = part(x, y);
    return part == MOON
        || part == LEAF
        || part == FACE
        || (part == WHITE && Maths.length(Math.abs(x - 320) - 50, y - 226) < 34);
  }

  private boolean black(double x, double y) {
    double edge = Math.min(Math.min(x, SIZE - x), Math.min(y, SIZE - y));
    if (edge < 22 + 2 * noise.at(x / 40, y / 40)) {
      return edge > 12 + 2 * noise.at(x / 25, y / 25);
    }
    double wobble = 0.13 * noise.at(x / 16, y / 16);
    double dx = x - 320;
    switch (part(x, y)) {
      case OUTSIDE -> {
        double r = Maths.length(x - 396, y - 210);
        return gouged(r / 13 + wobble, Math.atan2(y - 210, x - 396) * r / 40, 0.80);
      }
      case MOON -> {
        return gouged(y / 15 + wobble + 0.02 * x, x / 50, 0.10);
      }
      case BODY -> {
        // Breast feathers: rows of small tongues.
        double row = y / 25 + 0.0022 * dx * dx / 10;
        double column = dx / 25 + 0.5 * (Math.floor(row) % 2);
        double u = Maths.fract(column) - 0.5;
        double v = Maths.fract(row);
        return Math.abs(u) > 0.37 * Math.sqrt(Math.max(0, 1 - v * v))
            || (Math.abs(u) < 0.06 && v < 0.6);
      }
      case WING -> {
        double side = Math.abs(dx);
        return gouged((side + 0.28 * y) / 15 + wobble, y / 44, 0.66);
      }
      case FACE -> {
        double ex = Math.abs(dx) - 50;
        double r = Maths.length(ex, y - 226);
        return gouged(Math.atan2(y - 226, ex) * 4.4 + wobble, r / 34, 0.44);
      }
      case BRANCH -> {
        return gouged(y / 9 + 0.05 * Math.sin(x / 30) + wobble * 2 - x / 90, x / 60, 0.70);
      }
      case LEAF -> {
        return gouged((x + y) / 11 + wobble, (x - y) / 40, 0.34);
      }
      default -> {
        return part(x, y) == BLACK;
      }
    }
  }

  /** Whether ink stands at a place across cuts that swell along their way. */
  private boolean gouged(double across, double along, double tone) {
    double row = Math.floor(across);
    double swell = 0.22 * noise.at(along, row * 5.3);
    return Math.abs(2 * Maths.fract(across) - 1) < tone + swell;
  }

  private static BufferedImage parts() {
    Sheet sheet = new Sheet(SIZE, SIZE, OUTSIDE);
    sheet.fill(Sheet.disc(396, 210, 168), WHITE).fill(Sheet.disc(396, 210, 162), MOON);
    double[][] leaves = {
      {110, 470, 0.4},
      {70, 560, 1.2},
      {170, 590, 2.0},
      {520, 450, -0.5},
      {580, 540, -1.2},
      {480, 590, -2},
      {90, 380, 0.1},
      {566, 390, -0.2}
    };
    Shape branch =
        Sheet.blob(
            -20, 500, 120, 520, 320, 506, 520, 522, 670, 486, 670, 530, 520, 562, 320, 548, 120,
            562, -20, 546);
    for (double[] leaf : leaves) {
      Shape blade = Sheet.blob(0, -62, 26, -20, 22, 26, 0, 60, -22, 26, -26, -20);
      Shape placed = Sheet.placed(blade, leaf[0], leaf[1], 0.95, leaf[2]);
      sheet.ink(placed, LEAF, 5, BLACK);
      sheet.line(
          Sheet.placed(Sheet.polyline(0, -56, 0, 66), leaf[0], leaf[1], 0.95, leaf[2]), 4, BLACK);
    }
    sheet.ink(branch, BRANCH, 6, WHITE);
    Shape tail = Sheet.polygon(276, 480, 364, 480, 352, 610, 320, 624, 288, 610);
    sheet.ink(tail, WING, 6, WHITE);
    Shape body =
        Sheet.blob(
            320, 130, 420, 160, 448, 300, 430, 430, 380, 508, 320, 520, 260, 508, 210, 430, 192,
            300, 220, 160);
    sheet.ink(body, BODY, 8, WHITE);
    for (boolean left : new boolean[] {true, false}) {
      Shape wing = Sheet.blob(214, 250, 262, 320, 270, 420, 236, 510, 196, 440, 184, 330);
      Shape horn = Sheet.polygon(208, 106, 300, 156, 232, 212);
      sheet.ink(left ? wing : Sheet.mirrored(wing, 320), WING, 6, WHITE);
      sheet.ink(left ? horn : Sheet.mirrored(horn, 320), BLACK, 5, WHITE);
      double x = left ? 270 : 370;
      sheet.ink(Sheet.disc(x, 226, 62), FACE, 6, BLACK);
    }
    for (double x : new double[] {270, 370}) {
      sheet.ink(Sheet.disc(x, 226, 33), WHITE, 5, BLACK).fill(Sheet.disc(x, 226, 20), BLACK);
      sheet.fill(Sheet.disc(x + 8, 218, 6), WHITE);
    }
    sheet.ink(Sheet.blob(320, 232, 338, 256, 320, 296, 302, 256), BLACK, 5, WHITE);
    for (double x : new double[] {262, 284, 306, 334, 356, 378}) {
      sheet.ink(Sheet.blob(x, 498, x + 10, 520, x, 552, x - 10, 520), BLACK, 4, WHITE);
    }
    return crisp(sheet.image());
  }

  /** Mixed colours at the borders become black or white, which belong to no part. */
  private static BufferedImage crisp(BufferedImage image) {
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        int rgb = image.getRGB(x, y) & 0xffffff;
        boolean part =
            rgb == BODY
                || rgb == WING
                || rgb == FACE
                || rgb == MOON
                || rgb == BRANCH
                || rgb == LEAF
                || rgb == OUTSIDE;
        if (!part) {
          image.setRGB(x, y, Vec.rgb(rgb).luma() > 0.62 ? WHITE : BLACK);
        }
      }
    }
    return image;
  }
}

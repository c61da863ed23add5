package io.github.tempera.samples.prints;

import static io.github.tempera.samples.drawing.Sheet.blob;
import static io.github.tempera.samples.drawing.Sheet.box;
import static io.github.tempera.samples.drawing.Sheet.curve;
import static io.github.tempera.samples.drawing.Sheet.disc;
import static io.github.tempera.samples.drawing.Sheet.placed;
import static io.github.tempera.samples.drawing.Sheet.polygon;
import static io.github.tempera.samples.drawing.Sheet.star;

import io.github.tempera.samples.drawing.Sheet;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/** A rocket takes off: rays, a burst, smoke, and ink of three widths. */
public final class Comic {
  private static final int SIZE = 640;
  private static final int INK = 0x15121c;
  private final Sheet sheet = new Sheet(SIZE, SIZE, 0x2b2f8f);
  private final SplittableRandom random = new SplittableRandom(77);

  private Comic() {}

  /** The picture. */
  public static BufferedImage paint() {
    return new Comic().draw();
  }

  private BufferedImage draw() {
    sky();
    Path2D burst = star(230, 470, 17, 250, 150, 0.2);
    sheet.ink(burst, 0xffe23a, 8, INK);
    sheet.fill(star(230, 470, 13, 176, 110, 0.5), 0xff8a1e);
    sheet.fill(star(230, 470, 11, 110, 66, 0.1), 0xfff6c8);
    smoke();
    rocket();
    sheet.line(box(7, 7, SIZE - 14, SIZE - 14), 14, INK);
    return sheet.image();
  }

  private void sky() {
    for (int i = 0; i < 48; i += 2) {
      double a = 2 * Math.PI * i / 48;
      double b = 2 * Math.PI * (i + 1) / 48;
      sheet.fill(
          polygon(
              230,
              470,
              230 + 900 * Math.cos(a),
              470 + 900 * Math.sin(a),
              230 + 900 * Math.cos(b),
              470 + 900 * Math.sin(b)),
          0x4a2fb0);
    }
    for (int row = 0; row < 46; row++) {
      for (int column = 0; column < 46; column++) {
        double radius = 5.4 - (row * 14 + column * 4) / 110.0;
        if (radius > 0.8) {
          sheet.fill(disc(column * 14 + row % 2 * 7, row * 14, radius), 0x17b6d6);
        }
      }
    }
    for (int i = 0; i < 16; i++) {
      Shape star =
          star(
              random.nextDouble(SIZE),
              random.nextDouble(260),
              4,
              random.nextDouble(8, 20),
              4,
              Math.PI / 4);
      sheet.ink(star, 0xffffff, 2, INK);
    }
    sheet.ink(disc(540, 118, 70), 0xfff0d0, 7, INK);
    sheet.within(disc(540, 118, 67)).fill(disc(516, 100, 80), 0xffffff).within(null);
    sheet.ink(disc(556, 136, 15), 0xe0c8a0, 4, INK).ink(disc(526, 90, 9), 0xe0c8a0, 3, INK);
    sheet.ink(disc(574, 94, 7), 0xe0c8a0, 3, INK);
  }

  private void smoke() {
    double[][] puffs = {
      {40, 600, 70},
      {130, 630, 80},
      {60, 500, 46},
      {250, 640, 74},
      {360, 640, 66},
      {470, 650, 70},
      {580, 640, 80},
      {420, 590, 44},
      {120, 560, 50},
      {320, 596, 40}
    };
    for (double[] puff : puffs) {
      sheet.line(disc(puff[0], puff[1], puff[2]), 12, INK);
    }
    for (double[] puff : puffs) {
      sheet.fill(disc(puff[0], puff[1], puff[2]), 0xb9c2dc);
    }
    for (double[] puff : puffs) {
      sheet.fill(disc(puff[0] - 6, puff[1] - 9, puff[2] - 12), 0xf7f7fb);
    }
    for (double[] puff : puffs) {
      double r = puff[2] - 14;
      sheet.line(
          curve(
              puff[0] + r * 0.2,
              puff[1] + r * 0.7,
              puff[0] + r * 0.7,
              puff[1] + r * 0.3,
              puff[0] + r * 0.75,
              puff[1] - r * 0.2),
          5,
          INK);
    }
  }

  private void rocket() {
    double turn = 0.62;
    double x = 350;
    double y = 300;
    Path2D flame = blob(0, 330, -40, 240, -48, 170, 0, 150, 48, 170, 40, 240);
    sheet.ink(placed(flame, x, y, 0.92, turn), 0xff4d1f, 8, INK);
    sheet.fill(
        placed(blob(0, 280, -22, 220, -26, 170, 0, 160, 26, 170, 22, 220), x, y, 0.92, turn),
        0xfff04a);
    for (double side : new double[] {-1, 1}) {
      sheet.ink(
          placed(
              blob(62 * side, 40, 130 * side, 130, 122 * side, 210, 90 * side, 150, 40 * side, 130),
              x,
              y,
              0.92,
              turn),
          0xe3262e,
          8,
          INK);
    }
    Path2D body =
        blob(0, -250, -54, -150, -74, -20, -58, 110, -36, 160, 36, 160, 58, 110, 74, -20, 54, -150);
    Shape hull = placed(body, x, y, 0.92, turn);
    sheet.fill(hull, 0xf4f4f8).within(hull);
    sheet.fill(
        placed(polygon(20, -260, 120, -260, 120, 200, 34, 200, 50, 0), x, y, 0.92, turn), 0xa9b4d0);
    sheet.ink(placed(box(-100, -300, 200, 140), x, y, 0.92, turn), 0xe3262e, 7, INK);
    sheet.ink(placed(box(-100, 96, 200, 34), x, y, 0.92, turn), 0xffc21a, 7, INK);
    sheet.within(null).line(hull, 9, INK);
    sheet.ink(placed(disc(0, -60, 40), x, y, 0.92, turn), 0xffc21a, 7, INK);
    sheet.ink(placed(disc(0, -60, 26), x, y, 0.92, turn), 0x36c5ef, 6, INK);
    sheet.line(placed(curve(-14, -60, -8, -74, 6, -76), x, y, 0.92, turn), 6, 0xffffff);
    sheet.ink(placed(blob(0, 80, -10, 140, 0, 214, 10, 140), x, y, 0.92, turn), 0xe3262e, 6, INK);
  }
}

package io.github.tempera.samples.crafts;

import static io.github.tempera.samples.drawing.Sheet.blob;
import static io.github.tempera.samples.drawing.Sheet.box;
import static io.github.tempera.samples.drawing.Sheet.curve;
import static io.github.tempera.samples.drawing.Sheet.disc;
import static io.github.tempera.samples.drawing.Sheet.polygon;
import static io.github.tempera.samples.drawing.Sheet.polyline;

import io.github.tempera.samples.drawing.Canvas;
import io.github.tempera.samples.drawing.Noise;
import io.github.tempera.samples.drawing.Sheet;
import java.awt.Shape;
import java.awt.image.BufferedImage;

/** The frieze of a Greek pot: a galley on the sea in black glaze, between bands of ornament. */
public final class Vase {
  private static final int SIZE = 640;
  private static final int CLAY = 0xc8702f;
  private static final int GLAZE = 0x17120f;
  private static final int WHITE = 0xeadfc8;
  private static final int RED = 0x7d2318;
  private final Noise noise = new Noise(540);
  private final Sheet sheet = new Sheet(SIZE, SIZE, CLAY);

  private Vase() {}

  /** The picture. */
  public static BufferedImage paint() {
    return new Vase().fire();
  }

  private BufferedImage fire() {
    palmettes(0);
    meander(84);
    meander(496);
    rays();
    galley();
    dolphins();
    return Canvas.of(sheet.image())
        .glaze(
            (x, y, c) -> {
              double bow = 1.06 - 0.42 * Math.pow((x - 320) / 340, 2);
              double worn = 0.10 * noise.fbm(x / 40, y / 40, 4) + 0.05 * noise.fbm(x / 3, y / 3, 2);
              return c.mul(bow * (1 + worn)).add(0.02 * worn, 0.01 * worn, 0);
            })
        .toImage();
  }

  private void palmettes(double y) {
    sheet.fill(box(0, y, SIZE, 74), GLAZE);
    for (int i = 0; i < 10; i++) {
      double x = 32 + 64 * i;
      for (int leaf = -3; leaf <= 3; leaf++) {
        Shape blade = blob(0, 0, -5, -22, 0, -40, 5, -22);
        sheet.fill(Sheet.placed(blade, x, y + 56, 1.1 - 0.06 * Math.abs(leaf), 0.42 * leaf), CLAY);
      }
      sheet.fill(disc(x, y + 58, 6), RED);
      sheet.line(
          curve(x - 32, y + 62, x - 16, y + 68, x, y + 64, x + 16, y + 68, x + 32, y + 62),
          3,
          CLAY);
    }
  }

  private void meander(double y) {
    sheet.fill(box(0, y - 6, SIZE, 4), GLAZE).fill(box(0, y + 50, SIZE, 4), GLAZE);
    for (int i = -1; i < 12; i++) {
      double x = 58 * i;
      sheet.line(
          polyline(
              x, y + 44, x, y + 5, x + 44, y + 5, x + 44, y + 32, x + 22, y + 32, x + 22, y + 19,
              x + 32, y + 19),
          6,
          GLAZE);
      sheet.line(polyline(x, y + 44, x + 58, y + 44), 6, GLAZE);
    }
  }

  private void rays() {
    for (int i = 0; i < 17; i++) {
      sheet.fill(polygon(40 * i - 15, 640, 40 * i, 566, 40 * i + 15, 640), GLAZE);
    }
    sheet.fill(box(0, 556, SIZE, 5), GLAZE);
  }

  private void galley() {
    sheet.fill(polyline(0, 440, 0, 490, 640, 490, 640, 440), GLAZE);
    for (int i = -1; i < 17; i++) {
      double x = 40 * i;
      sheet.fill(
          blob(x, 446, x + 14, 422, x + 34, 418, x + 42, 430, x + 30, 430, x + 30, 446), GLAZE);
      sheet.line(curve(x + 4, 464, x + 16, 456, x + 30, 464, x + 40, 472), 2.5, CLAY);
    }
    Shape hull =
        blob(
            60, 372, 40, 330, 58, 286, 92, 300, 84, 322, 110, 350, 300, 362, 480, 356, 540, 330,
            560, 280, 540, 244, 570, 236, 592, 280, 576, 350, 620, 396, 560, 412, 320, 420, 110,
            414);
    sheet.fill(hull, GLAZE);
    sheet.line(curve(84, 376, 300, 386, 480, 380, 560, 362), 4, RED);
    sheet.line(curve(80, 390, 300, 400, 480, 396, 570, 384), 2.5, WHITE);
    sheet.fill(disc(566, 374, 12), WHITE).fill(disc(566, 374, 6), GLAZE);
    for (int i = 0; i < 11; i++) {
      double x = 130 + 36 * i;
      sheet.line(polyline(x, 396, x - 34, 452), 4, i % 2 == 0 ? WHITE : CLAY);
      sheet.line(polyline(x, 396, x - 22, 432), 4, GLAZE);
    }
    sheet.line(polyline(316, 366, 316, 152), 8, GLAZE).line(polyline(180, 176, 452, 176), 6, GLAZE);
    Shape sail =
        blob(184, 180, 316, 176, 448, 180, 436, 240, 442, 310, 316, 296, 190, 310, 196, 240);
    sheet.fill(sail, GLAZE);
    for (int i = 0; i < 5; i++) {
      sheet.line(polyline(216 + 50 * i, 182, 214 + 51 * i, 302), 2, CLAY);
    }
    for (int i = 0; i < 2; i++) {
      sheet.line(polyline(192, 220 + 40 * i, 440, 220 + 40 * i), 2, CLAY);
    }
    sheet
        .line(polyline(316, 156, 80, 320), 2.5, GLAZE)
        .line(polyline(316, 156, 556, 300), 2.5, GLAZE);
    for (int i = 0; i < 7; i++) {
      sailor(150 + 52 * i, 352, i % 3 == 1);
    }
  }

  private void sailor(double x, double y, boolean shield) {
    sheet.fill(blob(x - 9, y + 6, x - 8, y - 22, x, y - 30, x + 9, y - 22, x + 10, y + 6), GLAZE);
    sheet.fill(
        blob(x - 7, y - 36, x, y - 46, x + 8, y - 38, x + 13, y - 33, x + 6, y - 28, x - 5, y - 29),
        GLAZE);
    sheet.line(curve(x - 8, y - 40, x, y - 50, x + 6, y - 46), 4, RED);
    sheet.line(curve(x + 4, y - 20, x + 16, y - 12, x + 20, y), 4, GLAZE);
    sheet.fill(disc(x + 4, y - 38, 1.6), WHITE);
    if (shield) {
      sheet
          .ink(disc(x + 2, y - 4, 15), RED, 3, WHITE)
          .fill(Sheet.star(x + 2, y - 4, 6, 9, 4, 0), WHITE);
    }
  }

  private void dolphins() {
    for (double[] at :
        new double[][] {{96, 212, 1, -0.5}, {536, 190, 0.9, 0.3}, {96, 168, 0.7, 0.2}}) {
      Shape body =
          blob(
              -46, 6, -20, -12, 10, -14, 34, -2, 54, 16, 62, 8, 60, 26, 44, 30, 48, 20, 20, 14, -10,
              14);
      sheet.fill(Sheet.placed(body, at[0], at[1], at[2], at[3]), GLAZE);
      sheet.fill(
          Sheet.placed(polygon(0, -12, 14, -30, 20, -10), at[0], at[1], at[2], at[3]), GLAZE);
      sheet.line(Sheet.placed(curve(-30, 4, 0, 0, 36, 12), at[0], at[1], at[2], at[3]), 2, CLAY);
    }
  }
}

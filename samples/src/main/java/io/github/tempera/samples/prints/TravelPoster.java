package io.github.tempera.samples.prints;

import static io.github.tempera.samples.drawing.Sheet.box;
import static io.github.tempera.samples.drawing.Sheet.curve;
import static io.github.tempera.samples.drawing.Sheet.disc;
import static io.github.tempera.samples.drawing.Sheet.polygon;

import io.github.tempera.samples.drawing.Sheet;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;

/** A lighthouse on a bay in eight flat colours. */
public final class TravelPoster {
  private static final int SIZE = 640;
  private static final int CREAM = 0xf6e7c8;
  private static final int RED = 0xd8432b;
  private static final int NAVY = 0x14324a;
  private final Sheet sheet = new Sheet(SIZE, SIZE, CREAM);

  private TravelPoster() {}

  /** The picture. */
  public static BufferedImage paint() {
    return new TravelPoster().print();
  }

  private BufferedImage print() {
    sheet.within(box(24, 24, 592, 592));
    sky();
    hills();
    sea();
    lighthouse();
    boat(176, 486, 1);
    boat(402, 452, 0.5);
    sheet.within(null);
    return sheet.image();
  }

  private void sky() {
    sheet.fill(box(0, 0, SIZE, SIZE), 0xf3b45a);
    sheet.fill(box(0, 0, SIZE, 96), 0xe8823c).fill(box(0, 96, SIZE, 70), 0xee9a48);
    sheet.fill(disc(236, 236, 104), CREAM).fill(disc(236, 236, 84), RED);
    for (double[] cloud : new double[][] {{60, 176, 150}, {330, 118, 190}, {330, 208, 120}}) {
      sheet.line(curve(cloud[0], cloud[1], cloud[0] + cloud[2], cloud[1]), 16, CREAM);
      sheet.line(
          curve(cloud[0] + 46, cloud[1] + 18, cloud[0] + cloud[2] + 30, cloud[1] + 18), 12, CREAM);
    }
  }

  private void hills() {
    land(0x5fa39a, 340, 0, 330, 90, 262, 190, 322, 300, 282, 420, 336, 640, 300);
    land(0x2f7f86, 372, 0, 366, 120, 330, 250, 366, 360, 340, 520, 300, 640, 318);
    land(0x1d5a6b, 396, 0, 392, 80, 372, 190, 392, 640, 392);
  }

  private void land(int colour, double foot, double... ridge) {
    Path2D hill = curve(ridge);
    hill.lineTo(SIZE, foot + 20);
    hill.lineTo(0, foot + 20);
    hill.closePath();
    sheet.fill(hill, colour);
  }

  private void sea() {
    sheet.fill(box(0, 392, SIZE, 248), 0x2a8c94);
    for (int i = 0; i < 7; i++) {
      double y = 408 + i * (14 + 3 * i);
      double half = 40 + 16 * i;
      sheet.line(curve(236 - half, y, 236 + half - 30 * (i % 2), y), 4 + 1.1 * i, 0xf3b45a);
      sheet.line(curve(20 + 60 * (i % 3), y + 10, 96 + 60 * (i % 3), y + 10), 3 + i, 0x1d5a6b);
    }
  }

  private void lighthouse() {
    Path2D rock = polygon(380, 640, 430, 540, 470, 500, 520, 470, 590, 462, 640, 480, 640, 640);
    sheet.fill(rock, NAVY);
    sheet.fill(polygon(430, 640, 486, 540, 540, 500, 600, 496, 560, 560, 500, 640), 0x275069);
    sheet.fill(polygon(548, 206, 24, 40, 24, 150), 0xfbe9a8);
    Path2D tower = polygon(512, 476, 530, 226, 572, 226, 590, 476);
    sheet.fill(tower, CREAM).within(tower);
    for (int i = 0; i < 3; i++) {
      sheet.fill(
          polygon(490, 262 + 84 * i, 610, 286 + 84 * i, 610, 328 + 84 * i, 490, 304 + 84 * i), RED);
    }
    sheet.fill(polygon(560, 226, 572, 226, 590, 476, 566, 476), 0xcdb894);
    sheet.within(box(24, 24, 592, 592));
    sheet.fill(box(520, 216, 62, 12), NAVY).fill(box(534, 182, 34, 34), 0xffd24a);
    sheet.fill(box(549, 182, 4, 34), NAVY).fill(polygon(526, 184, 551, 152, 576, 184), RED);
  }

  private void boat(double x, double y, double s) {
    sheet.fill(
        polygon(x - 62 * s, y, x + 66 * s, y, x + 44 * s, y + 24 * s, x - 46 * s, y + 24 * s),
        NAVY);
    sheet.fill(polygon(x - 2 * s, y - 8 * s, x - 2 * s, y - 150 * s, x - 58 * s, y - 8 * s), CREAM);
    sheet.fill(polygon(x + 6 * s, y - 8 * s, x + 6 * s, y - 128 * s, x + 58 * s, y - 8 * s), RED);
  }
}

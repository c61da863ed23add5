package io.github.tempera.samples.prints;

import static io.github.tempera.samples.drawing.Sheet.box;
import static io.github.tempera.samples.drawing.Sheet.curve;
import static io.github.tempera.samples.drawing.Sheet.disc;
import static io.github.tempera.samples.drawing.Sheet.polygon;
import static io.github.tempera.samples.drawing.Sheet.polyline;

import io.github.tempera.samples.drawing.Canvas;
import io.github.tempera.samples.drawing.Noise;
import io.github.tempera.samples.drawing.Sheet;
import java.awt.Shape;
import java.awt.geom.Arc2D;
import java.awt.image.BufferedImage;

/** A house, front and plan, white on Prussian blue with dimensions and a grid. */
public final class Blueprint {
  private static final int SIZE = 640;
  private static final int WHITE = 0xe8f1fb;
  private static final int FAINT = 0x8fb2dc;
  private static final int GRID = 0x2c5fa6;
  private final Noise noise = new Noise(1842);
  private final Sheet sheet = new Sheet(SIZE, SIZE, 0x1a4a91);

  private Blueprint() {}

  /** The picture. */
  public static BufferedImage paint() {
    return new Blueprint().print();
  }

  private BufferedImage print() {
    for (int i = 0; i <= SIZE; i += 16) {
      double width = i % 80 == 0 ? 1.4 : 0.7;
      sheet.line(polyline(i, 0, i, SIZE), width, GRID).line(polyline(0, i, SIZE, i), width, GRID);
    }
    sheet.line(box(16, 16, 608, 608), 3, WHITE).line(box(23, 23, 594, 594), 1, WHITE);
    front();
    plan();
    titleBlock();
    return Canvas.of(sheet.image())
        .glaze(
            (x, y, c) ->
                c.mul(1 + 0.10 * noise.fbm(x / 90, y / 90, 3) + 0.05 * noise.fbm(x / 2, y / 2, 2)))
        .toImage();
  }

  private void draw(double width, Shape shape) {
    sheet.line(shape, width, WHITE);
  }

  private void front() {
    draw(2.6, polyline(48, 300, 592, 300));
    draw(2.4, box(150, 170, 340, 130));
    draw(2.4, polygon(126, 174, 220, 76, 420, 76, 514, 174));
    for (int i = 1; i < 7; i++) {
      double y = 76 + 14 * i;
      sheet.line(polyline(220 - 13.4 * i, y, 420 + 13.4 * i, y), 0.9, FAINT);
    }
    draw(2.4, polygon(262, 174, 320, 104, 378, 174));
    draw(1.6, disc(320, 148, 15));
    draw(1.2, polyline(305, 148, 335, 148));
    draw(1.2, polyline(320, 133, 320, 163));
    draw(2.2, box(440, 52, 30, 58));
    draw(1.6, box(434, 46, 42, 8));
    draw(2.2, box(296, 214, 48, 86));
    draw(1.2, box(304, 224, 32, 32));
    draw(1.2, disc(336, 266, 2.5));
    for (double x : new double[] {172, 228, 364, 420}) {
      draw(2, box(x, 200, 42, 54));
      draw(1.2, polyline(x + 21, 200, x + 21, 254));
      draw(1.2, polyline(x, 227, x + 42, 227));
      draw(1.6, polyline(x - 5, 258, x + 47, 258));
    }
    for (int i = 0; i < 4; i++) {
      sheet.line(polyline(150, 276 + 6 * i, 292, 276 + 6 * i), 0.8, FAINT);
      sheet.line(polyline(348, 276 + 6 * i, 490, 276 + 6 * i), 0.8, FAINT);
    }
    tree(88, 300, 44);
    tree(556, 300, 38);
    sheet.dashes(polyline(320, 40, 320, 330), 1, 9, FAINT);
    dimension(150, 490, 328);
  }

  private void tree(double x, double y, double size) {
    draw(1.6, polyline(x - 4, y, x - 3, y - size));
    draw(1.6, polyline(x + 4, y, x + 3, y - size));
    double[] crown = new double[26];
    for (int i = 0; i < 13; i++) {
      double a = 2 * Math.PI * i / 13;
      double r = size * (i % 2 == 0 ? 0.98 : 0.78);
      crown[2 * i] = x + r * Math.cos(a);
      crown[2 * i + 1] = y - 1.7 * size + 1.15 * r * Math.sin(a);
    }
    draw(1.6, Sheet.blob(crown));
    sheet.line(
        curve(x - size / 2, y - 1.6 * size, x, y - 1.3 * size, x + size / 2, y - 1.8 * size),
        0.9,
        FAINT);
  }

  private void dimension(double from, double to, double y) {
    draw(1, polyline(from, y, to, y));
    for (double x : new double[] {from, to, (from + to) / 2}) {
      draw(1, polyline(x, y - 9, x, y + 9));
      draw(1.6, polyline(x - 6, y + 6, x + 6, y - 6));
    }
  }

  private void plan() {
    double[][] walls = {
      {64, 370, 380, 370, 380, 560, 64, 560}, {72, 378, 372, 378, 372, 552, 72, 552}
    };
    for (double[] wall : walls) {
      draw(2.2, polygon(wall));
    }
    draw(4, polyline(210, 374, 210, 440));
    draw(4, polyline(210, 490, 210, 556));
    draw(4, polyline(214, 470, 290, 470));
    draw(4, polyline(330, 470, 376, 470));
    draw(1.2, new Arc2D.Double(160, 440, 100, 100, 90, 90, Arc2D.PIE));
    draw(1.2, new Arc2D.Double(250, 430, 80, 80, 270, 90, Arc2D.PIE));
    draw(1.6, box(84, 392, 60, 84));
    draw(1.2, box(88, 396, 52, 22));
    draw(1.6, disc(292, 420, 26));
    for (int i = 0; i < 6; i++) {
      double a = Math.PI * i / 3;
      draw(1.2, disc(292 + 38 * Math.cos(a), 420 + 38 * Math.sin(a), 8));
    }
    for (int i = 0; i < 9; i++) {
      draw(1, polyline(232 + 9 * i, 500, 232 + 9 * i, 550));
    }
    draw(1.4, polyline(228, 525, 312, 525));
    draw(1.6, box(336, 484, 30, 62));
    draw(1.2, Sheet.oval(351, 515, 11, 24));
    dimension(64, 380, 588);
  }

  private void titleBlock() {
    // A north arrow, a section through the roof, and the title block with its ruled lines.
    draw(2, disc(512, 404, 46));
    draw(1.2, disc(512, 404, 38));
    sheet.ink(polygon(512, 350, 526, 404, 512, 396), WHITE, 1.4, WHITE);
    draw(1.4, polygon(512, 458, 498, 404, 512, 412));
    draw(2, box(420, 490, 190, 120));
    draw(1.2, polyline(420, 520, 610, 520));
    draw(1.2, polyline(420, 550, 610, 550));
    draw(1.2, polyline(420, 580, 610, 580));
    draw(1.2, polyline(520, 550, 520, 610));
    for (int i = 0; i < 5; i++) {
      sheet.dashes(
          polyline(
              430,
              506 + 30.0 * i - (i == 4 ? 14 : 0),
              500 + 14 * (i % 3),
              506 + 30.0 * i - (i == 4 ? 14 : 0)),
          5,
          7,
          FAINT);
    }
  }
}

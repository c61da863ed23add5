package io.github.tempera.samples.lines;

import static io.github.tempera.samples.drawing.Sheet.blob;
import static io.github.tempera.samples.drawing.Sheet.box;
import static io.github.tempera.samples.drawing.Sheet.curve;
import static io.github.tempera.samples.drawing.Sheet.polygon;
import static io.github.tempera.samples.drawing.Sheet.polyline;

import io.github.tempera.samples.drawing.Noise;
import io.github.tempera.samples.drawing.Sheet;
import io.github.tempera.samples.drawing.Vec;
import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.image.BufferedImage;

/** A windmill over a field, in pen and sepia ink: outlines, and lines laid across each other. */
public final class Hatching {
  private static final int SIZE = 640;
  private static final int INK = 0x2b1c14;
  private final Noise noise = new Noise(31);
  private final Pen pen = new Pen(5, 1.3);
  private final Sheet tones = new Sheet(SIZE, SIZE, 0xffffff);
  private final Sheet sheet = new Sheet(SIZE, SIZE, 0xf8efdc);
  private final Area drawn = new Area();

  private Hatching() {}

  /** The picture. */
  public static BufferedImage paint() {
    return new Hatching().draw();
  }

  private BufferedImage draw() {
    // From front to back: what is drawn hides the outlines of what comes later.
    sails();
    mill();
    part(
        blob(470, 420, 440, 360, 470, 300, 520, 262, 580, 290, 610, 350, 600, 420, 540, 450), 0.42);
    part(box(522, 430, 14, 70), 0.3);
    fence();
    part(polygon(0, 470, 180, 448, 420, 452, 640, 476, 640, 640, 0, 640), 0.86);
    part(blob(-60, 480, 60, 404, 180, 414, 300, 440, 420, 420, 520, 396, 700, 420, 700, 480), 0.64);
    clouds();
    double[] grid = greys();
    pen.hatch(sheet, (x, y) -> tone(grid, x, y), -0.72, 6.5, 0.80, 1.1, INK);
    pen.hatch(sheet, (x, y) -> tone(grid, x, y), 0.55, 6.0, 0.56, 1.1, INK);
    pen.hatch(sheet, (x, y) -> tone(grid, x, y), -1.45, 5.2, 0.36, 1.2, INK);
    pen.hatch(sheet, (x, y) -> tone(grid, x, y), 0.05, 4.6, 0.18, 1.3, INK);
    grass();
    return sheet.image();
  }

  private double[] greys() {
    double[] grid = new double[SIZE * SIZE];
    for (int i = 0; i < grid.length; i++) {
      grid[i] = Vec.rgb(tones.image().getRGB(i % SIZE, i / SIZE)).x();
    }
    return grid;
  }

  private double tone(double[] grid, double x, double y) {
    int px = (int) x;
    int py = (int) y;
    if (px < 10 || py < 10 || px >= SIZE - 10 || py >= SIZE - 10) {
      return 1;
    }
    double leaves = px > 430 && py > 250 && py < 450 ? 0.5 * noise.fbm(x / 17, y / 17, 2) : 0;
    double field = py > 460 ? 0.22 * noise.fbm(x / 60, y / 12, 2) : 0;
    return grid[py * SIZE + px] + leaves + field + 0.10 * noise.fbm(x / 50, y / 50, 2);
  }

  /** Draws the outline where nothing is yet, and lays down the tone. */
  private void part(Shape shape, double tone) {
    Area seen = new Area(shape);
    seen.subtract(drawn);
    int grey = (int) Math.round(255 * tone);
    tones.fill(seen, grey << 16 | grey << 8 | grey);
    Area all = new Area(box(0, 0, SIZE, SIZE));
    all.subtract(drawn);
    sheet.within(all).line(pen.follow(shape), 1.9, INK).within(null);
    drawn.add(new Area(shape));
  }

  private void sails() {
    for (int i = 0; i < 4; i++) {
      double turn = 0.42 + i * Math.PI / 2;
      Shape spar = Sheet.placed(box(0, -4, 206, 8), 262, 208, 1, turn);
      Shape cloth = Sheet.placed(box(46, 4, 156, 38), 262, 208, 1, turn);
      for (int k = 0; k <= 8; k++) {
        sheet.line(
            pen.follow(
                Sheet.placed(polyline(46 + 19.5 * k, 4, 46 + 19.5 * k, 42), 262, 208, 1, turn)),
            1.2,
            INK);
      }
      for (double k : new double[] {17, 29}) {
        sheet.line(pen.follow(Sheet.placed(polyline(46, k, 202, k), 262, 208, 1, turn)), 1.2, INK);
      }
      part(spar, 0.2);
      part(cloth, i % 2 == 0 ? 0.78 : 0.92);
    }
  }

  private void mill() {
    part(Sheet.disc(262, 208, 11), 0.1);
    part(blob(206, 206, 218, 168, 262, 146, 306, 168, 320, 206, 262, 212), 0.34);
    part(box(248, 258, 26, 36), 0.08);
    part(box(230, 350, 24, 34), 0.08);
    part(blob(258, 500, 258, 434, 280, 418, 302, 434, 302, 500), 0.05);
    part(polygon(270, 206, 316, 206, 356, 500, 306, 500), 0.40);
    part(polygon(212, 206, 272, 206, 308, 500, 176, 500), 0.88);
    for (int i = 0; i < 60; i++) {
      double y = 224 + 270 * noise.cell(i, 1);
      double half = 46 + (y - 206) * 0.145;
      double x = 262 - half + 1.75 * half * noise.cell(i, 2);
      sheet.line(pen.follow(polyline(x, y, x + 12, y, x + 12, y + 6)), 0.9, INK);
    }
  }

  private void fence() {
    for (int i = 0; i < 6; i++) {
      double x = 30 + 26 * i;
      part(box(x, 484 + 3 * (i % 2), 8, 62), 0.5);
    }
    part(polygon(14, 500, 190, 496, 190, 504, 14, 508), 0.7);
    part(polygon(14, 524, 190, 520, 190, 528, 14, 532), 0.7);
  }

  private void clouds() {
    Area sky = new Area(box(0, 0, SIZE, SIZE));
    sky.subtract(drawn);
    tones.fill(sky, 0xd0d0d0);
    part(
        blob(380, 150, 396, 104, 450, 92, 500, 66, 560, 96, 610, 104, 630, 150, 560, 168, 450, 166),
        1);
    part(blob(26, 130, 40, 90, 84, 84, 120, 58, 160, 86, 176, 130, 120, 146, 60, 144), 1);
    for (double[] bird : new double[][] {{410, 230}, {446, 214}, {380, 204}}) {
      sheet.line(
          curve(
              bird[0] - 12,
              bird[1] - 5,
              bird[0] - 4,
              bird[1] - 8,
              bird[0],
              bird[1],
              bird[0] + 5,
              bird[1] - 8,
              bird[0] + 13,
              bird[1] - 4),
          1.6,
          INK);
    }
  }

  private void grass() {
    for (int i = 0; i < 420; i++) {
      double x = 14 + 612 * noise.cell(i, 11);
      double y = 500 + 124 * Math.sqrt(noise.cell(i, 12));
      double tall = 8 + 16 * (y - 480) / 150;
      double lean = 8 * noise.at(x / 80, 3) + 5 * (noise.cell(i, 13) - 0.5);
      sheet.line(curve(x, y, x + lean * 0.3, y - tall * 0.6, x + lean, y - tall), 1.3, INK);
    }
  }
}

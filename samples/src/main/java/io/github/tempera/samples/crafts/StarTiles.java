package io.github.tempera.samples.crafts;

import io.github.tempera.samples.drawing.Canvas;
import io.github.tempera.samples.drawing.Noise;
import io.github.tempera.samples.drawing.Sheet;
import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.image.BufferedImage;

/** Glazed tiles: stars of eight points, crosses and rosettes, parted by white bands. */
public final class StarTiles {
  private static final int SIZE = 640;
  private static final double CELL = 160;
  private static final int WHITE = 0xf3efe2;
  private static final int BLUE = 0x16458f;
  private static final int GREEN = 0x1d7a5a;
  private static final int OCHRE = 0xdb9a2c;
  private static final int BLACK = 0x1a1a20;
  private static final int SKY = 0x58a9c8;
  private final Noise noise = new Noise(12);
  private final Sheet sheet = new Sheet(SIZE, SIZE, BLUE);

  private StarTiles() {}

  /** The picture. */
  public static BufferedImage paint() {
    return new StarTiles().lay();
  }

  private BufferedImage lay() {
    for (int row = 0; row <= 4; row++) {
      for (int column = 0; column <= 4; column++) {
        boolean even = (row + column) % 2 == 0;
        star(column * CELL, row * CELL, even ? OCHRE : GREEN, even ? BLACK : WHITE);
        rosette(column * CELL + CELL / 2, row * CELL + CELL / 2, even ? SKY : GREEN);
      }
    }
    return Canvas.of(sheet.image())
        .glaze(
            (x, y, c) -> {
              double glaze =
                  0.10 * noise.fbm(x / 22, y / 22, 3) + 0.09 * noise.fbm(x / 150, y / 150, 2);
              return c.mul(1 + glaze).add(0.02 * glaze, 0.02 * glaze, 0.03 * glaze);
            })
        .toImage();
  }

  private void tile(Shape shape, int colour) {
    sheet.ink(shape, colour, 5, WHITE);
  }

  /** Two squares over each other, and what lies within. */
  private void star(double x, double y, int colour, int heart) {
    tile(eight(x, y, 76), BLACK);
    for (int i = 0; i < 8; i++) {
      double a = Math.PI * i / 4;
      tile(Sheet.placed(Sheet.polygon(34, -12, 62, 0, 34, 12, 20, 0), x, y, 1, a), colour);
    }
    tile(eight(x, y, 33), heart);
    tile(eight(x, y, 17), OCHRE);
  }

  private static Shape eight(double x, double y, double outer) {
    double half = outer / Math.sqrt(2);
    Area star = new Area(Sheet.box(x - half, y - half, 2 * half, 2 * half));
    star.add(
        new Area(Sheet.placed(Sheet.box(-half, -half, 2 * half, 2 * half), x, y, 1, Math.PI / 4)));
    return star;
  }

  /** Between four stars: a ring of kites around a flower. */
  private void rosette(double x, double y, int colour) {
    for (int i = 0; i < 8; i++) {
      double a = Math.PI * i / 4 + Math.PI / 8;
      tile(
          Sheet.placed(Sheet.polygon(20, 0, 38, -13, 58, 0, 38, 13), x, y, 1, a),
          i % 2 == 0 ? colour : WHITE);
      tile(Sheet.placed(Sheet.polygon(58, 0, 38, 13, 46, 28, 62, 12), x, y, 1, a), BLUE);
    }
    tile(Sheet.star(x, y, 8, 25, 15, 0), OCHRE);
    tile(Sheet.disc(x, y, 9), BLACK);
  }
}

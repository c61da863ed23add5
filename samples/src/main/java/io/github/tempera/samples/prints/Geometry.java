package io.github.tempera.samples.prints;

import static io.github.tempera.samples.drawing.Sheet.box;
import static io.github.tempera.samples.drawing.Sheet.disc;
import static io.github.tempera.samples.drawing.Sheet.polygon;

import io.github.tempera.samples.drawing.Maths;
import io.github.tempera.samples.drawing.Sheet;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/** Tiles of circles, quarters, stripes and triangles in primary colours on cream. */
public final class Geometry {
  private static final int SIZE = 640;
  private static final int TILE = 128;
  private static final int[] INKS = {0xd7372c, 0x1f4e9e, 0xf2b632, 0x1a1a1a, 0xf1e8d6, 0xe9875f};
  private final Sheet sheet = new Sheet(SIZE, SIZE, 0xf1e8d6);
  private final SplittableRandom random = new SplittableRandom(1927);

  private Geometry() {}

  /** The picture. */
  public static BufferedImage paint() {
    return new Geometry().print();
  }

  private BufferedImage print() {
    for (int row = 0; row < SIZE / TILE; row++) {
      for (int column = 0; column < SIZE / TILE; column++) {
        tile(column * TILE, row * TILE, (row * 3 + column * 2 + random.nextInt(2)) % 6);
      }
    }
    sheet.within(null);
    return sheet.image();
  }

  private void tile(double x, double y, int kind) {
    int ground = Maths.pick(random, INKS);
    int ink = other(ground);
    int third = other(ink);
    sheet.within(box(x, y, TILE, TILE));
    sheet.fill(box(x, y, TILE, TILE), ground);
    double cornerX = x + TILE * random.nextInt(2);
    double cornerY = y + TILE * random.nextInt(2);
    switch (kind) {
      case 0 ->
          sheet
              .fill(disc(cornerX, cornerY, TILE), ink)
              .fill(disc(cornerX, cornerY, 72), third)
              .fill(disc(cornerX, cornerY, 32), ground);
      case 1 ->
          sheet
              .fill(disc(x + 64, y + 64, 52), ink)
              .fill(box(x + 64, y, 64, TILE), third)
              .fill(disc(x + 64, y + 64, 20), ground);
      case 2 -> {
        for (int i = 0; i < 4; i++) {
          sheet.fill(box(x, y + 32 * i, TILE, 16), ink);
        }
        sheet.fill(disc(x + 64, y + 64, 36), third);
      }
      case 3 ->
          sheet
              .fill(polygon(x, y + TILE, cornerX, y, x + TILE, y + TILE), ink)
              .fill(disc(x + 64, y + 98, 22), third);
      case 4 -> sheet.fill(disc(x, y + 64, 64), ink).fill(disc(x + TILE, y + 64, 64), third);
      default -> {
        for (int i = 0; i < 16; i++) {
          if ((i + i / 4) % 2 == 0) {
            sheet.fill(box(x + 32 * (i % 4), y + 32.0 * Math.floorDiv(i, 4), 32, 32), ink);
          }
        }
      }
    }
  }

  private int other(int colour) {
    int ink = colour;
    while (ink == colour) {
      ink = Maths.pick(random, INKS);
    }
    return ink;
  }
}

package io.github.tempera.samples.crafts;

import static io.github.tempera.samples.drawing.Sheet.box;
import static io.github.tempera.samples.drawing.Sheet.disc;
import static io.github.tempera.samples.drawing.Sheet.polygon;

import io.github.tempera.samples.drawing.Canvas;
import io.github.tempera.samples.drawing.Maths;
import io.github.tempera.samples.drawing.Noise;
import io.github.tempera.samples.drawing.Sheet;
import java.awt.Shape;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/** Patchwork: stars of printed cottons, stitched and padded. */
public final class Quilt {
  private static final int SIZE = 640;
  private static final double BLOCK = 160;
  private static final int[][] PRINTS = {
    {0xd9534f, 0xf6d9d0},
    {0x35668f, 0xdde8f2},
    {0xe7b24a, 0xfdf3d8},
    {0x5b8c5a, 0xe3f0dc},
    {0x8a5a8c, 0xf0dff0},
    {0xe98a6b, 0xffffff},
    {0x2f3f5c, 0xd0a94a}
  };
  private final Noise noise = new Noise(1860);
  private final SplittableRandom random = new SplittableRandom(1861);
  private final Sheet sheet = new Sheet(SIZE, SIZE, 0xf4ecdc);

  private Quilt() {}

  /** The picture. */
  public static BufferedImage paint() {
    return new Quilt().sew();
  }

  private BufferedImage sew() {
    for (int i = 0; i < 16; i++) {
      block(
          BLOCK * (i % 4),
          BLOCK * Math.floorDiv(i, 4),
          random.nextInt(7),
          random.nextInt(7),
          random.nextInt(7));
    }
    Canvas cloth = Canvas.of(sheet.image());
    return new Canvas(SIZE, SIZE)
        .fill(
            (x, y) -> {
              double u = Maths.fract(x / 40) - 0.5;
              double v = Maths.fract(y / 40) - 0.5;
              double pad = 1.06 - 0.9 * Math.pow(2 * Math.max(Math.abs(u), Math.abs(v)), 6) * 0.28;
              double slope = 0.10 * (-u - v) * (1 - 2 * Math.abs(u * v));
              double weave = 1 + 0.05 * Math.sin(x * 2.6) * Math.sin(y * 2.6);
              double wrinkle = 0.09 * noise.fbm(x / 14, y / 14, 3);
              return cloth.get((int) x, (int) y).mul((pad + slope + wrinkle) * weave);
            })
        .toImage();
  }

  private void block(double x, double y, int star, int heart, int corner) {
    int points = star;
    int middle = heart == star ? (heart + 1) % 7 : heart;
    int ground = corner == star ? (corner + 2) % 7 : corner;
    patch(box(x, y, BLOCK, BLOCK), ground, true);
    for (int i = 0; i < 4; i++) {
      for (double[] corners :
          new double[][] {{-40, -80, 0, -40, -40, -40}, {40, -80, 40, -40, 0, -40}}) {
        patch(Sheet.placed(polygon(corners), x + 80, y + 80, 1, i * Math.PI / 2), points, false);
      }
      patch(Sheet.placed(box(-80, -80, 40, 40), x + 80, y + 80, 1, i * Math.PI / 2), middle, true);
    }
    patch(box(x + 40, y + 40, 80, 80), middle, false);
    patch(polygon(x + 80, y + 40, x + 120, y + 80, x + 80, y + 120, x + 40, y + 80), points, true);
    sheet.dashes(box(x + 5, y + 5, BLOCK - 10, BLOCK - 10), 1.6, 5, 0xffffff);
    sheet.dashes(
        polygon(x + 80, y + 48, x + 112, y + 80, x + 80, y + 112, x + 48, y + 80),
        1.6,
        5,
        0xffffff);
  }

  /** Printed cotton: the print is light on dark or the other way round. */
  private void patch(Shape shape, int print, boolean light) {
    int ground = PRINTS[print][light ? 1 : 0];
    int ink = PRINTS[print][light ? 0 : 1];
    sheet.fill(shape, ground).within(shape);
    double left = shape.getBounds2D().getX() - 10;
    double top = shape.getBounds2D().getY() - 10;
    for (int row = 0; row < 18; row++) {
      for (int column = 0; column < 18; column++) {
        double x = left + column * 11 + row % 2 * 5.5;
        double y = top + row * 11;
        switch (print % 4) {
          case 0 -> sheet.fill(disc(x, y, 2.2), ink);
          case 1 -> sheet.fill(box(x, y, 3.2, 12), ink);
          case 2 -> sheet.fill(Sheet.star(x, y, 5, 4, 1.6, 0), ink);
          default -> sheet.line(Sheet.curve(x - 3, y, x, y - 3, x + 3, y), 1.3, ink);
        }
      }
    }
    sheet.within(null).line(shape, 1.2, 0x4a3f35);
  }
}

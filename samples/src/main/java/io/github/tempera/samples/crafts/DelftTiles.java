package io.github.tempera.samples.crafts;

import static io.github.tempera.samples.drawing.Sheet.blob;
import static io.github.tempera.samples.drawing.Sheet.box;
import static io.github.tempera.samples.drawing.Sheet.curve;
import static io.github.tempera.samples.drawing.Sheet.disc;
import static io.github.tempera.samples.drawing.Sheet.polygon;
import static io.github.tempera.samples.drawing.Sheet.polyline;

import io.github.tempera.samples.drawing.Canvas;
import io.github.tempera.samples.drawing.Maths;
import io.github.tempera.samples.drawing.Noise;
import io.github.tempera.samples.drawing.Sheet;
import io.github.tempera.samples.drawing.Vec;
import java.awt.Shape;
import java.awt.image.BufferedImage;

/** Nine tiles in cobalt on tin glaze: ships, tulips, a mill, fish, with corners that meet. */
public final class DelftTiles {
  private static final int SIZE = 640;
  private static final double TILE = SIZE / 3.0;
  private static final int DEEP = 0x1b3a8c;
  private static final int WASH = 0x7f9fd6;
  private static final int PALE = 0xb9cbe9;
  private final Noise noise = new Noise(1650);
  private final Sheet sheet = new Sheet(SIZE, SIZE, 0xffffff);
  private double left;
  private double top;

  private DelftTiles() {}

  /** The picture. */
  public static BufferedImage paint() {
    return new DelftTiles().fire();
  }

  private BufferedImage fire() {
    for (int i = 0; i < 9; i++) {
      left = TILE * (i % 3);
      top = TILE * Math.floorDiv(i, 3);
      corners();
      switch (i) {
        case 0, 5 -> ship();
        case 1, 3, 8 -> tulip();
        case 2, 7 -> fish();
        default -> mill();
      }
    }
    Canvas drawn = Canvas.of(sheet.image());
    return new Canvas(SIZE, SIZE)
        .fill(
            (x, y) -> {
              Vec c =
                  drawn.sample(
                      x + 1.2 * noise.at(x / 7, y / 7), y + 1.2 * noise.at(x / 7 + 70, y / 7));
              double pooled = 1 + 0.45 * noise.fbm(x / 11, y / 11, 3);
              Vec tin = Vec.rgb(0xeef0ee).mul(1 + 0.03 * noise.fbm(x / 50, y / 50, 3));
              Vec blue = Vec.ONE.sub(Vec.ONE.sub(c).mul(Maths.clamp(pooled, 0.45, 1.35)));
              double u = Math.min(Maths.fract(x / TILE), 1 - Maths.fract(x / TILE)) * TILE;
              double v = Math.min(Maths.fract(y / TILE), 1 - Maths.fract(y / TILE)) * TILE;
              double joint = Maths.smooth(0.8, 2.4, Math.min(u, v));
              return tin.mul(blue.clamp()).mul(0.62 + 0.38 * joint);
            })
        .toImage();
  }

  private void wash(int colour, Shape shape) {
    sheet.fill(placed(shape), colour);
  }

  private void line(double width, Shape shape) {
    sheet.line(placed(shape), width, DEEP);
  }

  private Shape placed(Shape shape) {
    return Sheet.placed(shape, left, top, TILE / 200, 0);
  }

  /** An ox head in each corner, which with its neighbours makes a flower. */
  private void corners() {
    for (int i = 0; i < 4; i++) {
      Shape[] parts = {
        blob(4, 4, 30, 6, 34, 22, 22, 34, 6, 30),
        blob(34, 22, 48, 12, 60, 8, 52, 24),
        blob(22, 34, 12, 48, 8, 60, 24, 52)
      };
      for (Shape part : parts) {
        Shape turned =
            Sheet.placed(Sheet.placed(part, -100, -100, 1, 0), 100, 100, 1, i * Math.PI / 2);
        wash(part == parts[0] ? WASH : DEEP, turned);
        line(1.8, turned);
      }
    }
  }

  private void ship() {
    for (int i = 0; i < 3; i++) {
      line(
          2.2,
          curve(
              34 + 10 * i,
              146 + 9 * i,
              70,
              140 + 9 * i,
              100,
              147 + 9 * i,
              134,
              140 + 9 * i,
              168 - 10 * i,
              147 + 9 * i));
    }
    Shape hull = polygon(48, 118, 62, 142, 136, 142, 156, 112, 132, 122, 70, 124);
    wash(WASH, hull);
    line(2.4, hull);
    line(2.4, polyline(88, 122, 88, 40));
    line(2.4, polyline(120, 122, 120, 52));
    Shape main = blob(60, 62, 88, 48, 114, 62, 108, 106, 66, 108);
    Shape fore = blob(112, 68, 140, 64, 146, 108, 116, 110);
    for (Shape sail : new Shape[] {main, fore}) {
      wash(PALE, sail);
      line(2.2, sail);
    }
    line(1.5, curve(70, 70, 76, 88, 72, 104));
    wash(DEEP, polygon(88, 40, 112, 34, 104, 42, 112, 50, 88, 48));
    line(1.8, polyline(156, 112, 174, 96));
    for (double x : new double[] {150, 40}) {
      line(1.8, curve(x, 44, x + 6, 40, x + 10, 46, x + 15, 40, x + 22, 44));
    }
  }

  private void tulip() {
    line(3, curve(100, 164, 96, 130, 100, 96));
    for (boolean mirror : new boolean[] {false, true}) {
      Shape leaf = blob(99, 160, 70, 146, 50, 104, 62, 108, 86, 132);
      Shape petal = blob(100, 98, 72, 92, 62, 54, 78, 34, 94, 62);
      for (Shape part : new Shape[] {leaf, petal}) {
        Shape side = mirror ? Sheet.mirrored(part, 100) : part;
        wash(part == leaf ? WASH : PALE, side);
        line(2.2, side);
      }
      Shape vein = curve(74, 50, 78, 72, 90, 90);
      line(1.4, mirror ? Sheet.mirrored(vein, 100) : vein);
    }
    Shape middle = blob(100, 98, 84, 70, 100, 28, 116, 70);
    wash(WASH, middle);
    line(2.2, middle);
    line(1.4, polyline(100, 44, 100, 86));
    line(2.2, curve(60, 168, 80, 162, 100, 166, 124, 162, 142, 168));
  }

  private void fish() {
    Shape body = blob(36, 104, 70, 72, 116, 74, 142, 100, 116, 128, 70, 132);
    Shape tail = blob(138, 100, 168, 74, 162, 100, 170, 128);
    wash(PALE, body);
    wash(WASH, tail);
    wash(WASH, blob(78, 74, 100, 52, 120, 62, 112, 78));
    line(2.4, body);
    line(2.2, tail);
    line(2, blob(78, 74, 100, 52, 120, 62, 112, 78));
    for (int row = 0; row < 3; row++) {
      for (int i = 0; i < 4; i++) {
        double x = 80 + 14 * i + 7 * (row % 2);
        double y = 90 + 13 * row;
        line(1.6, curve(x, y - 6, x + 6, y, x, y + 6));
      }
    }
    line(2, curve(66, 84, 72, 102, 66, 122));
    wash(DEEP, disc(54, 98, 4));
    for (int i = 0; i < 3; i++) {
      line(1.6, disc(30 - 4 * i, 80 - 16 * i, 3 + i));
      line(2, curve(50, 150 + 7 * i, 80, 145 + 7 * i, 110, 151 + 7 * i, 150, 145 + 7 * i));
    }
  }

  private void mill() {
    line(2.2, curve(30, 160, 70, 152, 110, 156, 170, 150));
    Shape tower = polygon(84, 154, 90, 84, 112, 84, 118, 154);
    Shape cap = blob(86, 84, 92, 68, 101, 64, 110, 68, 116, 84);
    wash(PALE, tower);
    wash(DEEP, cap);
    wash(WASH, polygon(104, 84, 112, 84, 118, 154, 106, 154));
    line(2.2, tower);
    wash(DEEP, box(95, 134, 12, 20));
    wash(DEEP, box(97, 100, 8, 9));
    for (int i = 0; i < 4; i++) {
      double turn = 0.6 + i * Math.PI / 2;
      line(2.2, Sheet.placed(polyline(0, 0, 60, 0), 101, 76, 1, turn));
      line(1.6, Sheet.placed(box(16, 0, 43, 13), 101, 76, 1, turn));
      for (int k = 1; k < 5; k++) {
        line(1.1, Sheet.placed(polyline(16 + 9 * k, 0, 16 + 9 * k, 13), 101, 76, 1, turn));
      }
    }
    Shape house = polygon(38, 154, 38, 132, 54, 116, 70, 132, 70, 154);
    wash(WASH, house);
    line(2.2, house);
    wash(WASH, blob(132, 152, 136, 126, 150, 118, 164, 130, 162, 150));
    line(1.8, blob(132, 152, 136, 126, 150, 118, 164, 130, 162, 150));
  }
}

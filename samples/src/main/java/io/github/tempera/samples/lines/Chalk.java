package io.github.tempera.samples.lines;

import static io.github.tempera.samples.drawing.Sheet.blob;
import static io.github.tempera.samples.drawing.Sheet.curve;
import static io.github.tempera.samples.drawing.Sheet.disc;
import static io.github.tempera.samples.drawing.Sheet.oval;
import static io.github.tempera.samples.drawing.Sheet.polyline;

import io.github.tempera.samples.drawing.Canvas;
import io.github.tempera.samples.drawing.Maths;
import io.github.tempera.samples.drawing.Noise;
import io.github.tempera.samples.drawing.Sheet;
import io.github.tempera.samples.drawing.Vec;
import java.awt.Shape;
import java.awt.image.BufferedImage;

/** Flowers in a vase, in coloured chalks on a blackboard that was wiped before. */
public final class Chalk {
  private static final int SIZE = 640;
  private static final int WHITE = 0xf4f2ea;
  private static final int PINK = 0xf08aa6;
  private static final int YELLOW = 0xf6d365;
  private static final int BLUE = 0x86b9ea;
  private static final int GREEN = 0x93d19a;
  private static final int ORANGE = 0xf2a065;
  private final Noise noise = new Noise(7);
  private final Pen pen = new Pen(8, 2);
  private final Sheet lines = new Sheet(SIZE, SIZE, 0);
  private final Sheet rubbed = new Sheet(SIZE, SIZE, 0);

  private Chalk() {}

  /** The picture. */
  public static BufferedImage paint() {
    return new Chalk().draw();
  }

  private BufferedImage draw() {
    stems();
    vase();
    flower(320, 190, 74, 9, PINK, YELLOW);
    flower(180, 262, 58, 7, BLUE, WHITE);
    flower(468, 250, 62, 8, ORANGE, YELLOW);
    flower(250, 110, 46, 6, YELLOW, ORANGE);
    flower(420, 120, 50, 7, WHITE, YELLOW);
    flower(112, 150, 36, 6, PINK, WHITE);
    flower(540, 140, 36, 6, BLUE, YELLOW);
    Canvas soft = Canvas.of(rubbed.image()).blurred(3);
    Canvas hard = Canvas.of(lines.image());
    return new Canvas(SIZE, SIZE)
        .fill(
            (x, y) -> {
              double wiped = noise.fbm((x + 0.6 * y) / 150, (y - 0.6 * x) / 40, 4);
              Vec board =
                  Vec.rgb(0x1d2422).add(Vec.grey(0.07 * wiped + 0.02 * noise.at(x / 2, y / 2)));
              double tooth = noise.at(x / 1.6, y / 1.6) + 0.5 * noise.at(x / 3.5, y / 3.5);
              double streak = noise.at((x + y) / 2.2, (x - y) / 40);
              Vec rub =
                  soft.get((int) x, (int) y)
                      .mul(1.5 * Maths.smooth(-0.6, 0.6, 0.7 * tooth + 0.8 * streak));
              Vec line = hard.get((int) x, (int) y);
              double catches = Maths.smooth(-0.45, 0.15, tooth);
              return board
                  .mix(rub.add(board), 0.9)
                  .mix(line, Math.min(1, line.luma() * 3) * catches);
            })
        .toImage();
  }

  private void line(double width, int colour, Shape shape) {
    lines.line(pen.follow(shape), width, colour);
  }

  private void stems() {
    double[][] stems = {
      {320, 440, 316, 350, 320, 250},
      {306, 440, 260, 360, 190, 310},
      {336, 440, 390, 350, 456, 300},
      {312, 440, 280, 300, 254, 150},
      {330, 440, 376, 300, 414, 160},
      {300, 440, 190, 330, 120, 180},
      {342, 440, 470, 340, 534, 170}
    };
    for (double[] stem : stems) {
      line(5, GREEN, curve(stem));
    }
    double[][] leaves = {
      {236, 330, -2.3},
      {404, 336, -0.8},
      {290, 370, -2.0},
      {362, 380, -1.0},
      {210, 380, -2.8},
      {446, 372, -0.3}
    };
    for (double[] leaf : leaves) {
      Shape blade =
          Sheet.placed(blob(0, 0, 34, -16, 78, 0, 34, 16), leaf[0], leaf[1], 0.9, leaf[2]);
      rubbed.fill(blade, 0x4f8a58);
      line(4, GREEN, blade);
      line(3, GREEN, Sheet.placed(polyline(0, 0, 66, 0), leaf[0], leaf[1], 0.9, leaf[2]));
    }
  }

  private void flower(double x, double y, double size, int petals, int colour, int heart) {
    for (int i = 0; i < petals; i++) {
      double turn = 2 * Math.PI * i / petals + 0.3;
      Shape petal =
          Sheet.placed(blob(14, 0, 40, -24, 86, -20, 98, 0, 86, 20, 40, 24), x, y, size / 98, turn);
      rubbed.fill(petal, dim(colour));
      line(4.5, colour, petal);
      line(2.5, WHITE, Sheet.placed(polyline(34, 0, 74, 0), x, y, size / 98, turn));
    }
    rubbed.fill(disc(x, y, size * 0.24), heart);
    line(4.5, heart, disc(x, y, size * 0.24));
    for (int i = 0; i < 7; i++) {
      line(
          3.5, ORANGE, disc(x + size * 0.14 * Math.cos(i), y + size * 0.14 * Math.sin(i * 2.1), 1));
    }
  }

  private static int dim(int colour) {
    return (colour >> 1 & 0x7f7f7f) + (colour >> 2 & 0x3f3f3f);
  }

  private void vase() {
    Shape body =
        blob(
            262, 440, 244, 492, 222, 540, 246, 594, 322, 606, 398, 594, 422, 540, 400, 492, 382,
            440, 322, 450);
    rubbed.fill(body, 0x3f6ea8);
    lines.fill(body, 0);
    line(6, WHITE, body);
    line(5, WHITE, oval(322, 440, 62, 13));
    line(4, BLUE, curve(236, 512, 280, 526, 322, 530, 364, 526, 408, 512));
    line(4, BLUE, curve(232, 562, 280, 578, 322, 582, 364, 578, 412, 562));
    for (int i = 0; i < 7; i++) {
      double at = 246 + 25 * i;
      line(4, YELLOW, polyline(at, 542, at + 12, 560, at + 24, 542));
    }
    line(5, WHITE, curve(30, 596, 140, 604, 232, 600));
    line(5, WHITE, curve(410, 602, 500, 606, 612, 596));
    line(3, WHITE, curve(60, 618, 300, 626, 560, 616));
  }
}

package io.github.tempera.samples.prints;

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

/** Glass tubes at night on a brick wall: a glass, a palm, the moon and an arrow. */
public final class Neon {
  private static final int SIZE = 640;
  private final Noise noise = new Noise(88);
  private final Sheet tubes = new Sheet(SIZE, SIZE, 0x000000);
  private final Sheet cores = new Sheet(SIZE, SIZE, 0x000000);

  private Neon() {}

  /** The picture. */
  public static BufferedImage paint() {
    return new Neon().shine();
  }

  private BufferedImage shine() {
    signs();
    Canvas tube = Canvas.of(tubes.image());
    Canvas core = Canvas.of(cores.image());
    Canvas near = tube.blurred(7);
    Canvas far = near.blurred(20);
    return new Canvas(SIZE, SIZE)
        .fill(
            (x, y) -> {
              int px = (int) x;
              int py = (int) y;
              Vec light = new Vec(0.10, 0.07, 0.16).add(far.get(px, py).mul(2.2));
              Vec wall = brick(x, y).mul(light);
              return wall.add(near.get(px, py).mul(0.9))
                  .add(tube.get(px, py).mul(0.75))
                  .add(core.get(px, py).mul(0.8));
            })
        .toImage();
  }

  private Vec brick(double x, double y) {
    double row = Math.floor(y / 26);
    double shifted = x + 32 * (row % 2);
    double toEdge =
        Math.min(
            Math.min(Maths.fract(y / 26), 1 - Maths.fract(y / 26)) * 26,
            Math.min(Maths.fract(shifted / 64), 1 - Maths.fract(shifted / 64)) * 64);
    double own = noise.cell((int) Math.floor(shifted / 64), (int) row);
    double stone = 0.55 + 0.35 * own + 0.25 * noise.fbm(x / 6, y / 6, 3);
    return new Vec(0.85, 0.72, 0.78).mul(stone * (0.35 + 0.65 * Maths.smooth(1, 3.5, toEdge)));
  }

  private void tube(int colour, Shape shape) {
    tubes.line(shape, 8, colour);
    cores.line(shape, 3, 0xffffff);
  }

  private void signs() {
    int pink = 0xff2f9a;
    int cyan = 0x1fe0ff;
    int green = 0x3cff6a;
    int yellow = 0xffc629;
    int violet = 0x8a4bff;
    tube(
        violet,
        curve(64, 560, 50, 320, 64, 96, 120, 60, 320, 50, 520, 60, 576, 96, 590, 320, 576, 560));
    // The glass, its olive and its straw.
    tube(cyan, polygon(160, 210, 360, 210, 260, 330));
    tube(cyan, polyline(260, 330, 260, 470));
    tube(cyan, curve(196, 484, 260, 470, 324, 484));
    tube(pink, polyline(190, 246, 330, 246));
    tube(yellow, polyline(226, 300, 320, 140));
    tube(green, disc(322, 132, 20));
    tube(pink, disc(322, 132, 6));
    // The palm.
    tube(yellow, curve(470, 490, 452, 420, 456, 340, 478, 268));
    tube(yellow, curve(500, 490, 480, 420, 478, 340, 488, 276));
    double[][] fronds = {
      {478, 268, 440, 214, 376, 240},
      {478, 268, 450, 250, 400, 306},
      {480, 266, 470, 190, 430, 170},
      {484, 266, 520, 196, 560, 214},
      {486, 268, 530, 240, 566, 290},
      {484, 270, 510, 280, 530, 340}
    };
    for (double[] frond : fronds) {
      tube(green, curve(frond));
    }
    // The moon, waves and an arrow.
    tube(yellow, curve(470, 84, 432, 100, 424, 136, 452, 158, 440, 120, 470, 84));
    for (int i = 0; i < 2; i++) {
      double y = 520 + 26 * i;
      tube(
          i == 0 ? cyan : violet,
          curve(
              110, y, 150, y - 14, 190, y, 230, y + 14, 270, y, 310, y - 14, 350, y, 390, y + 14,
              430, y, 470, y - 14, 510, y));
    }
    tube(pink, polyline(96, 330, 96, 430, 150, 430));
    tube(pink, polyline(134, 412, 152, 430, 134, 448));
  }
}

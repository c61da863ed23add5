package io.github.tempera.samples.render;

import io.github.tempera.samples.drawing.Canvas;
import io.github.tempera.samples.drawing.Maths;
import io.github.tempera.samples.drawing.Noise;
import io.github.tempera.samples.drawing.Vec;
import java.awt.image.BufferedImage;

/** Turns rendered linear light into a photograph: glow, filmic curve, vignette and grain. */
public final class Darkroom {
  private Darkroom() {}

  /** Develops and prints; {@code glow} is how far bright places bleed into dark ones. */
  public static BufferedImage develop(Canvas light, double exposure, double glow, int seed) {
    int w = light.width();
    int h = light.height();
    Canvas bright = new Canvas(w, h);
    bright.fill(
        (x, y) -> {
          Vec c = light.get((int) x, (int) y).mul(exposure);
          double over = Math.max(0, c.luma() - 0.7);
          return c.mul(Math.min(3, over) / Math.max(1e-6, c.luma()));
        });
    Canvas near = bright.blurred(4);
    Canvas far = near.blurred(16);
    Noise grain = new Noise(seed);
    Canvas print = new Canvas(w, h);
    print.fill(
        (x, y) -> {
          int px = (int) x;
          int py = (int) y;
          Vec c = light.get(px, py).mul(exposure);
          c = c.add(near.get(px, py).mul(glow * 0.5)).add(far.get(px, py).mul(glow));
          double dx = 2 * x / w - 1;
          double dy = 2 * y / h - 1;
          c = c.mul(1 - 0.2 * (dx * dx + dy * dy));
          Vec shown = new Vec(curve(c.x()), curve(c.y()), curve(c.z()));
          // Two pixels wide on average: single-pixel grain only feeds the JPEG encoder.
          double g = 0.012 * (grain.at(x / 1.7, y / 1.7) + grain.cell(px, py) - 0.5);
          return shown.add(g, g, g);
        });
    return print.toImage();
  }

  /** A filmic shoulder: straight in the shadows, rolling off in the highlights. */
  private static double curve(double v) {
    double x = Math.max(0, v);
    double y = x * (2.51 * x + 0.03) / (x * (2.43 * x + 0.59) + 0.14);
    return Math.pow(Maths.clamp(y), 1 / 2.2);
  }
}

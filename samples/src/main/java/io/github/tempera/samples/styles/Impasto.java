package io.github.tempera.samples.styles;

import io.github.tempera.samples.drawing.Canvas;
import io.github.tempera.samples.drawing.Maths;
import io.github.tempera.samples.drawing.Noise;
import io.github.tempera.samples.drawing.Vec;

/**
 * Thick paint: bristly strokes that carry colour and height, lit from the upper left at the end.
 */
final class Impasto {
  private final Canvas colour;
  private final float[] height;

  /** Paint on a canvas, which is painted over. */
  Impasto(Canvas ground) {
    this.colour = ground;
    this.height = new float[ground.width() * ground.height()];
  }

  /** Which way the brush moves at a point, in radians. */
  @FunctionalInterface
  interface Flow {
    double angle(double x, double y);
  }

  /** One load of the brush: two colours that do not quite mix, and how it is laid down. */
  record Load(Vec colour, Vec streak, double radius, double length, int seed) {}

  /** A stroke through a point that follows the flow half its length both ways. */
  void stroke(double x, double y, Flow flow, Load load) {
    int half = 5;
    double step = load.length() / (2 * half);
    double[] xs = new double[2 * half + 1];
    double[] ys = new double[2 * half + 1];
    xs[half] = x;
    ys[half] = y;
    for (int i = 1; i <= half; i++) {
      double ahead = flow.angle(xs[half + i - 1], ys[half + i - 1]);
      xs[half + i] = xs[half + i - 1] + step * Math.cos(ahead);
      ys[half + i] = ys[half + i - 1] + step * Math.sin(ahead);
      double back = flow.angle(xs[half - i + 1], ys[half - i + 1]);
      xs[half - i] = xs[half - i + 1] - step * Math.cos(back);
      ys[half - i] = ys[half - i + 1] - step * Math.sin(back);
    }
    lay(xs, ys, step, load);
  }

  private void lay(double[] xs, double[] ys, double step, Load load) {
    double r = load.radius();
    double left = Double.MAX_VALUE;
    double right = -Double.MAX_VALUE;
    double top = Double.MAX_VALUE;
    double low = -Double.MAX_VALUE;
    for (int i = 0; i < xs.length; i++) {
      left = Math.min(left, xs[i] - r);
      right = Math.max(right, xs[i] + r);
      top = Math.min(top, ys[i] - r);
      low = Math.max(low, ys[i] + r);
    }
    int x1 = (int) Math.min(colour.width() - 1, right + 1);
    int y1 = (int) Math.min(colour.height() - 1, low + 1);
    for (int y = (int) Math.max(0, top - 1); y <= y1; y++) {
      for (int x = (int) Math.max(0, left - 1); x <= x1; x++) {
        dab(x, y, xs, ys, step, load);
      }
    }
  }

  /** One pixel of a stroke, from where it lies along and across the hairs. */
  private void dab(int x, int y, double[] xs, double[] ys, double step, Load load) {
    double best = Double.MAX_VALUE;
    double along = 0;
    double across = 0;
    for (int i = 0; i + 1 < xs.length; i++) {
      double dx = (xs[i + 1] - xs[i]) / step;
      double dy = (ys[i + 1] - ys[i]) / step;
      double px = x + 0.5 - xs[i];
      double py = y + 0.5 - ys[i];
      double s = Maths.clamp(px * dx + py * dy, 0, step);
      double d = Maths.length(px - s * dx, py - s * dy);
      if (d < best) {
        best = d;
        along = i * step + s;
        across = px * dy - py * dx;
      }
    }
    if (best > load.radius() + 1) {
      return;
    }
    Noise hair = new Noise(load.seed());
    double edge = best / load.radius();
    double end = Math.min(along, load.length() - along) / load.length();
    double bristle = hair.fbm(across * 0.5, along * 0.03, 2);
    // Hairs leave the canvas at different times, which frays both ends of the stroke.
    double cover = Maths.smooth(1.05, 0.8, edge + 0.35 * bristle);
    cover *= Maths.smooth(-0.06, 0.1, end + 0.12 * hair.at(across * 0.6, 40));
    if (cover <= 0.01) {
      return;
    }
    double mixing = Maths.clamp(0.35 + 0.9 * hair.at(across * 0.35, along * 0.02 + 9));
    Vec paint = load.colour().mix(load.streak(), mixing).mul(1 + 0.22 * bristle);
    colour.blend(x, y, paint, cover);
    int i = y * colour.width() + x;
    double ridge = 0.55 + 0.7 * bristle + 0.45 * Maths.smooth(0.45, 0.85, edge);
    height[i] += (float) (cover * (ridge * 2.2 + 0.35 * height[i] - height[i]));
  }

  /** The painting in raking light. */
  Canvas lit(double depth) {
    Canvas out = new Canvas(colour.width(), colour.height());
    return out.fill(
        (fx, fy) -> {
          int x = (int) fx;
          int y = (int) fy;
          double dx = level(x + 1, y) - level(x - 1, y);
          double dy = level(x, y + 1) - level(x, y - 1);
          Vec n = new Vec(-dx * depth, -dy * depth, 1).unit();
          double lambert = n.dot(new Vec(-0.48, -0.58, 0.66));
          double shine = Math.pow(Math.max(0, n.dot(new Vec(-0.26, -0.32, 0.91))), 40);
          Vec c = colour.get(x, y).mul(0.52 + 0.72 * lambert);
          return c.add(Vec.grey(0.10 * shine - 0.03));
        });
  }

  private double level(int x, int y) {
    int column = Math.max(0, Math.min(colour.width() - 1, x));
    int row = Math.max(0, Math.min(colour.height() - 1, y));
    return height[row * colour.width() + column];
  }
}

package io.github.tempera.samples.render;

import io.github.tempera.samples.drawing.Canvas;
import io.github.tempera.samples.drawing.Vec;

/** The parts of a rendering whose noisy ambience is smoothed along surfaces before it is used. */
final class Layers {
  private final Canvas albedo;
  private final Canvas ambience;
  private final Canvas normal;
  private final Canvas point;

  Layers(int width, int height) {
    albedo = new Canvas(width, height);
    ambience = new Canvas(width, height);
    normal = new Canvas(width, height);
    point = new Canvas(width, height);
  }

  /**
   * Keeps what belongs to a pixel.
   *
   * @param gathered the share of the samples that looked for ambience
   */
  void keep(int x, int y, Tracer.Shot shot, double gathered) {
    albedo.set(x, y, shot.albedo());
    ambience.set(x, y, shot.ambience().mul(1 / gathered));
    normal.set(x, y, shot.normal());
    point.set(x, y, shot.point());
  }

  /** The finished light with what the smoothed ambience adds to it. */
  Canvas composed(Canvas base) {
    Canvas soft = smoothed(smoothed(smoothed(ambience, 1), 2), 4);
    return base.glaze(
        (x, y, c) -> c.add(albedo.get((int) x, (int) y).mul(soft.get((int) x, (int) y))));
  }

  /** A five by five average that stops at edges of depth and direction. */
  private Canvas smoothed(Canvas source, int stride) {
    Canvas out = new Canvas(source.width(), source.height());
    return out.fill(
        (fx, fy) -> {
          int x = (int) fx;
          int y = (int) fy;
          Vec n = normal.get(x, y);
          if (n.dot(n) < 1e-6) {
            // The sky has no surface.
            return Vec.ZERO;
          }
          Vec p = point.get(x, y);
          double reach = 0.02 + 0.004 * p.length() * stride;
          Vec sum = Vec.ZERO;
          double weights = 0;
          for (int dy = -2; dy <= 2; dy++) {
            for (int dx = -2; dx <= 2; dx++) {
              int qx = x + dx * stride;
              int qy = y + dy * stride;
              double aside = Math.abs(n.dot(point.get(qx, qy).sub(p)));
              double along = Math.max(0, n.dot(normal.get(qx, qy)));
              double weight = Math.pow(along, 12) * Math.exp(-aside / reach) + 1e-9;
              sum = sum.add(source.get(qx, qy).mul(weight));
              weights += weight;
            }
          }
          return sum.mul(1 / weights);
        });
  }
}

package io.github.tempera.samples.styles;

import io.github.tempera.samples.drawing.Canvas;
import io.github.tempera.samples.drawing.Maths;
import io.github.tempera.samples.drawing.Noise;
import io.github.tempera.samples.drawing.Vec;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A leaded window: panes around seed points on petals and rays, streaked glass, light behind. */
public final class StainedGlass {
  private static final int SIZE = 512;
  private final Noise noise = new Noise(404);
  private final List<Pane> panes = new ArrayList<>();

  /** A piece of glass around its seed point; its streaks run along the tilt. */
  private record Pane(double x, double y, Vec tint, double tilt) {}

  /** The pane at a point, and how far the next one is. */
  private record Place(Pane pane, double border) {}

  private StainedGlass() {
    SplittableRandom random = new SplittableRandom(8);
    add(random, 256, 236, 0);
    int[] counts = {8, 14, 20, 24, 30, 34, 40};
    double radius = 44;
    for (int ring = 0; ring < counts.length; ring++) {
      for (int i = 0; i < counts[ring]; i++) {
        double turn = 2 * Math.PI * (i + 0.5 * (ring % 2)) / counts[ring];
        double r = radius * random.nextDouble(0.95, 1.05) + 9 * Math.cos(8 * turn);
        double a = turn + random.nextDouble(-0.05, 0.05);
        add(random, 256 + r * Math.cos(a), 236 + r * Math.sin(a), ring + 1);
      }
      radius += 38 + 3 * ring;
    }
  }

  private void add(SplittableRandom random, double x, double y, int ring) {
    // From the heart outwards, ring by ring.
    int[][] tints = {
      {0xffe27a, 0xffd24a},
      {0xe8a01c, 0xf4c130},
      {0xc4161f, 0xd8302a, 0xa30f2d},
      {0x1546b8, 0x0f2f96, 0x2a6fe0},
      {0x0f8a5a, 0x1aa67e, 0x7a1fa0},
      {0x1438a0, 0x2058cf, 0xd01f3c, 0x1b7fd0},
      {0x0d6b54, 0xe3901a, 0x16409f, 0x6a1b8c},
      {0x10286f, 0x9c1230, 0x0f5f6a, 0x1c3c9c}
    };
    Vec tint = Vec.rgb(Maths.pick(random, tints[ring]));
    panes.add(new Pane(x, y, tint.mul(random.nextDouble(0.85, 1.2)), random.nextDouble(Math.PI)));
  }

  /** The picture. */
  public static BufferedImage paint() {
    return new StainedGlass().window();
  }

  private BufferedImage window() {
    Canvas light = new Canvas(SIZE, SIZE).fill(this::glass);
    Canvas halo = light.blurred(7);
    Canvas out = new Canvas(SIZE, SIZE);
    out.fill(
        (x, y) -> {
          Vec lit = supersampled(x, y);
          // Bright panes bleed over their leads, as they do to the eye and to film.
          return lit.add(halo.get((int) x, (int) y).mul(0.24)).mul(0.97);
        });
    return out.toImage();
  }

  private Vec supersampled(double x, double y) {
    Vec sum = Vec.ZERO;
    for (int i = 0; i < 4; i++) {
      double sx = x - 0.25 + 0.5 * (i & 1);
      double sy = y - 0.25 + 0.5 * (i >> 1);
      Place place = place(sx, sy);
      double lead = 3.3 + 0.5 * noise.at(sx / 19, sy / 19);
      sum = sum.add(place.border() < lead ? came(sx, sy, place.border() / lead) : glass(sx, sy));
    }
    return sum.mul(0.25);
  }

  private Place place(double x, double y) {
    double wx = x + 5 * noise.fbm(x / 70, y / 70, 2);
    double wy = y + 5 * noise.fbm(x / 70 + 9, y / 70, 2);
    Pane first = panes.get(0);
    Pane second = first;
    double near = Double.MAX_VALUE;
    double next = Double.MAX_VALUE;
    for (Pane pane : panes) {
      double dx = pane.x() - wx;
      double dy = pane.y() - wy;
      double d = dx * dx + dy * dy;
      if (d < near) {
        next = near;
        second = first;
        near = d;
        first = pane;
      } else if (d < next) {
        next = d;
        second = pane;
      }
    }
    double gap = Maths.length(first.x() - second.x(), first.y() - second.y());
    return new Place(first, (next - near) / (2 * Math.max(1, gap)));
  }

  private Vec glass(double x, double y) {
    Place place = place(x, y);
    Pane pane = place.pane();
    double c = Math.cos(pane.tilt());
    double s = Math.sin(pane.tilt());
    double along = c * x + s * y;
    double across = c * y - s * x;
    double streak = noise.fbm(along / 60 + pane.x(), across / 7, 3);
    double swirl = noise.fbm(x / 16 + 2 * streak, y / 16, 3);
    double sun = 0.55 + 0.85 * Maths.bell(Maths.length(x - 225, y - 185), 250);
    double level = sun * (1 + 0.65 * streak + 0.35 * swirl);
    // Grime gathers along the leads and keeps the light in the middle of the pane.
    level *= 0.5 + 0.5 * Maths.smooth(2, 13, place.border() + 2 * swirl);
    Vec tint = pane.tint();
    Vec deep = tint.mul(tint).mul(1.15);
    Vec thin = tint.mix(Vec.ONE, 0.35);
    return deep.mix(tint, Maths.smooth(0.2, 0.9, level))
        .mix(thin, Maths.smooth(0.85, 1.7, level))
        .mul(0.35 + 0.75 * Math.min(1.4, level));
  }

  /** The lead between two panes, rounded and pitted. */
  private Vec came(double x, double y, double across) {
    double round = Math.sqrt(Math.max(0, 1 - across * across));
    double pits = 0.5 + 0.5 * noise.fbm(x / 3, y / 3, 2);
    double shine = Maths.smooth(0.75, 1.0, round) * (0.07 + 0.12 * pits);
    return new Vec(0.035, 0.035, 0.045).add(Vec.grey(shine));
  }
}

package io.github.tempera.samples.scenes;

import io.github.tempera.samples.drawing.Maths;
import io.github.tempera.samples.drawing.Noise;
import io.github.tempera.samples.drawing.Vec;
import io.github.tempera.samples.render.Bvh;
import io.github.tempera.samples.render.Material;
import io.github.tempera.samples.render.Mesh;
import io.github.tempera.samples.render.Surface;
import java.util.SplittableRandom;

/** Grows long wavy hair over a figure's scalp, strand by strand. */
final class Hair {
  private static final int STRANDS = 8500;
  private static final int SEGMENTS = 23;
  private static final double STEP = 0.105;
  private static final double PARTING = 0.16;
  private final Figure figure;
  private final Noise noise = new Noise(9);
  private final SplittableRandom random = new SplittableRandom(9);

  Hair(Figure figure) {
    this.figure = figure;
  }

  /** The strands as rods. */
  Bvh grow() {
    Mesh mesh = new Mesh();
    Vec middle = new Vec(0, 0.36, -0.16);
    int grown = 0;
    while (grown < STRANDS) {
      double u = random.nextDouble(-1, 1);
      double turn = random.nextDouble(2 * Math.PI);
      double r = Math.sqrt(1 - u * u);
      Vec way = new Vec(r * Math.cos(turn), u, r * Math.sin(turn));
      Vec root = middle.add(way.mul(new Vec(0.76, 0.86, 0.93)));
      if (hairy(root)) {
        strand(mesh, root, way);
        grown++;
      }
    }
    return mesh.build();
  }

  /** The hairline: back of the ears, over the temples, high over the forehead. */
  static boolean hairy(Vec p) {
    double line = p.z() > 0.1 ? 0.50 + 0.30 * (p.z() - 0.4) - 0.55 * p.x() * p.x() : -0.5;
    return p.y() > line && p.z() < 0.71 - 0.35 * Math.abs(p.x());
  }

  private void strand(Mesh mesh, Vec root, Vec out) {
    double side = root.x() > PARTING ? 1 : -1;
    double wave = 2.2 * noise.at(root.x() * 2.1, root.y() * 2.1, root.z() * 2.1);
    double lift = 0.03 + 0.13 * random.nextDouble() * random.nextDouble();
    double stray = random.nextInt(14) == 0 ? 2.2 : 1;
    Vec way = new Vec(side * 0.9, 0.12, -0.38).plus(out, 0.25).unit();
    Vec p = root;
    Material colour = tint(random.nextDouble());
    int length = SEGMENTS - 5 + random.nextInt(6);
    double hem = -1.42 - 0.3 * random.nextDouble();
    for (int i = 0; i < length && p.y() > hem; i++) {
      double s = i * STEP;
      double curl = 0.30 * stray * Maths.smooth(0.2, 1.6, s);
      double phase = 4.6 * s + 2.4 * wave;
      double sway = curl * Math.sin(phase);
      double wisp = 0.10 * stray * noise.at(root.x() * 9 + s, root.y() * 9, root.z() * 9 + s);
      Vec pull = new Vec(side * sway + wisp, -1, 0.8 * curl * Math.cos(phase) - 0.12 + wisp);
      way = way.mul(0.74).add(pull.mul(0.26 + 0.05 * i / SEGMENTS)).unit();
      Vec next = p.plus(way, STEP);
      next = pushed(next, lift * Maths.smooth(0, 0.35, s) + 0.015);
      mesh.rod(p, next, 0.0056 * (1 - 0.5 * i / SEGMENTS), colour);
      way = next.sub(p).unit();
      p = next;
    }
  }

  /** Moves a point out of the head and shoulders, so that hair drapes instead of piercing. */
  private Vec pushed(Vec p, double gap) {
    double d = Math.min(figure.scalp(p) - 0.05, figure.distance(p));
    if (d > gap) {
      return p;
    }
    double e = 0.02;
    Vec n =
        new Vec(crowding(p.add(e, 0, 0)), crowding(p.add(0, e, 0)), crowding(p.add(0, 0, e)))
            .sub(Vec.grey(crowding(p)))
            .unit();
    return p.plus(n, Math.min(0.12, gap - d));
  }

  /** Grows away from scalp and body alike; only its slope matters. */
  private double crowding(Vec p) {
    return figure.scalp(p) + figure.distance(p);
  }

  private static Material tint(double tone) {
    Vec colour = Vec.light(0x2a150b).mix(Vec.light(0x6e3c1e), tone * tone);
    return (p, n) -> Surface.matte(colour, n);
  }
}

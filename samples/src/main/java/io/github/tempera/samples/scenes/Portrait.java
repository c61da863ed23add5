package io.github.tempera.samples.scenes;

import io.github.tempera.samples.drawing.Canvas;
import io.github.tempera.samples.drawing.Maths;
import io.github.tempera.samples.drawing.Noise;
import io.github.tempera.samples.drawing.Vec;
import io.github.tempera.samples.render.Bvh;
import io.github.tempera.samples.render.Darkroom;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A person by a window: a sculpted head, strand-by-strand hair, a scarf and a dim room behind. */
public final class Portrait {
  private static final int WIDTH = 512;
  private static final int HEIGHT = 640;
  private static final Vec KEY = new Vec(-5.5, 3.6, 6.0);
  private static final Vec KEY_LIGHT = new Vec(3.1, 2.75, 2.35);
  private static final Vec RIM = new Vec(5.5, 2.4, -3.2).unit();
  private static final Vec RIM_LIGHT = new Vec(0.75, 0.95, 1.35);

  /** How far the figure looks past the camera. */
  private static final double YAW = -0.40;

  /** Rays that come so far have passed the figure. */
  private static final double FAR = 13;

  private final Figure figure = new Figure();
  private final Bvh hair = new Hair(figure).grow();
  private final Noise noise = new Noise(88);
  private final Vec eye = turned(new Vec(0.25, -0.35, 9.2));
  private final List<Disc> discs = new ArrayList<>();

  /** A distant lamp, out of focus. */
  private record Disc(double x, double y, double radius, double hue, double brightness) {}

  private Portrait() {
    SplittableRandom random = new SplittableRandom(31);
    for (int i = 0; i < 46; i++) {
      discs.add(
          new Disc(
              random.nextDouble(),
              random.nextDouble(0.02, 0.8),
              random.nextDouble(0.02, 0.065),
              random.nextDouble(),
              random.nextDouble(0.25, 1)));
    }
  }

  /** The photograph. */
  public static BufferedImage paint() {
    Portrait portrait = new Portrait();
    Canvas light = new Canvas(WIDTH, HEIGHT).fill(portrait::pixel);
    return Darkroom.develop(light, 0.80, 0.06, 12);
  }

  /** From the studio, where the camera stands still, to the figure's own axes. */
  private Vec turned(Vec p) {
    double c = Math.cos(YAW);
    double s = Math.sin(YAW);
    return new Vec(c * p.x() - s * p.z(), p.y(), s * p.x() + c * p.z());
  }

  private Vec pixel(double x, double y) {
    SplittableRandom random = new SplittableRandom(Maths.pixelSeed(x, y));
    Vec sum = Vec.ZERO;
    double least = 99;
    double most = 0;
    int shots = 0;
    while (shots < 5) {
      int cell = (shots * 5 + 1) % 9;
      double sx = (x - 0.5 + (cell % 3 + random.nextDouble()) / 3) / WIDTH;
      double sy = (y - 0.5 + (Math.floorDiv(cell, 3) + random.nextDouble()) / 3) / HEIGHT;
      Vec d = new Vec((sx - 0.5) * 0.43, (0.5 - sy) * 0.43 * HEIGHT / WIDTH - 0.012, -1);
      Vec c = shot(turned(d).unit(), sx, sy, random);
      sum = sum.add(c);
      least = Math.min(least, c.luma());
      most = Math.max(most, c.luma());
      shots++;
      if (shots == 3 && most - least < 0.02 + 0.10 * most) {
        break;
      }
    }
    return sum.mul(1.0 / shots);
  }

  private Vec shot(Vec d, double sx, double sy, SplittableRandom random) {
    double body = march(eye, d, FAR);
    Bvh.Hit strand = hair.nearest(eye, d, body);
    if (!strand.missed()) {
      Vec p = eye.plus(d, strand.distance());
      Vec n = hair.normal(strand.primitive(), p, d);
      Vec tone = hair.material(strand.primitive()).at(p, n).albedo();
      return strandLight(p, d, hair.axis(strand.primitive()), tone, random);
    }
    return body >= FAR ? room(sx, sy) : body(eye.plus(d, body), d, random);
  }

  /** How far a ray goes before it meets the figure, or the limit. */
  private double march(Vec o, Vec d, double limit) {
    // Nothing of the figure is nearer than this.
    double t = Math.max(0, -o.dot(d) - 4.6);
    for (int i = 0; i < 90 && t < limit; i++) {
      double step = figure.distance(o.plus(d, t));
      if (step < 0.0012) {
        return t;
      }
      t += step * 0.85;
    }
    // Rays that graze a fold run out of steps right beside it.
    return t < limit && figure.distance(o.plus(d, t)) < 0.03 ? t : limit;
  }

  /** The slope of the distance from four samples on the corners of a tetrahedron. */
  private Vec normal(Vec p, double e) {
    Vec a = new Vec(1, -1, -1);
    Vec b = new Vec(-1, -1, 1);
    Vec c = new Vec(-1, 1, -1);
    Vec n = a.mul(figure.distance(p.plus(a, e))).add(b.mul(figure.distance(p.plus(b, e))));
    n = n.add(c.mul(figure.distance(p.plus(c, e))));
    return n.add(Vec.ONE.mul(figure.distance(p.plus(Vec.ONE, e)))).unit();
  }

  /** How much of the light from a direction arrives; what passes close by softens the edge. */
  private double shadow(Vec p, Vec d, SplittableRandom random) {
    if (hair.blocked(p.plus(d, 0.02), d, 9)) {
      return 0.12;
    }
    double clear = 1;
    double t = 0.03 + 0.01 * random.nextDouble();
    for (int i = 0; i < 34 && t < 3.5; i++) {
      double gap = figure.distance(p.plus(d, t));
      clear = Math.min(clear, 0.5 + 0.5 * gap / (0.10 * t));
      if (clear <= 0) {
        return 0;
      }
      t += Maths.clamp(gap, 0.015, 0.3);
    }
    return clear * clear * (3 - 2 * clear);
  }

  /** How open the surroundings are, from the room there is along the normal. */
  private double openness(Vec p, Vec n) {
    double shut = 0;
    double weight = 1;
    for (int i = 1; i <= 5; i++) {
      double reach = 0.055 * i * i * 0.6;
      shut += weight * (reach - figure.distance(p.plus(n, reach))) / reach * 0.22;
      weight *= 0.72;
    }
    return 0.2 + 0.8 * Maths.clamp(1 - shut);
  }

  /** A point of the window, which is wide enough to blur its shadows. */
  private Vec lamp(SplittableRandom random) {
    double w = 0.9;
    Vec at = KEY.add(random.nextDouble(-w, w), random.nextDouble(-w, w), random.nextDouble(-w, w));
    return turned(at);
  }

  private Vec body(Vec p, Vec d, SplittableRandom random) {
    Figure.Part part = figure.part(p);
    boolean skin = part == Figure.Part.SKIN;
    Vec n = normal(p, skin ? 0.004 : 0.008);
    Vec albedo;
    double gloss;
    switch (part) {
      case SKIN -> {
        albedo = complexion(p, n);
        double pore = 0.035;
        n = n.add(pore * noise.at(p.x() * 60, p.y() * 60, p.z() * 60), 0, 0).unit();
        gloss = 0.30;
      }
      case EYE -> {
        albedo = iris(p);
        gloss = 2.4;
      }
      case SCARF -> {
        albedo = knit(p);
        gloss = 0.02;
      }
      default -> {
        double weave = noise.fbm(p.x() * 26, p.y() * 26, p.z() * 26, 2);
        albedo = Vec.light(0x27384a).mul(1 + 0.5 * weave);
        gloss = 0.05;
      }
    }
    Vec key = lamp(random).sub(p).unit();
    double open = openness(p, n);
    double facing = n.dot(key);
    double shade = facing > -0.25 ? shadow(p.plus(n, 0.025), key, random) : 0;
    Vec direct =
        KEY_LIGHT.mul(skin ? wrapped(facing, shade) : Vec.grey(Math.max(0, facing) * shade));
    double rim = Math.max(0, n.dot(turned(RIM)));
    rim *= rim > 0 ? shadow(p.plus(n, 0.025), turned(RIM), random) : 0;
    Vec fill = new Vec(0.46, 0.38, 0.36).mul(0.66 + 0.34 * n.y());
    fill = fill.add(new Vec(0.10, 0.14, 0.2).mul(Math.max(0, n.dot(turned(new Vec(1, 0, 0.2))))));
    Vec behind = skin ? RIM_LIGHT.mul(new Vec(1.05, 0.9, 0.85)) : RIM_LIGHT;
    Vec lit = direct.add(behind.mul(rim)).add(fill.mul(open));
    Vec shine = highlight(n, d, key, part, gloss).mul(shade);
    return albedo.mul(lit).add(shine).mul(0.6 + 0.4 * open);
  }

  /** Light scattered in skin reaches past the edge of shadow, the red part farthest. */
  private static Vec wrapped(double facing, double shade) {
    double red = Math.max(0, (facing + 0.22) / 1.22);
    double green = Math.max(0, (facing + 0.08) / 1.08);
    double open = Math.pow(shade, 0.65);
    return new Vec(red * open, green * Math.pow(shade, 0.9), Math.max(0, facing) * shade);
  }

  private Vec highlight(Vec n, Vec d, Vec key, Figure.Part part, double gloss) {
    Vec half = key.sub(d).unit();
    double power = part == Figure.Part.EYE ? 380 : 26;
    double fresnel = 0.25 + 0.75 * Math.pow(1 - Math.max(0, -n.dot(d)), 4);
    double lobe = Math.pow(Math.max(0, n.dot(half)), power);
    return KEY_LIGHT.mul(gloss * fresnel * lobe);
  }

  private Vec complexion(Vec p, Vec n) {
    double x = Math.abs(p.x());
    double blotch = noise.fbm(p.x() * 5, p.y() * 5, p.z() * 5, 3);
    Vec c = Vec.light(0xe0ab8a).mul(1 + 0.10 * blotch);
    double cheek =
        Maths.bell(x - 0.40, 0.20) * Maths.bell(p.y() + 0.20, 0.18) * Maths.smooth(0.3, 0.5, p.z());
    double tip = Maths.bell(p.sub(new Vec(0, -0.25, 0.98)).length(), 0.14);
    c = c.mix(Vec.light(0xc9694f), Maths.clamp(0.50 * cheek + 0.40 * tip + 0.1 * blotch));
    Vec q = new Vec(x, p.y(), p.z()).sub(Figure.RIGHT_EYE);
    double socket = Maths.bell(q.length() - 0.14, 0.10);
    c = c.mix(Vec.light(0x9a5f4e), 0.2 * socket);
    c = lips(c, p, x);
    double rim = Figure.opening(q);
    double lash = Maths.bell(rim, 0.014) * (q.y() > -0.005 ? 0.95 : 0.2);
    c = c.mix(Vec.light(0x1c0d08), q.length() < 0.185 && q.z() > 0 ? lash : 0);
    return brow(c, p, x).mix(Vec.light(0x1e0f09), Hair.hairy(p) && n.y() > -0.5 ? 0.9 : 0);
  }

  private Vec lips(Vec under, Vec p, double x) {
    double bow = -0.414 - 0.12 * x + (x < 0.05 ? -0.4 * (0.05 - x) : 0);
    double top = Maths.smooth(bow + 0.012, bow - 0.012, p.y());
    double oval = Maths.length(x / 0.195, (p.y() + 0.500 - 0.3 * x * x) / 0.106);
    double lip = top * Maths.smooth(1.04, 0.92, oval) * Maths.smooth(0.5, 0.6, p.z());
    Vec c =
        under.mix(Vec.light(0xa8413c).mul(1 + 0.3 * noise.at(p.x() * 40, p.y() * 6)), 0.85 * lip);
    double seam = Maths.bell(p.y() + 0.500 - 0.2 * x * x, 0.010) * Maths.smooth(0.22, 0.19, x);
    return c.mix(Vec.light(0x3a1210), 0.8 * seam * Maths.smooth(0.5, 0.6, p.z()));
  }

  private Vec brow(Vec under, Vec p, double x) {
    double arch = 0.225 + 0.30 * (x - 0.1) * (x < 0.36 ? 0.50 : 0.50 - 3.2 * (x - 0.36));
    double thick = 0.034 * Maths.smooth(0.07, 0.16, x) * Maths.smooth(0.54, 0.26, x) + 0.004;
    double hairs = noise.at(p.x() * 46 + p.y() * 60 * Math.signum(p.x()), p.y() * 14);
    double inside = Maths.smooth(1.15, 0.55, Math.abs(p.y() - arch) / thick + 0.45 * hairs);
    boolean along = x > 0.08 && x < 0.55 && p.z() > 0.3;
    return along ? under.mix(Vec.light(0x2a150c), 0.72 * inside) : under;
  }

  private Vec iris(Vec p) {
    double side = Math.signum(p.x());
    Vec q =
        p.sub(new Vec(side * Figure.RIGHT_EYE.x(), Figure.RIGHT_EYE.y(), Figure.RIGHT_EYE.z()))
            .unit();
    Vec gaze = turned(new Vec(0.02, -0.03, 1)).mix(new Vec(0, 0, 1), 0.25).unit();
    double off = Math.acos(Maths.clamp(q.dot(gaze), -1, 1));
    double spoke = noise.at(Math.atan2(q.y() - gaze.y(), q.x() - gaze.x()) * 9, off * 7);
    Vec white = Vec.light(0xd9cfc6).mix(Vec.light(0xb06a5c), Maths.smooth(0.6, 1.1, off) * 0.5);
    Vec ring =
        Vec.light(0x4f7466)
            .mul(0.9 + 0.6 * spoke)
            .mix(Vec.light(0x8a6a34), Maths.smooth(0.34, 0.2, off));
    ring = ring.mix(Vec.light(0x14201e), Maths.smooth(0.36, 0.45, off));
    Vec c = white.mix(ring, Maths.smooth(0.47, 0.43, off));
    return c.mix(Vec.grey(0.004), Maths.smooth(0.21, 0.18, off));
  }

  private Vec knit(Vec p) {
    double around = Math.atan2(p.z() + 0.25, p.x());
    double rib = Math.sin(around * 46 + 3 * noise.at(p.x() * 4, p.y() * 4, p.z() * 4));
    double purl = Math.sin(p.y() * 95 + 2.5 * rib);
    double wool = noise.fbm(p.x() * 30, p.y() * 30, p.z() * 30, 2);
    Vec c =
        Maths.fract(p.y() * 1.7 + 0.1 * around) < 0.22 ? Vec.light(0xe4d8bd) : Vec.light(0xb07a22);
    return c.mul(0.85 + 0.16 * rib + 0.14 * purl + 0.35 * wool);
  }

  /** Light on a strand, which is too thin to have a facing side. */
  private Vec strandLight(Vec p, Vec d, Vec axis, Vec tone, SplittableRandom random) {
    Vec sum = tone.mul(new Vec(0.36, 0.32, 0.32));
    Vec key = lamp(random).sub(p).unit();
    Vec rim = turned(RIM);
    sum = sum.add(glint(axis, d, key, tone).mul(KEY_LIGHT.mul(through(p, key))));
    return sum.add(glint(axis, d, rim, tone).mul(RIM_LIGHT.mul(1.6 * through(p, rim))));
  }

  /** Hair lets some light through, so a blocked strand is dim rather than black. */
  private double through(Vec p, Vec way) {
    if (figure.distance(p.plus(way, 0.3)) < 0.12) {
      return 0.04;
    }
    return hair.blocked(p.plus(way, 0.05), way, 3) ? 0.22 : 1;
  }

  /** The shading of Kajiya and Kay: what counts is the angle to the strand. */
  private static Vec glint(Vec axis, Vec d, Vec light, Vec tone) {
    double across = Math.sqrt(Math.max(0, 1 - Math.pow(axis.dot(light), 2)));
    Vec half = light.sub(d).unit();
    double lobe = Math.sqrt(Math.max(0, 1 - Math.pow(axis.dot(half), 2)));
    Vec gloss = tone.mul(3.2).add(Vec.grey(0.05)).mul(Math.pow(lobe, 42) * 0.75);
    return tone.mul(0.75 * across).add(gloss).add(Vec.grey(0.07 * Math.pow(lobe, 180)));
  }

  /** The room far out of focus: a window's fall-off on the wall and discs of distant lamps. */
  private Vec room(double sx, double sy) {
    double fall = Maths.bell(sx - 0.05, 0.75) * Maths.bell(sy - 0.3, 0.9);
    Vec c = new Vec(0.030, 0.040, 0.048).mix(new Vec(0.22, 0.20, 0.16), fall);
    c = c.mul(1 + 0.5 * noise.fbm(sx * 3, sy * 2.2, 3));
    c = c.add(new Vec(0.05, 0.02, 0.008).mul(Maths.smooth(0.4, 1, sx)));
    for (Disc disc : discs) {
      double r = Maths.length(sx - disc.x(), (sy - disc.y()) * HEIGHT / WIDTH);
      double inside = Maths.smooth(disc.radius() + 0.006, disc.radius() - 0.006, r);
      // A lens leaves a brighter rim; the wall on the left is by the window and drowns its lamps.
      double bright = inside * (0.65 + 0.5 * r / disc.radius());
      bright *= disc.brightness() * (0.25 + 0.75 * disc.x());
      Vec tint =
          new Vec(0.34, 0.17, 0.06).mix(new Vec(0.10, 0.16, 0.2), disc.hue() > 0.62 ? 1 : 0.1);
      c = c.add(tint.mul(0.55 * bright));
    }
    return c;
  }
}

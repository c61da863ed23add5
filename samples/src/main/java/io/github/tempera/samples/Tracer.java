package io.github.tempera.samples;

import java.util.SplittableRandom;
import java.util.function.IntPredicate;

/** Follows light back from the eye: soft sun, sky, one bounce of ambience, mirrors and haze. */
final class Tracer {
  private static final int MAX_MIRRORS = 2;
  private static final int MAX_SHOTS = 7;
  private static final int GRID = 3;
  private final Bvh world;
  private final Air air;

  /** Everything that is not geometry. */
  interface Air {
    Vec sunDirection();

    Vec sunColour();

    /** The full sky, clouds and all, as the eye and mirrors see it. */
    Vec sky(Vec direction);

    /** A smooth stand-in for the sky that diffuse surfaces gather. */
    Vec ambient(Vec direction);

    /** Light seen over a distance. */
    Vec haze(Vec colour, Vec origin, Vec direction, double distance);
  }

  /** A pinhole camera; {@code lens} is the height of the picture at distance one. */
  record View(Vec eye, Vec target, double lens, double shift) {
    /** The direction through a point of the picture, given as shares of its width and height. */
    Vec ray(double x, double y, double aspect) {
      Vec forward = target.sub(eye).unit();
      Vec right = forward.cross(new Vec(0, 1, 0)).unit();
      Vec up = right.cross(forward);
      Vec d = forward.plus(right, (x - 0.5) * aspect * lens);
      return d.plus(up, (0.5 - y + shift) * lens).unit();
    }
  }

  Tracer(Bvh world, Air air) {
    this.world = world;
    this.air = air;
  }

  Canvas render(int width, int height, View view) {
    Layers layers = new Layers(width, height);
    Canvas base = new Canvas(width, height);
    base.fill(
        (x, y) -> {
          SplittableRandom random = new SplittableRandom(Maths.pixelSeed(x, y));
          double spin = random.nextDouble();
          Shot sum = Shot.NOTHING;
          double least = Double.MAX_VALUE;
          double most = 0;
          int shots = 0;
          while (shots < MAX_SHOTS) {
            // A stride that shares no factor with the grid visits far corners first.
            int cell = (shots * 5 + 1) % (GRID * GRID);
            double jx = (cell % GRID + random.nextDouble()) / GRID - 0.5;
            double jy = (Math.floorDiv(cell, GRID) + random.nextDouble()) / GRID - 0.5;
            Vec d = view.ray((x + jx) / width, (y + jy) / height, width / (double) height);
            Dice dice = new Dice(random, spin, (shots * 7 + 3) % (GRID * GRID));
            Shot shot = primary(view.eye(), d, dice, shots < 4);
            sum = sum.add(shot);
            double luma = shot.base().luma() + 0.5 * shot.albedo().luma();
            least = Math.min(least, luma);
            most = Math.max(most, luma);
            shots++;
            if (shots == 4 && most - least < 0.03 + 0.12 * most) {
              break;
            }
          }
          return layers.keep((int) x, (int) y, sum.mul(1.0 / shots), Math.min(1, 4.0 / shots));
        });
    return layers.composed(base);
  }

  /** One sample: finished light, and what is still to be multiplied with smoothed ambience. */
  record Shot(Vec base, Vec albedo, Vec ambience, Vec normal, Vec point) {
    static final Shot NOTHING = new Shot(Vec.ZERO, Vec.ZERO, Vec.ZERO, Vec.ZERO, Vec.ZERO);

    Shot add(Shot o) {
      return new Shot(
          base.add(o.base),
          albedo.add(o.albedo),
          ambience.add(o.ambience),
          normal.add(o.normal),
          point.add(o.point));
    }

    Shot mul(double s) {
      return new Shot(base.mul(s), albedo.mul(s), ambience.mul(s), normal.mul(s), point.mul(s));
    }
  }

  private Shot primary(Vec origin, Vec direction, Dice dice, boolean gather) {
    Bvh.Hit hit = world.nearest(origin, direction, 1e6);
    if (hit.missed()) {
      Vec far = origin.plus(direction, 1e4);
      return new Shot(air.sky(direction), Vec.ZERO, Vec.ZERO, Vec.ZERO, far);
    }
    Vec p = origin.plus(direction, hit.distance());
    Vec flat = world.normal(hit.primitive(), p, direction);
    Surface s = world.material(hit.primitive()).at(p, flat);
    Vec start = p.plus(flat, 1e-3);
    Vec colour = s.glow().add(s.albedo().mul(sunlight(start, flat, s.normal(), dice)));
    if (s.mirror() > 0) {
      colour = colour.add(mirrored(start, direction, s, dice, 0));
    }
    Vec base = air.haze(colour, origin, direction, hit.distance());
    // Clamped samples keep a single bright glint from turning into a speck.
    base = base.mul(Math.min(1, 9 / Math.max(1e-9, base.luma())));
    // Haze is linear in what it veils, so its share of the albedo can be split off.
    Vec clear = air.haze(Vec.ZERO, origin, direction, hit.distance());
    Vec seen = air.haze(s.albedo(), origin, direction, hit.distance()).sub(clear);
    // Four samples of ambience are enough, because it is smoothed; dark water shows none.
    boolean faint = s.albedo().luma() < 0.03;
    Vec around = faint || !gather ? Vec.ZERO : ambience(start, flat, s.normal(), dice);
    return new Shot(base, seen, around, flat, p);
  }

  /** How much of each pixel's first hits (primitive, or -1 for the sky) are wanted. */
  static Canvas coverage(Bvh world, int width, int height, View view, IntPredicate wanted) {
    int grid = 2;
    Canvas out = new Canvas(width, height);
    return out.fill(
        (x, y) -> {
          double share = 0;
          for (int i = 0; i < grid * grid; i++) {
            double jx = (i % grid + 0.5) / grid - 0.5;
            double jy = (Math.floorDiv(i, grid) + 0.5) / grid - 0.5;
            Vec d = view.ray((x + jx) / width, (y + jy) / height, width / (double) height);
            if (wanted.test(world.nearest(view.eye(), d, 1e6).primitive())) {
              share += 1.0 / (grid * grid);
            }
          }
          return Vec.grey(share);
        });
  }

  /** The random numbers of one sample; its share of the sphere differs from its neighbours'. */
  private record Dice(SplittableRandom random, double spin, int index) {
    Vec sphere() {
      double u = (index % GRID + random.nextDouble()) / GRID + spin;
      double v = (Math.floorDiv(index, GRID) + random.nextDouble()) / GRID;
      double height = 1 - 2 * v;
      double r = Math.sqrt(Math.max(0, 1 - height * height));
      double turn = 2 * Math.PI * u;
      return new Vec(r * Math.cos(turn), height, r * Math.sin(turn));
    }
  }

  private Vec radiance(Vec origin, Vec direction, Dice dice, int depth) {
    Bvh.Hit hit = world.nearest(origin, direction, 1e6);
    if (hit.missed()) {
      return air.sky(direction);
    }
    Vec p = origin.plus(direction, hit.distance());
    Vec flat = world.normal(hit.primitive(), p, direction);
    Surface s = world.material(hit.primitive()).at(p, flat);
    Vec start = p.plus(flat, 1e-3);
    Vec colour = s.glow();
    if (s.albedo().luma() > 0) {
      // A reflection does not show where its ambience was guessed.
      Vec light = sunlight(start, flat, s.normal(), dice).add(air.ambient(s.normal()).mul(0.7));
      colour = colour.add(s.albedo().mul(light));
    }
    if (s.mirror() > 0 && depth < MAX_MIRRORS) {
      colour = colour.add(mirrored(start, direction, s, dice, depth));
    }
    return air.haze(colour, origin, direction, hit.distance());
  }

  private Vec mirrored(Vec start, Vec direction, Surface s, Dice dice, int depth) {
    double facing = Math.max(0, -direction.dot(s.normal()));
    double fresnel = s.mirror() + (1 - s.mirror()) * Math.pow(1 - facing, 5);
    fresnel *= Math.min(1, s.mirror() * 20);
    Vec d = direction.mirror(s.normal());
    if (s.blur() > 0) {
      d = d.plus(ball(dice.random()), s.blur()).unit();
    }
    if (d.y() < 0.004 && s.normal().y() > 0.6) {
      d = new Vec(d.x(), 0.004, d.z()).unit();
    }
    return radiance(start, d, dice, depth + 1).mul(fresnel);
  }

  private Vec sunlight(Vec p, Vec flat, Vec normal, Dice dice) {
    Vec sun = air.sunDirection().plus(ball(dice.random()), 0.02).unit();
    double facing = normal.dot(sun);
    boolean lit = facing > 0 && flat.dot(sun) > 0 && !world.blocked(p, sun, 1e5);
    return lit ? air.sunColour().mul(facing) : Vec.ZERO;
  }

  /** What arrives from the sky and, once reflected, from other surfaces. */
  private Vec ambience(Vec p, Vec flat, Vec normal, Dice dice) {
    Vec out = normal.add(dice.sphere()).unit();
    if (out.dot(flat) <= 0) {
      out = out.mirror(flat);
    }
    Bvh.Hit hit = world.nearest(p, out, 40);
    if (hit.missed()) {
      return air.ambient(out);
    }
    Vec q = p.plus(out, hit.distance());
    Vec n = world.normal(hit.primitive(), q, out);
    Surface s = world.material(hit.primitive()).at(q, n);
    double lit = Math.max(0, n.dot(air.sunDirection()));
    if (lit > 0 && world.blocked(q.plus(n, 1e-3), air.sunDirection(), 1e5)) {
      lit = 0;
    }
    Vec second = s.albedo().mul(air.sunColour().mul(lit).add(air.ambient(n).mul(0.45)));
    if (s.mirror() > 0) {
      second = second.add(air.ambient(out.mirror(n)).mul(0.12));
    }
    return second.add(s.glow().mul(Math.min(1, 2 / Math.max(1e-9, s.glow().luma()))));
  }

  private static Vec ball(SplittableRandom random) {
    while (true) {
      double x = random.nextDouble(-1, 1);
      double y = random.nextDouble(-1, 1);
      double z = random.nextDouble(-1, 1);
      double d = x * x + y * y + z * z;
      if (d <= 1 && d > 1e-6) {
        return new Vec(x, y, z);
      }
    }
  }
}

package io.github.tempera.samples.render;

import io.github.tempera.samples.drawing.Canvas;
import io.github.tempera.samples.drawing.Maths;
import io.github.tempera.samples.drawing.Vec;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Follows light back from the eye: soft sun, sky, one bounce of ambience, mirrors and haze. */
public final class Tracer {
  private static final int MAX_MIRRORS = 2;

  /** Samples of a pixel: so many at least, and more where they differ. */
  private static final int MIN_SHOTS = 4;

  private static final int MAX_SHOTS = 7;
  private static final int GRID = 3;
  private final Bvh world;
  private final Air air;

  /** Everything that is not geometry. */
  public interface Air {
    /** The unit direction towards the sun. */
    Vec sunDirection();

    /** What a surface receives that faces the sun. */
    Vec sunColour();

    /** The full sky, clouds and all, as the eye and mirrors see it. */
    Vec sky(Vec direction);

    /** A smooth stand-in for the sky that diffuse surfaces gather. */
    Vec ambient(Vec direction);

    /** A colour seen over a distance: a share of it, and a veil that does not depend on it. */
    Vec haze(Vec colour, Vec origin, Vec direction, double distance);
  }

  /**
   * A pinhole camera; {@code lens} is the height of the picture at distance one, {@code shift} the
   * share of it by which the view moves up without tilting, so that walls stay upright.
   */
  public record View(Vec eye, Vec target, double lens, double shift) {
    /** The direction through a point of the picture, given as shares of its width and height. */
    public Vec ray(double x, double y, double aspect) {
      Vec forward = target.sub(eye).unit();
      Vec right = forward.cross(Vec.UP).unit();
      Vec up = right.cross(forward);
      Vec d = forward.plus(right, (x - 0.5) * aspect * lens);
      return d.plus(up, (0.5 - y + shift) * lens).unit();
    }
  }

  /** A tracer for what stands in the world and the air around it. */
  public Tracer(Bvh world, Air air) {
    this.world = world;
    this.air = air;
  }

  /** The light that falls on the picture, before it is developed. */
  public Canvas render(int width, int height, View view) {
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
            Shot shot = primary(view.eye(), d, dice, shots < MIN_SHOTS);
            sum = sum.add(shot);
            double luma = shot.base().luma() + 0.5 * shot.albedo().luma();
            least = Math.min(least, luma);
            most = Math.max(most, luma);
            shots++;
            if (shots == MIN_SHOTS && most - least < 0.03 + 0.12 * most) {
              break;
            }
          }
          Shot mean = sum.mul(1.0 / shots);
          layers.keep((int) x, (int) y, mean, (double) MIN_SHOTS / shots);
          return mean.base();
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
    Meeting met = meet(origin, direction, 1e6);
    if (met == null) {
      Vec far = origin.plus(direction, 1e4);
      return new Shot(air.sky(direction), Vec.ZERO, Vec.ZERO, Vec.ZERO, far);
    }
    Surface s = met.surface();
    Vec colour = s.glow().add(s.albedo().mul(sunlight(met, dice)));
    if (s.mirror() > 0) {
      colour = colour.add(mirrored(met, direction, dice, 0));
    }
    Vec base = air.haze(colour, origin, direction, met.distance());
    // Clamped samples keep a single bright glint from turning into a speck.
    base = base.mul(Math.min(1, 9 / Math.max(1e-9, base.luma())));
    // Without its veil, haze only scales, so it can be applied to the albedo before the ambience.
    Vec veil = air.haze(Vec.ZERO, origin, direction, met.distance());
    Vec seen = air.haze(s.albedo(), origin, direction, met.distance()).sub(veil);
    // A few samples of ambience are enough, because it is smoothed; dark water shows none.
    boolean faint = s.albedo().luma() < 0.03;
    Vec around = faint || !gather ? Vec.ZERO : ambience(met, dice);
    return new Shot(base, seen, around, met.flat(), met.point());
  }

  /** How much of each pixel's first hits (primitive, or -1 for the sky) are wanted. */
  public static Canvas coverage(Bvh world, int width, int height, View view, IntPredicate wanted) {
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

  /** Where a ray met the world: the geometric normal there, and what the material makes of it. */
  private record Meeting(double distance, Vec point, Vec flat, Surface surface) {
    /** A little above the surface, so that a ray from here does not meet it again. */
    Vec start() {
      return point.plus(flat, 1e-3);
    }
  }

  private @Nullable Meeting meet(Vec origin, Vec direction, double limit) {
    Bvh.Hit hit = world.nearest(origin, direction, limit);
    if (hit.missed()) {
      return null;
    }
    Vec p = origin.plus(direction, hit.distance());
    Vec flat = world.normal(hit.primitive(), p, direction);
    return new Meeting(hit.distance(), p, flat, world.material(hit.primitive()).at(p, flat));
  }

  private Vec radiance(Vec origin, Vec direction, Dice dice, int depth) {
    Meeting met = meet(origin, direction, 1e6);
    if (met == null) {
      return air.sky(direction);
    }
    Surface s = met.surface();
    Vec colour = s.glow();
    if (s.albedo().luma() > 0) {
      // A reflection does not show where its ambience was guessed.
      Vec light = sunlight(met, dice).add(air.ambient(s.normal()).mul(0.7));
      colour = colour.add(s.albedo().mul(light));
    }
    if (s.mirror() > 0 && depth < MAX_MIRRORS) {
      colour = colour.add(mirrored(met, direction, dice, depth));
    }
    return air.haze(colour, origin, direction, met.distance());
  }

  private Vec mirrored(Meeting met, Vec direction, Dice dice, int depth) {
    Surface s = met.surface();
    double facing = Math.max(0, -direction.dot(s.normal()));
    double fresnel = s.mirror() + (1 - s.mirror()) * Math.pow(1 - facing, 5);
    // Rough surfaces shine less at a flat angle than the formula for smooth ones has it.
    fresnel *= Math.min(1, s.mirror() * 20);
    Vec d = direction.mirror(s.normal());
    if (s.blur() > 0) {
      d = d.plus(ball(dice.random()), s.blur()).unit();
    }
    // Ripples are only painted on: without this, some would mirror what is under the water.
    if (d.y() < 0.004 && s.normal().y() > 0.6) {
      d = new Vec(d.x(), 0.004, d.z()).unit();
    }
    return radiance(met.start(), d, dice, depth + 1).mul(fresnel);
  }

  private Vec sunlight(Meeting met, Dice dice) {
    // The sun is a disc, which is what makes its shadows soft.
    Vec sun = air.sunDirection().plus(ball(dice.random()), 0.02).unit();
    double facing = met.surface().normal().dot(sun);
    boolean lit = facing > 0 && met.flat().dot(sun) > 0 && !world.blocked(met.start(), sun, 1e5);
    return lit ? air.sunColour().mul(facing) : Vec.ZERO;
  }

  /** What arrives from the sky and, once reflected, from other surfaces. */
  private Vec ambience(Meeting met, Dice dice) {
    Vec out = met.surface().normal().add(dice.sphere()).unit();
    if (out.dot(met.flat()) <= 0) {
      out = out.mirror(met.flat());
    }
    Meeting other = meet(met.start(), out, 40);
    if (other == null) {
      return air.ambient(out);
    }
    Vec n = other.flat();
    Surface s = other.surface();
    double lit = Math.max(0, n.dot(air.sunDirection()));
    if (lit > 0 && world.blocked(other.start(), air.sunDirection(), 1e5)) {
      lit = 0;
    }
    Vec second = s.albedo().mul(air.sunColour().mul(lit).add(air.ambient(n).mul(0.45)));
    if (s.mirror() > 0) {
      second = second.add(air.ambient(out.mirror(n)).mul(0.12));
    }
    // A lamp met by chance would leave a speck.
    return second.add(s.glow().mul(Math.min(1, 2 / Math.max(1e-9, s.glow().luma()))));
  }

  /** A random point in the unit ball. */
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

package io.github.tempera.samples.scenes;

import io.github.tempera.samples.drawing.Maths;
import io.github.tempera.samples.drawing.Noise;
import io.github.tempera.samples.drawing.Vec;
import io.github.tempera.samples.render.Material;
import io.github.tempera.samples.render.Mesh;
import io.github.tempera.samples.render.Surface;
import java.util.SplittableRandom;

/** Builds wooden boats: lofted hulls, decks, cabins, masts and rigging. */
final class Boats {
  private static final int STATIONS = 26;
  private static final int BANDS = 5;
  private final Mesh mesh;
  private final SplittableRandom random;
  private final Noise noise = new Noise(52);

  /** Where a boat lies, which way it points, and its size and paint. */
  record Berth(double x, double z, double heading, double length, int hull, int stripe) {
    /** A point in metres ahead of the middle, above the water and to starboard. */
    Vec at(double along, double up, double across) {
      double c = Math.cos(heading);
      double s = Math.sin(heading);
      return new Vec(x + along * c - across * s, up, z + along * s + across * c);
    }

    /** Half the width of the deck, from stern (0) to bow (1). */
    double beam(double t) {
      double full = 0.16 * length;
      double taper = 1 - Math.pow(Math.max(0, 2 * t - 0.9) / 1.1, 2.2);
      return full * taper * (0.72 + 0.5 * t * (1 - t));
    }

    /** The height of the rail, from stern (0) to bow (1). */
    double sheer(double t) {
      return length * (0.10 + 0.10 * t * t + 0.025 * (1 - t) * (1 - t));
    }

    /** A point of the shell, from below the water (0) to the rail (1), on one side (-1 or 1). */
    Vec shell(int station, double v, int side) {
      double t = station / (double) STATIONS;
      double along = (t - 0.5) * length + 0.05 * length * v * t;
      double flare = Math.pow(v, 0.55);
      double up = Maths.lerp(-0.25, sheer(t), v);
      return at(along, up, side * beam(t) * (0.35 + 0.65 * flare));
    }
  }

  Boats(Mesh mesh, SplittableRandom random) {
    this.mesh = mesh;
    this.random = random;
  }

  /** A rowing boat. */
  void dinghy(Berth b) {
    hull(b);
  }

  private void hull(Berth b) {
    Vec paint = Vec.light(b.hull());
    Vec stripe = Vec.light(b.stripe());
    Material shell =
        (p, n) -> {
          double a = p.x() * 0.8 + p.z();
          double grime = noise.fbm(a * 0.9, p.y() * 2.5, 4);
          double runs = Math.min(0, noise.fbm(a * 4, p.y() * 0.5, 3));
          double plank = Maths.fract(p.y() / 0.19) < 0.1 ? 0.82 : 1;
          Vec c = p.y() < 0.22 ? Vec.light(0x5a1d16) : paint;
          c = p.y() > 0.105 * b.length() && p.y() < 0.118 * b.length() ? stripe : c;
          return Surface.glossy(c.mul(plank * (1 + 0.45 * grime + 0.6 * runs)), 0.02, 0.12, n);
        };
    Material planks =
        (p, n) -> {
          double a = -p.x() * Math.sin(b.heading()) + p.z() * Math.cos(b.heading());
          double line = Maths.fract(a / 0.16) < 0.12 ? 0.55 : 1;
          return Surface.matte(
              Vec.light(0xa9825a).mul(line * (1 + 0.4 * noise.fbm(a * 9, p.x(), 2))), n);
        };
    for (int i = 0; i < STATIONS; i++) {
      for (int side = -1; side <= 1; side += 2) {
        for (int k = 0; k < BANDS; k++) {
          double v = k / (double) BANDS;
          double w = (k + 1) / (double) BANDS;
          mesh.quad(
              b.shell(i, v, side),
              b.shell(i + 1, v, side),
              b.shell(i + 1, w, side),
              b.shell(i, w, side),
              shell);
        }
        mesh.rod(b.shell(i, 1, side), b.shell(i + 1, 1, side), 0.07, planks);
      }
      Vec down = new Vec(0, -0.22, 0);
      mesh.quad(
          b.shell(i, 1, -1).add(down),
          b.shell(i + 1, 1, -1).add(down),
          b.shell(i + 1, 1, 1).add(down),
          b.shell(i, 1, 1).add(down),
          planks);
    }
    mesh.quad(b.shell(0, 0, -1), b.shell(0, 0, 1), b.shell(0, 1, 1), b.shell(0, 1, -1), shell);
  }

  private void cabin(Berth b, double from, double to, double tall, int hex) {
    double deck = b.sheer(0.4) - 0.25;
    double half = 0.085 * b.length();
    Vec foot = b.at(from * b.length(), deck, -half);
    Vec u = b.at(to * b.length(), deck, -half).sub(foot);
    Vec v = b.at(from * b.length(), deck, half).sub(foot);
    Material wall = Material.plain(hex);
    mesh.block(foot, u, v, new Vec(0, tall, 0), wall);
    Vec lip = u.unit().mul(0.15).add(v.unit().mul(0.12));
    mesh.block(
        foot.sub(lip).add(0, tall, 0),
        u.add(u.unit().mul(0.3)),
        v.add(v.unit().mul(0.24)),
        new Vec(0, 0.1, 0),
        Material.plain(0xd8d2c2));
    Material glass = (p, n) -> Surface.glossy(Vec.grey(0.02), 0.2, 0.01, n);
    int panes = (int) Math.max(2, u.length() / 0.7);
    for (int i = 0; i < panes; i++) {
      Vec pane = u.mul(0.72 / panes);
      Vec at = foot.add(u.mul((i + 0.14) / panes)).add(0, tall * 0.45, 0);
      Vec out = v.unit().mul(0.012);
      mesh.panel(at.sub(out), pane, new Vec(0, tall * 0.36, 0), glass);
      mesh.panel(at.add(v).add(out), pane, new Vec(0, tall * 0.36, 0), glass);
    }
    Vec end = foot.add(v.mul(0.15)).add(0, tall * 0.4, 0);
    mesh.panel(end.sub(u.unit().mul(0.012)), v.mul(0.7), new Vec(0, tall * 0.4, 0), glass);
    mesh.panel(end.add(u).add(u.unit().mul(0.012)), v.mul(0.7), new Vec(0, tall * 0.4, 0), glass);
  }

  /** A yacht with a furled sail on its boom. */
  void sloop(Berth b) {
    hull(b);
    cabin(b, -0.12, 0.16, 0.55, 0xe8e0cc);
    Material spar = Material.plain(0x9a6a3a);
    Material wire = Material.plain(0x3a3733);
    Material cloth = Material.plain(random.nextBoolean() ? 0xe6dcc4 : 0x8a2f24);
    double tall = b.length() * 1.3;
    Vec foot = b.at(0.1 * b.length(), 0.5, 0);
    Vec head = foot.add(0, tall, 0);
    mesh.rod(foot, head, 0.085, spar);
    Vec boomFrom = foot.add(0, 1.6, 0);
    Vec boomTo = b.at(-0.36 * b.length(), 2.1, 0);
    mesh.rod(boomFrom, boomTo, 0.06, spar);
    for (int i = 0; i < 9; i++) {
      double t = i / 9.0;
      Vec p = boomFrom.mix(boomTo, t).add(0, 0.17, 0);
      Vec q = boomFrom.mix(boomTo, t + 0.1).add(0, 0.17, 0);
      mesh.rod(p, q, 0.20 * (1 - 0.45 * t) + random.nextDouble(0.03), cloth);
    }
    double spread = tall * 0.62;
    Vec tree = foot.add(0, spread, 0);
    for (int side = -1; side <= 1; side += 2) {
      Vec tip = tree.add(b.at(0, 0, side * 0.75).sub(b.at(0, 0, 0)));
      mesh.rod(tree, tip, 0.04, spar);
      Vec chain = b.at(0.08 * b.length(), b.sheer(0.6), side * b.beam(0.6));
      mesh.rod(head, tip, 0.018, wire);
      mesh.rod(tip, chain, 0.018, wire);
      mesh.rod(tree, chain, 0.014, wire);
    }
    mesh.rod(head, b.at(0.53 * b.length(), b.sheer(1), 0), 0.018, wire);
    mesh.rod(head, b.at(-0.5 * b.length(), b.sheer(0), 0), 0.018, wire);
    mesh.rod(head, boomTo, 0.012, wire);
    Vec jibFoot = b.at(0.51 * b.length(), b.sheer(1) + 0.2, 0);
    mesh.rod(jibFoot, jibFoot.mix(head, 0.82), 0.06, cloth);
  }

  /** A fishing boat with a wheelhouse, two masts, a derrick and nets. */
  void trawler(Berth b) {
    hull(b);
    cabin(b, -0.34, -0.06, 2.1, 0xe9e4d4);
    Material spar = Material.plain(0xb98b4a);
    Material wire = Material.plain(0x2c2a28);
    double tall = b.length() * 0.85;
    Vec foot = b.at(0.12 * b.length(), 0.6, 0);
    Vec head = foot.add(0, tall, 0);
    mesh.rod(foot, head, 0.11, spar);
    Vec aft = b.at(-0.36 * b.length(), 1, 0);
    mesh.rod(aft, aft.add(0, tall * 0.6, 0), 0.08, spar);
    mesh.rod(foot.add(0, 1.4, 0), b.at(-0.2 * b.length(), tall * 0.75, 0), 0.07, spar);
    mesh.rod(head, b.at(-0.2 * b.length(), tall * 0.75, 0), 0.022, wire);
    mesh.rod(head, b.at(0.53 * b.length(), b.sheer(1), 0), 0.025, wire);
    mesh.rod(head, aft.add(0, tall * 0.6, 0), 0.02, wire);
    for (int side = -1; side <= 1; side += 2) {
      for (double t : new double[] {0.5, 0.66}) {
        mesh.rod(
            head.add(0, -0.4, 0),
            b.at((t - 0.5) * b.length(), b.sheer(t), side * b.beam(t)),
            0.018,
            wire);
      }
    }
    Material net = Material.plain(0x2f6a5e);
    for (int i = 0; i < 14; i++) {
      Vec p =
          b.at(
              random.nextDouble(0.12, 0.3) * b.length(),
              b.sheer(0.7) - 0.1,
              random.nextDouble(-0.7, 0.7));
      mesh.rod(
          p, p.add(random.nextDouble(-0.4, 0.4), 0.15, random.nextDouble(-0.4, 0.4)), 0.2, net);
    }
    Material buoy = Material.plain(0xd9531e);
    for (int i = 0; i < 5; i++) {
      Vec p = b.at((-0.05 + 0.07 * i) * b.length(), 0.45, b.beam(0.5) + 0.12);
      mesh.rod(p, p.add(0, 0.35, 0), 0.16, i % 2 == 0 ? buoy : Material.plain(0x1b1b1b));
    }
  }
}

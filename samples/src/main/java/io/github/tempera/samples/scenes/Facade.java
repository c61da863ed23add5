package io.github.tempera.samples.scenes;

import io.github.tempera.samples.drawing.Maths;
import io.github.tempera.samples.drawing.Noise;
import io.github.tempera.samples.drawing.Vec;
import io.github.tempera.samples.render.Material;
import io.github.tempera.samples.render.Mesh;
import io.github.tempera.samples.render.Surface;
import java.util.SplittableRandom;

/** Builds house fronts with real window reveals, frames, sills and shutters, and roofs on top. */
final class Facade {
  private final Mesh mesh;
  private final SplittableRandom random;
  private final Noise noise = new Noise(311);
  private final double litShare;

  /** A wall standing on {@code foot}, running along {@code u}, facing {@code n}. */
  record Wall(Vec foot, Vec u, Vec n, double width, double height) {
    Vec at(double along, double up, double out) {
      return foot.plus(u, along).plus(Vec.UP, up).plus(n, out);
    }
  }

  /** How a front is divided, and in what colours. */
  record Look(int columns, int rows, double ground, int trim, int shutter, boolean shutters) {}

  /** A hole in a wall for a window: its middle along the wall, half its width, and its height. */
  private record Opening(double middle, double sill, double half, double tall) {}

  /** A builder that leaves the light on behind a share of the windows. */
  Facade(Mesh mesh, SplittableRandom random, double litShare) {
    this.mesh = mesh;
    this.random = random;
    this.litShare = litShare;
  }

  Material plaster(int hex, Vec u, double ageing) {
    Vec colour = Vec.light(hex);
    return (p, n) -> {
      double a = p.dot(u) + 0.3 * p.z();
      double blotch = noise.fbm(a * 0.35, p.y() * 0.35, 4);
      double run = noise.fbm(a * 2.6, p.y() * 0.16, 3);
      double grit = noise.fbm(a * 9, p.y() * 9, 2);
      double damp = Maths.smooth(3.2, 1.5, p.y() + blotch);
      double v = 1 + ageing * (0.55 * blotch + 0.45 * Math.min(0, run)) + 0.16 * grit - 0.3 * damp;
      return Surface.matte(colour.saturate(1 - 0.25 * damp).mul(Math.max(0.2, v)), n);
    };
  }

  Material brick(int hex, Vec u) {
    Vec colour = Vec.light(hex);
    Vec mortar = Vec.light(0x9b9083);
    return (p, n) -> {
      double row = Math.floor(p.y() / 0.15);
      double a = (p.dot(u) + 0.3 * p.z()) / 0.42 + 0.5 * (row % 2);
      double joint = Math.min(Maths.fract(p.y() / 0.15) * 0.15, Maths.fract(a) * 0.42);
      double tone = 0.72 + 0.5 * noise.cell((int) Math.floor(a), (int) row);
      double blotch = 1 + 0.4 * noise.fbm(p.dot(u) * 0.4, p.y() * 0.4, 3);
      return Surface.matte((joint < 0.022 ? mortar : colour.mul(tone)).mul(blotch), n);
    };
  }

  Material tiles(int hex) {
    Vec colour = Vec.light(hex);
    return (p, n) -> {
      double row = Math.floor(p.y() / 0.22);
      double a = (p.x() * 0.9 + p.z() * 0.55) / 0.3;
      double tone = 0.7 + 0.55 * noise.cell((int) Math.floor(a + 0.5 * (row % 2)), (int) row);
      double edge = 0.6 + 0.4 * Maths.smooth(0, 0.35, Maths.fract(p.y() / 0.22));
      double moss = Maths.smooth(0.12, 0.4, noise.fbm(p.x() * 0.5, p.z() * 0.5 + p.y(), 3));
      return Surface.matte(colour.mul(tone * edge).mix(Vec.light(0x4f5236), 0.45 * moss), n);
    };
  }

  /** The storeys above the ground floor, which is left to the scene. */
  void front(Wall wall, Look look, Material surface) {
    Material trim = plaster(look.trim(), wall.u(), 0.15);
    double pitch = wall.width() / look.columns();
    double storey = (wall.height() - look.ground()) / look.rows();
    double half = Math.min(0.62, pitch * 0.27);
    double below = storey * 0.24;
    double tall = storey * 0.58;
    double y = look.ground();
    for (int row = 0; row < look.rows(); row++) {
      mesh.panel(wall.at(0, y, 0), wall.u().mul(wall.width()), Vec.UP.mul(below), surface);
      double above = storey - below - tall;
      Vec top = wall.at(0, y + below + tall, 0);
      mesh.panel(top, wall.u().mul(wall.width()), Vec.UP.mul(above), surface);
      double from = 0;
      for (int col = 0; col < look.columns(); col++) {
        double middle = (col + 0.5) * pitch;
        double side = middle - half - from;
        mesh.panel(wall.at(from, y + below, 0), wall.u().mul(side), Vec.UP.mul(tall), surface);
        Opening opening = new Opening(middle, y + below, half, tall);
        window(wall, opening, trim, surface);
        if (look.shutters()) {
          shutters(wall, opening, look.shutter());
        }
        from = middle + half;
      }
      double rest = wall.width() - from;
      mesh.panel(wall.at(from, y + below, 0), wall.u().mul(rest), Vec.UP.mul(tall), surface);
      y += storey;
    }
    Vec cornice = wall.at(-0.1, wall.height() - 0.35, 0);
    mesh.block(
        cornice, wall.u().mul(wall.width() + 0.2), Vec.UP.mul(0.35), wall.n().mul(0.22), trim);
    Vec band = wall.at(0, look.ground() - 0.12, 0);
    mesh.block(band, wall.u().mul(wall.width()), Vec.UP.mul(0.2), wall.n().mul(0.1), trim);
  }

  private void window(Wall wall, Opening opening, Material trim, Material surface) {
    double middle = opening.middle();
    double half = opening.half();
    double y = opening.sill();
    double tall = opening.tall();
    double deep = -0.22;
    Vec u = wall.u();
    Vec inward = wall.n().mul(deep);
    mesh.panel(wall.at(middle - half, y, 0), inward, Vec.UP.mul(tall), surface);
    mesh.panel(wall.at(middle + half, y, 0), inward, Vec.UP.mul(tall), surface);
    mesh.panel(wall.at(middle - half, y + tall, 0), inward, u.mul(2 * half), surface);
    mesh.panel(wall.at(middle - half, y, 0), inward, u.mul(2 * half), trim);
    mesh.panel(wall.at(middle - half, y, deep), u.mul(2 * half), Vec.UP.mul(tall), pane());
    Vec thick = wall.n().mul(0.06);
    double bar = 0.055;
    for (double x : new double[] {middle - half, middle - bar / 2, middle + half - bar}) {
      mesh.block(wall.at(x, y, deep), u.mul(bar), Vec.UP.mul(tall), thick, trim);
    }
    for (double h : new double[] {0, tall * 0.62, tall - bar}) {
      mesh.block(
          wall.at(middle - half, y + h, deep), u.mul(2 * half), Vec.UP.mul(bar), thick, trim);
    }
    Vec sill = wall.at(middle - half - 0.1, y - 0.1, 0);
    mesh.block(sill, u.mul(2 * half + 0.2), Vec.UP.mul(0.1), wall.n().mul(0.16), trim);
    Vec lintel = wall.at(middle - half - 0.08, y + tall, 0);
    mesh.block(lintel, u.mul(2 * half + 0.16), Vec.UP.mul(0.14), wall.n().mul(0.07), trim);
  }

  private Material pane() {
    if (random.nextDouble() < litShare) {
      Vec glow = Vec.light(0xffb45a).mul(random.nextDouble(0.7, 2.1));
      double phase = random.nextDouble(50);
      return (p, n) -> {
        double curtain = 0.65 + 0.5 * noise.fbm((p.x() + p.z()) * 2.2 + phase, p.y() * 0.5, 2);
        return new Surface(Vec.grey(0.05), 0.06, 0, glow.mul(curtain), n);
      };
    }
    Vec room = Vec.light(random.nextInt(3) == 0 ? 0x8d8878 : 0x20262b).mul(0.6);
    double warp = random.nextDouble(-0.02, 0.02);
    return (p, n) -> {
      Vec bent = n.add(warp, 0.01 * noise.at(p.x() * 3 + p.z() * 3, p.y() * 3), warp).unit();
      return Surface.glossy(room, 0.16, 0.004, bent);
    };
  }

  private void shutters(Wall wall, Opening opening, int hex) {
    Vec colour = Vec.light(hex);
    Material slats = (p, n) -> Surface.matte(colour.mul(0.6 + 0.55 * Maths.fract(p.y() / 0.12)), n);
    double half = opening.half();
    double wide = half * 0.85;
    for (double x : new double[] {opening.middle() - half - wide, opening.middle() + half}) {
      Vec foot = wall.at(x, opening.sill(), 0.01);
      mesh.block(foot, wall.u().mul(wide), Vec.UP.mul(opening.tall()), wall.n().mul(0.06), slats);
    }
  }

  /**
   * The walls that are not the front, and a roof whose ridge runs along the street or across it.
   */
  void body(Wall wall, double depth, double rise, boolean gable, Material side, Material roof) {
    Vec u = wall.u().mul(wall.width());
    Vec back = wall.n().mul(-depth);
    double h = wall.height();
    mesh.panel(wall.at(0, 0, 0), back, Vec.UP.mul(h), side);
    mesh.panel(wall.at(wall.width(), 0, 0), back, Vec.UP.mul(h), side);
    mesh.panel(wall.at(0, 0, -depth), u, Vec.UP.mul(h), side);
    Vec a = wall.at(0, h, 0);
    Vec b = wall.at(wall.width(), h, 0);
    Vec c = b.add(back);
    Vec d = a.add(back);
    double eave = 0.35;
    Vec drop = Vec.UP.mul(-0.12);
    if (gable) {
      Vec near = wall.at(wall.width() / 2, h + rise, 0);
      Vec far = near.add(back);
      mesh.triangle(a, b, near, side);
      mesh.triangle(d, c, far, side);
      Vec out = wall.n().mul(eave);
      Vec wide = wall.u().mul(eave);
      mesh.quad(a.add(out).sub(wide).add(drop), near.add(out), far, d.sub(wide).add(drop), roof);
      mesh.quad(b.add(out).add(wide).add(drop), near.add(out), far, c.add(wide).add(drop), roof);
    } else {
      Vec left = wall.at(0, h + rise, -depth / 2);
      Vec right = wall.at(wall.width(), h + rise, -depth / 2);
      mesh.triangle(a, d, left, side);
      mesh.triangle(b, c, right, side);
      Vec out = wall.n().mul(eave);
      mesh.quad(a.add(out).add(drop), b.add(out).add(drop), right, left, roof);
      mesh.quad(d.sub(out).add(drop), c.sub(out).add(drop), right, left, roof);
    }
    chimney(wall, depth, rise, side, roof);
  }

  private void chimney(Wall wall, double depth, double rise, Material side, Material pot) {
    double at = random.nextDouble(0.15, 0.75) * wall.width();
    double h = wall.height();
    Vec stack = wall.at(at, h, -depth * 0.55);
    mesh.block(stack, wall.u().mul(0.9), Vec.UP.mul(rise + 0.9), wall.n().mul(0.6), side);
    mesh.rod(
        wall.at(at + 0.3, h + rise, -depth * 0.5),
        wall.at(at + 0.3, h + rise + 1.3, -depth * 0.5),
        0.14,
        pot);
  }
}

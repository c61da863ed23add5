package io.github.tempera.samples.scenes;

import io.github.tempera.samples.drawing.Vec;
import io.github.tempera.samples.render.Material;
import io.github.tempera.samples.render.Mesh;
import java.util.SplittableRandom;

/** Grows branching trees whose leaves are small single triangles. */
final class Trees {
  private static final int GENERATIONS = 5;
  private final Mesh mesh;
  private final SplittableRandom random;
  private final Material bark = Material.plain(0x2e2620);
  private final Material[] leaves;

  Trees(Mesh mesh, SplittableRandom random, int... colours) {
    this.mesh = mesh;
    this.random = random;
    this.leaves = new Material[colours.length];
    for (int i = 0; i < colours.length; i++) {
      leaves[i] = Material.plain(colours[i]);
    }
  }

  /** A trunk that forks into four boughs. */
  void grow(Vec foot, double tall) {
    Vec fork = foot.add(random.nextDouble(-0.1, 0.1), tall * 0.36, random.nextDouble(-0.1, 0.1));
    mesh.rod(foot, fork, tall * 0.022, bark);
    for (int i = 0; i < 4; i++) {
      double turn = 2 * Math.PI * (i + random.nextDouble(0.6)) / 4;
      Vec way = new Vec(0.62 * Math.cos(turn), 1, 0.62 * Math.sin(turn)).unit();
      branch(fork, way, tall * 0.2, tall * 0.014, GENERATIONS);
    }
  }

  private void branch(Vec from, Vec way, double length, double radius, int left) {
    Vec to = from.plus(way, length);
    mesh.rod(from, to, radius, bark);
    if (left <= 3) {
      int count = left <= 1 ? 16 : 6;
      for (int i = 0; i < count; i++) {
        leaf(from.mix(to, random.nextDouble(0.2, 1.2)).add(jitter(0.22)));
      }
    }
    if (left == 0) {
      return;
    }
    int forks = left == GENERATIONS ? 3 : 2 + random.nextInt(2);
    for (int i = 0; i < forks; i++) {
      Vec next = way.add(jitter(0.75)).add(0, 0.08, 0).unit();
      branch(to, next, length * random.nextDouble(0.66, 0.84), radius * 0.66, left - 1);
    }
  }

  private void leaf(Vec at) {
    Vec a = jitter(0.15);
    Vec b = jitter(0.15);
    mesh.triangle(at, at.add(a), at.add(b), leaves[random.nextInt(leaves.length)]);
  }

  private Vec jitter(double size) {
    return new Vec(
        random.nextDouble(-size, size),
        random.nextDouble(-size, size),
        random.nextDouble(-size, size));
  }
}

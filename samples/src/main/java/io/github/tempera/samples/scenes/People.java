package io.github.tempera.samples.scenes;

import io.github.tempera.samples.drawing.Vec;
import io.github.tempera.samples.render.Material;
import io.github.tempera.samples.render.Mesh;
import java.util.SplittableRandom;

/** Small standing or walking figures in coats, seen from afar. */
final class People {
  private static final Material SKIN = Material.plain(0xc99a78);
  private static final Material DARK = Material.plain(0x1e1b1a);

  private People() {}

  /** Somebody in a coat, halfway through a step. */
  static void stand(Mesh mesh, Vec foot, SplittableRandom random, Material coat) {
    double turn = random.nextDouble(2 * Math.PI);
    double tall = random.nextDouble(0.93, 1.07);
    Vec side = new Vec(Math.cos(turn), 0, Math.sin(turn));
    Vec ahead = new Vec(-Math.sin(turn), 0, Math.cos(turn));
    double pace = random.nextDouble(0.05, 0.32);
    for (int k = -1; k <= 1; k += 2) {
      Vec hip = foot.plus(side, 0.11 * k).add(0, 0.9 * tall, 0);
      Vec knee = foot.plus(side, 0.12 * k).plus(ahead, pace * k * 0.6).add(0, 0.48 * tall, 0);
      Vec toe = foot.plus(side, 0.12 * k).plus(ahead, pace * k).add(0, 0.06, 0);
      mesh.rod(hip, knee, 0.09, DARK);
      mesh.rod(knee, toe, 0.07, DARK);
      mesh.rod(toe, toe.plus(ahead, 0.16), 0.055, DARK);
      Vec shoulder = foot.plus(side, 0.22 * k).add(0, 1.4 * tall, 0);
      Vec elbow = shoulder.plus(side, 0.07 * k).plus(ahead, -0.5 * pace * k).add(0, -0.3, 0);
      mesh.rod(shoulder, elbow, 0.075, coat);
      mesh.rod(elbow, elbow.plus(ahead, 0.1 - 0.5 * pace * k).add(0, -0.25, 0), 0.06, coat);
    }
    double[][] cut = {
      {0.27, 0.55 * tall},
      {0.22, 0.95 * tall},
      {0.21, 1.1 * tall},
      {0.26, 1.36 * tall},
      {0.2, 1.45 * tall},
      {0.07, 1.5 * tall}
    };
    mesh.lathe(foot, cut, 10, coat);
    Vec head = foot.add(0, 1.62 * tall, 0);
    mesh.rod(head, head.add(0, 0.06, 0), 0.105, SKIN);
    mesh.rod(head.add(0, 0.06, 0).plus(ahead, -0.03), head.add(0, 0.1, 0), 0.112, DARK);
  }

  /** An umbrella over somebody who stands here. */
  static void umbrella(Mesh mesh, Vec foot, Material cloth) {
    Vec hand = foot.add(0.2, 1.15, 0);
    mesh.rod(hand, hand.add(0, 1.0, 0), 0.015, DARK);
    double[][] dome = {{0.66, 1.92}, {0.6, 2.02}, {0.42, 2.14}, {0.2, 2.22}, {0.01, 2.26}};
    mesh.lathe(foot.add(0.2, 0, 0), dome, 9, cloth);
  }
}

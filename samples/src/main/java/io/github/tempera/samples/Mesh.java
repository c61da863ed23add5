package io.github.tempera.samples;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects triangles and rounded rods for a scene. */
final class Mesh {
  /** Nine numbers a primitive: three corners, or two ends, a radius and a mark. */
  static final int STRIDE = 9;

  private double[] data = new double[STRIDE * 1024];
  private boolean[] rod = new boolean[1024];
  private int count;
  private final List<Material> materials = new ArrayList<>();

  void triangle(Vec a, Vec b, Vec c, Material material) {
    put(false, material, a.x(), a.y(), a.z(), b.x(), b.y(), b.z(), c.x(), c.y(), c.z());
  }

  void rod(Vec a, Vec b, double radius, Material material) {
    put(true, material, a.x(), a.y(), a.z(), b.x(), b.y(), b.z(), radius, 0, 0);
  }

  void quad(Vec a, Vec b, Vec c, Vec d, Material material) {
    triangle(a, b, c, material);
    triangle(a, c, d, material);
  }

  /** A parallelogram from one corner and two edges. */
  void panel(Vec corner, Vec u, Vec v, Material material) {
    quad(corner, corner.add(u), corner.add(u).add(v), corner.add(v), material);
  }

  /** A block from one corner and three edges. */
  void block(Vec corner, Vec u, Vec v, Vec w, Material material) {
    panel(corner, u, v, material);
    panel(corner.add(w), u, v, material);
    panel(corner, u, w, material);
    panel(corner.add(v), u, w, material);
    panel(corner, v, w, material);
    panel(corner.add(u), v, w, material);
  }

  /** An upright round body with a radius for each height. */
  void lathe(Vec foot, double[][] profile, int sides, Material material) {
    for (int i = 0; i + 1 < profile.length; i++) {
      for (int k = 0; k < sides; k++) {
        double a = 2 * Math.PI * k / sides;
        double b = 2 * Math.PI * (k + 1) / sides;
        quad(
            around(foot, profile[i], a),
            around(foot, profile[i], b),
            around(foot, profile[i + 1], b),
            around(foot, profile[i + 1], a),
            material);
      }
    }
  }

  private static Vec around(Vec foot, double[] ring, double angle) {
    return foot.add(ring[0] * Math.cos(angle), ring[1], ring[0] * Math.sin(angle));
  }

  private void put(boolean isRod, Material material, double... numbers) {
    if (count == rod.length) {
      rod = Arrays.copyOf(rod, 2 * count);
      data = Arrays.copyOf(data, 2 * STRIDE * count);
    }
    System.arraycopy(numbers, 0, data, STRIDE * count, STRIDE);
    rod[count++] = isRod;
    materials.add(material);
  }

  Bvh build() {
    return new Bvh(
        Arrays.copyOf(data, STRIDE * count), Arrays.copyOf(rod, count), List.copyOf(materials));
  }
}

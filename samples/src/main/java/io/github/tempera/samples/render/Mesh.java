package io.github.tempera.samples.render;

import io.github.tempera.samples.drawing.Vec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects triangles and rounded rods for a scene. */
public final class Mesh {
  private double[] data = new double[Primitives.STRIDE * 1024];
  private boolean[] rod = new boolean[1024];
  private int count;
  private final List<Material> materials = new ArrayList<>();

  /** A triangle from its corners. */
  public void triangle(Vec a, Vec b, Vec c, Material material) {
    put(false, material, a.x(), a.y(), a.z(), b.x(), b.y(), b.z(), c.x(), c.y(), c.z());
  }

  /** A rod with round ends. */
  public void rod(Vec a, Vec b, double radius, Material material) {
    put(true, material, a.x(), a.y(), a.z(), b.x(), b.y(), b.z(), radius, 0, 0);
  }

  /** Two triangles from four corners in order. */
  public void quad(Vec a, Vec b, Vec c, Vec d, Material material) {
    triangle(a, b, c, material);
    triangle(a, c, d, material);
  }

  /** A parallelogram from one corner and two edges. */
  public void panel(Vec corner, Vec u, Vec v, Material material) {
    quad(corner, corner.add(u), corner.add(u).add(v), corner.add(v), material);
  }

  /** A block from one corner and three edges. */
  public void block(Vec corner, Vec u, Vec v, Vec w, Material material) {
    panel(corner, u, v, material);
    panel(corner.add(w), u, v, material);
    panel(corner, u, w, material);
    panel(corner.add(v), u, w, material);
    panel(corner, v, w, material);
    panel(corner.add(u), v, w, material);
  }

  /** An upright round body; the profile gives a radius and the height above the foot by turns. */
  public void lathe(Vec foot, double[][] profile, int sides, Material material) {
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
      data = Arrays.copyOf(data, 2 * Primitives.STRIDE * count);
    }
    System.arraycopy(numbers, 0, data, Primitives.STRIDE * count, Primitives.STRIDE);
    rod[count++] = isRod;
    materials.add(material);
  }

  /** What was collected so far, ready for rays. */
  public Bvh build() {
    return new Bvh(
        new Primitives(
            Arrays.copyOf(data, Primitives.STRIDE * count),
            Arrays.copyOf(rod, count),
            List.copyOf(materials)));
  }
}

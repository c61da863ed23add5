package io.github.tempera.samples.render;

import io.github.tempera.samples.drawing.Maths;
import io.github.tempera.samples.drawing.Vec;
import java.util.List;

/**
 * The triangles and rods of a mesh in plain arrays, and how a ray meets each of them.
 *
 * @param data nine numbers a primitive: three corners, or two ends and a radius
 * @param rod which of them are rods
 */
record Primitives(double[] data, boolean[] rod, List<Material> materials) {
  static final int STRIDE = 9;

  int count() {
    return rod.length;
  }

  double low(int primitive, int axis) {
    int i = primitive * STRIDE + axis;
    double ends = Math.min(data[i], data[i + 3]);
    return rod[primitive] ? ends - radius(primitive) : Math.min(ends, data[i + 6]);
  }

  double high(int primitive, int axis) {
    int i = primitive * STRIDE + axis;
    double ends = Math.max(data[i], data[i + 3]);
    return rod[primitive] ? ends + radius(primitive) : Math.max(ends, data[i + 6]);
  }

  /** Twice the middle, which sorts the same. */
  double middle(int primitive, int axis) {
    return low(primitive, axis) + high(primitive, axis);
  }

  /** Where a ray meets the primitive; not positive if it misses. */
  double distance(int primitive, Vec o, Vec d) {
    return rod[primitive] ? rodDistance(primitive, o, d) : triangleDistance(primitive, o, d);
  }

  /** The method of Möller and Trumbore, without vectors: this is where the time goes. */
  private double triangleDistance(int primitive, Vec o, Vec d) {
    int i = primitive * STRIDE;
    double e1x = data[i + 3] - data[i];
    double e1y = data[i + 4] - data[i + 1];
    double e1z = data[i + 5] - data[i + 2];
    double e2x = data[i + 6] - data[i];
    double e2y = data[i + 7] - data[i + 1];
    double e2z = data[i + 8] - data[i + 2];
    double px = d.y() * e2z - d.z() * e2y;
    double py = d.z() * e2x - d.x() * e2z;
    double pz = d.x() * e2y - d.y() * e2x;
    double det = e1x * px + e1y * py + e1z * pz;
    if (Math.abs(det) < 1e-14) {
      return -1;
    }
    double sx = o.x() - data[i];
    double sy = o.y() - data[i + 1];
    double sz = o.z() - data[i + 2];
    double u = (sx * px + sy * py + sz * pz) / det;
    double qx = sy * e1z - sz * e1y;
    double qy = sz * e1x - sx * e1z;
    double qz = sx * e1y - sy * e1x;
    double v = (d.x() * qx + d.y() * qy + d.z() * qz) / det;
    if (u < 0 || v < 0 || u + v > 1) {
      return -1;
    }
    return (e2x * qx + e2y * qy + e2z * qz) / det;
  }

  /** The side of the rod, or else the ball at the end that the ray passes. */
  private double rodDistance(int primitive, Vec o, Vec d) {
    Vec a = point(primitive, 0);
    Vec axis = point(primitive, 3).sub(a);
    double radius = radius(primitive);
    Vec oa = o.sub(a);
    double aa = axis.dot(axis);
    double ad = axis.dot(d);
    double ao = axis.dot(oa);
    double qa = aa - ad * ad;
    double qb = aa * d.dot(oa) - ad * ao;
    double root = qb * qb - qa * (aa * oa.dot(oa) - ao * ao - radius * radius * aa);
    if (root < 0) {
      return -1;
    }
    double t = (-qb - Math.sqrt(root)) / qa;
    double along = ao + t * ad;
    if (along > 0 && along < aa) {
      return t;
    }
    Vec end = along <= 0 ? oa : oa.sub(axis);
    double half = end.dot(d);
    double ball = half * half - end.dot(end) + radius * radius;
    return ball < 0 ? -1 : -half - Math.sqrt(ball);
  }

  /** The direction of a rod. */
  Vec axis(int primitive) {
    return point(primitive, 3).sub(point(primitive, 0)).unit();
  }

  /** The unit normal at a point, on the side that faces against the ray. */
  Vec normal(int primitive, Vec at, Vec ray) {
    Vec a = point(primitive, 0);
    Vec b = point(primitive, 3).sub(a);
    Vec n;
    if (rod[primitive]) {
      double t = Maths.clamp(at.sub(a).dot(b) / Math.max(1e-12, b.dot(b)));
      n = at.sub(a.plus(b, t)).unit();
    } else {
      n = b.cross(point(primitive, 6).sub(a)).unit();
    }
    return n.dot(ray) > 0 ? n.mul(-1) : n;
  }

  private double radius(int primitive) {
    return data[primitive * STRIDE + 6];
  }

  private Vec point(int primitive, int offset) {
    int i = primitive * STRIDE + offset;
    return new Vec(data[i], data[i + 1], data[i + 2]);
  }
}

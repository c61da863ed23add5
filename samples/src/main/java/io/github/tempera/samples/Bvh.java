package io.github.tempera.samples;

import java.util.Arrays;
import java.util.List;

/** A bounding volume hierarchy over the primitives of a mesh: finds what a ray meets first. */
final class Bvh {
  private static final int LEAF = 4;
  private final double[] data;
  private final boolean[] rod;
  private final List<Material> materials;
  private final int[] order;
  private final double[] bounds;
  private final int[] first;
  private final int[] size;
  private int nodes;

  /** The nearest meeting point; {@code primitive} is -1 when there is none. */
  record Hit(double distance, int primitive) {
    boolean missed() {
      return primitive < 0;
    }
  }

  Bvh(double[] data, boolean[] rod, List<Material> materials) {
    this.data = data;
    this.rod = rod;
    this.materials = materials;
    this.order = new int[rod.length];
    this.bounds = new double[12 * Math.max(1, rod.length)];
    this.first = new int[2 * Math.max(1, rod.length)];
    this.size = new int[2 * Math.max(1, rod.length)];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    nodes = 1;
    split(0, 0, order.length);
  }

  Material material(int primitive) {
    return materials.get(primitive);
  }

  private double low(int primitive, int axis) {
    int i = primitive * Mesh.STRIDE + axis;
    double ends = Math.min(data[i], data[i + 3]);
    return rod[primitive] ? ends - data[i - axis + 6] : Math.min(ends, data[i + 6]);
  }

  private double high(int primitive, int axis) {
    int i = primitive * Mesh.STRIDE + axis;
    double ends = Math.max(data[i], data[i + 3]);
    return rod[primitive] ? ends + data[i - axis + 6] : Math.max(ends, data[i + 6]);
  }

  private double middle(int primitive, int axis) {
    return low(primitive, axis) + high(primitive, axis);
  }

  private void split(int node, int from, int to) {
    fit(node, from, to);
    first[node] = from;
    size[node] = to - from;
    if (to - from <= LEAF) {
      return;
    }
    int middle = partition(from, to);
    int child = nodes;
    nodes += 2;
    first[node] = child;
    size[node] = 0;
    split(child, from, middle);
    split(child + 1, middle, to);
  }

  private void fit(int node, int from, int to) {
    for (int k = 0; k < 3; k++) {
      double low = Double.MAX_VALUE;
      double high = -Double.MAX_VALUE;
      for (int i = from; i < to; i++) {
        low = Math.min(low, low(order[i], k));
        high = Math.max(high, high(order[i], k));
      }
      bounds[6 * node + k] = low;
      bounds[6 * node + 3 + k] = high;
    }
  }

  /** Parts the range where rays are expected to do the least work (surface area heuristic). */
  private int partition(int from, int to) {
    double cheapest = Double.MAX_VALUE;
    int axis = 0;
    double cut = 0;
    for (int k = 0; k < 3; k++) {
      double least = Double.MAX_VALUE;
      double most = -Double.MAX_VALUE;
      for (int i = from; i < to; i++) {
        least = Math.min(least, middle(order[i], k));
        most = Math.max(most, middle(order[i], k));
      }
      Bins bins = new Bins();
      double scale = Bins.COUNT * 0.9999 / Math.max(1e-12, most - least);
      for (int i = from; i < to; i++) {
        bins.add(this, order[i], (int) ((middle(order[i], k) - least) * scale));
      }
      for (int bin = 1; bin < Bins.COUNT; bin++) {
        double cost = bins.cost(bin);
        if (cost < cheapest) {
          cheapest = cost;
          axis = k;
          cut = least + bin / scale;
        }
      }
    }
    int middle = from;
    for (int i = from; i < to; i++) {
      if (middle(order[i], axis) < cut) {
        int swap = order[i];
        order[i] = order[middle];
        order[middle++] = swap;
      }
    }
    return middle == from || middle == to ? (from + to) >>> 1 : middle;
  }

  /** Counts and boxes of the primitives whose middles fall into equal slices of a range. */
  private static final class Bins {
    static final int COUNT = 12;
    private final int[] counts = new int[COUNT];
    private final double[] boxes = new double[6 * COUNT];

    Bins() {
      Arrays.fill(boxes, Double.MAX_VALUE);
    }

    void add(Bvh tree, int primitive, int bin) {
      counts[bin]++;
      for (int k = 0; k < 3; k++) {
        boxes[6 * bin + k] = Math.min(boxes[6 * bin + k], tree.low(primitive, k));
        boxes[6 * bin + 3 + k] = Math.min(boxes[6 * bin + 3 + k], -tree.high(primitive, k));
      }
    }

    double cost(int cut) {
      return area(0, cut) + area(cut, COUNT);
    }

    private double area(int from, int to) {
      double[] box = new double[6];
      Arrays.fill(box, Double.MAX_VALUE);
      int count = 0;
      for (int bin = from; bin < to; bin++) {
        count += counts[bin];
        for (int k = 0; k < 6; k++) {
          box[k] = Math.min(box[k], boxes[6 * bin + k]);
        }
      }
      if (count == 0) {
        return 1e30;
      }
      double x = -box[3] - box[0];
      double y = -box[4] - box[1];
      double z = -box[5] - box[2];
      return count * (x * y + y * z + z * x);
    }
  }

  Hit nearest(Vec o, Vec d, double limit) {
    return search(o, d, limit, false);
  }

  boolean blocked(Vec o, Vec d, double limit) {
    return !search(o, d, limit, true).missed();
  }

  private Hit search(Vec o, Vec d, double limit, boolean any) {
    double ix = 1 / (Math.abs(d.x()) < 1e-12 ? 1e-12 : d.x());
    double iy = 1 / (Math.abs(d.y()) < 1e-12 ? 1e-12 : d.y());
    double iz = 1 / (Math.abs(d.z()) < 1e-12 ? 1e-12 : d.z());
    int[] stack = new int[96];
    double[] entries = new double[96];
    int top = order.length > 0 ? 1 : 0;
    double best = limit;
    int found = -1;
    while (top > 0) {
      int node = stack[--top];
      if (entries[top] >= best) {
        continue;
      }
      if (size[node] == 0) {
        int near = first[node];
        int far = near + 1;
        double nearEntry = entry(near, o, ix, iy, iz);
        double farEntry = entry(far, o, ix, iy, iz);
        if (farEntry < nearEntry) {
          double swap = nearEntry;
          nearEntry = farEntry;
          farEntry = swap;
          near = far;
          far = first[node];
        }
        if (farEntry < best) {
          entries[top] = farEntry;
          stack[top++] = far;
        }
        if (nearEntry < best) {
          entries[top] = nearEntry;
          stack[top++] = near;
        }
        continue;
      }
      for (int i = first[node]; i < first[node] + size[node]; i++) {
        double t = rod[order[i]] ? rodDistance(order[i], o, d) : triangleDistance(order[i], o, d);
        if (t > 1e-5 && t < best) {
          best = t;
          found = order[i];
          if (any) {
            return new Hit(best, found);
          }
        }
      }
    }
    return new Hit(best, found);
  }

  /** Where the ray enters the box of a node, or infinity if it passes by. */
  private double entry(int node, Vec o, double ix, double iy, double iz) {
    int b = 6 * node;
    int sx = ix < 0 ? 3 : 0;
    int sy = iy < 0 ? 4 : 1;
    int sz = iz < 0 ? 5 : 2;
    // Plain comparisons: Math.min and Math.max pay for NaN and signed zero on every box.
    double enter = (bounds[b + sx] - o.x()) * ix;
    double exit = (bounds[b + 3 - sx] - o.x()) * ix;
    double y0 = (bounds[b + sy] - o.y()) * iy;
    double y1 = (bounds[b + 5 - sy] - o.y()) * iy;
    double z0 = (bounds[b + sz] - o.z()) * iz;
    double z1 = (bounds[b + 7 - sz] - o.z()) * iz;
    enter = y0 > enter ? y0 : enter;
    enter = z0 > enter ? z0 : enter;
    exit = y1 < exit ? y1 : exit;
    exit = z1 < exit ? z1 : exit;
    return exit >= enter && exit >= 0 ? enter : Double.POSITIVE_INFINITY;
  }

  private double triangleDistance(int primitive, Vec o, Vec d) {
    int i = primitive * Mesh.STRIDE;
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

  private double rodDistance(int primitive, Vec o, Vec d) {
    Vec a = point(primitive, 0);
    Vec axis = point(primitive, 3).sub(a);
    double radius = data[primitive * Mesh.STRIDE + 6];
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

  private Vec point(int primitive, int offset) {
    int i = primitive * Mesh.STRIDE + offset;
    return new Vec(data[i], data[i + 1], data[i + 2]);
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
}

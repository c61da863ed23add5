package io.github.tempera.samples.render;

import io.github.tempera.samples.drawing.Vec;
import java.util.Arrays;

/** A bounding volume hierarchy over the primitives of a mesh: finds what a ray meets first. */
public final class Bvh {
  private static final int LEAF = 4;
  private final Primitives primitives;

  /** The primitives, sorted so that those of a leaf stand side by side. */
  private final int[] order;

  /** Six numbers a node: the lowest corner of its box and the highest. */
  private final double[] bounds;

  /**
   * The place in the order where a leaf begins, or the first of a node's two neighbour children.
   */
  private final int[] first;

  /** How many primitives a leaf holds; 0 marks a node with children. */
  private final int[] size;

  private int nodes = 1;

  /** The nearest meeting point; {@code primitive} is -1 when there is none. */
  public record Hit(double distance, int primitive) {
    /** Whether the ray met nothing. */
    public boolean missed() {
      return primitive < 0;
    }
  }

  Bvh(Primitives primitives) {
    this.primitives = primitives;
    int count = primitives.count();
    this.order = new int[count];
    // A tree of n leaves has fewer than 2n nodes.
    this.bounds = new double[12 * Math.max(1, count)];
    this.first = new int[2 * Math.max(1, count)];
    this.size = new int[2 * Math.max(1, count)];
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
    split(0, 0, count);
  }

  /** What a primitive is made of. */
  public Material material(int primitive) {
    return primitives.materials().get(primitive);
  }

  /** The direction of a rod. */
  public Vec axis(int primitive) {
    return primitives.axis(primitive);
  }

  /** The unit normal at a point, on the side that faces against the ray. */
  public Vec normal(int primitive, Vec at, Vec ray) {
    return primitives.normal(primitive, at, ray);
  }

  /** The first primitive along a ray of limited length. */
  public Hit nearest(Vec o, Vec d, double limit) {
    return search(o, d, limit, false);
  }

  /** Whether anything stands in the way of a ray of limited length. */
  public boolean blocked(Vec o, Vec d, double limit) {
    return !search(o, d, limit, true).missed();
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
        low = Math.min(low, primitives.low(order[i], k));
        high = Math.max(high, primitives.high(order[i], k));
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
        least = Math.min(least, primitives.middle(order[i], k));
        most = Math.max(most, primitives.middle(order[i], k));
      }
      Bins bins = new Bins();
      double scale = Bins.COUNT * 0.9999 / Math.max(1e-12, most - least);
      for (int i = from; i < to; i++) {
        bins.add(primitives, order[i], (int) ((primitives.middle(order[i], k) - least) * scale));
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
      if (primitives.middle(order[i], axis) < cut) {
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

    /** Lowest corners and negated highest ones, so that one minimum serves both. */
    private final double[] boxes = new double[6 * COUNT];

    Bins() {
      Arrays.fill(boxes, Double.MAX_VALUE);
    }

    void add(Primitives primitives, int primitive, int bin) {
      counts[bin]++;
      for (int k = 0; k < 3; k++) {
        boxes[6 * bin + k] = Math.min(boxes[6 * bin + k], primitives.low(primitive, k));
        boxes[6 * bin + 3 + k] = Math.min(boxes[6 * bin + 3 + k], -primitives.high(primitive, k));
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
        // A cut with nothing on one side is none.
        return 1e30;
      }
      double x = -box[3] - box[0];
      double y = -box[4] - box[1];
      double z = -box[5] - box[2];
      return count * (x * y + y * z + z * x);
    }
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
        double t = primitives.distance(order[i], o, d);
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
}

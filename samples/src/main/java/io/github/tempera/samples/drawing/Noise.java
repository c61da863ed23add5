package io.github.tempera.samples.drawing;

/** Seeded gradient and cell noise with the usual fractal sums; every value is a pure function. */
public final class Noise {
  private final int seed;

  /** Noise of its own for each seed. */
  public Noise(int seed) {
    this.seed = seed;
  }

  /** A well mixed value in [0, 1) for a lattice point. */
  public double cell(int x, int y) {
    return (mix(x, y, 0) >>> 8) / (double) (1 << 24);
  }

  private int mix(int x, int y, int z) {
    int h = seed * 0x9E3779B1 + x * 0x85EBCA77 + y * 0xC2B2AE3D + z * 0x27D4EB2F;
    h = (h ^ (h >>> 15)) * 0x2C1B3C6D;
    h = (h ^ (h >>> 12)) * 0x297A2D39;
    return h ^ (h >>> 15);
  }

  /** Gradient noise in the plane, about [-1, 1]. */
  public double at(double x, double y) {
    int ix = (int) Math.floor(x);
    int iy = (int) Math.floor(y);
    double fx = x - ix;
    double fy = y - iy;
    double u = fade(fx);
    double v = fade(fy);
    double top = Maths.lerp(slope(ix, iy, fx, fy), slope(ix + 1, iy, fx - 1, fy), u);
    double low =
        Maths.lerp(slope(ix, iy + 1, fx, fy - 1), slope(ix + 1, iy + 1, fx - 1, fy - 1), u);
    return 1.5 * Maths.lerp(top, low, v);
  }

  private double slope(int ix, int iy, double fx, double fy) {
    int h = mix(ix, iy, 0);
    double gx = ((h & 0x3FF) - 511.5) / 511.5;
    double gy = (((h >>> 10) & 0x3FF) - 511.5) / 511.5;
    return gx * fx + gy * fy;
  }

  /** Gradient noise in space, about [-1, 1]. */
  public double at(double x, double y, double z) {
    int ix = (int) Math.floor(x);
    int iy = (int) Math.floor(y);
    int iz = (int) Math.floor(z);
    double fx = x - ix;
    double fy = y - iy;
    double fz = z - iz;
    double u = fade(fx);
    double v = fade(fy);
    return 1.3
        * Maths.lerp(
            layer(ix, iy, iz, fx, fy, fz, u, v),
            layer(ix, iy, iz + 1, fx, fy, fz - 1, u, v),
            fade(fz));
  }

  private double layer(
      int ix, int iy, int iz, double fx, double fy, double fz, double u, double v) {
    double top =
        Maths.lerp(slope(ix, iy, iz, fx, fy, fz), slope(ix + 1, iy, iz, fx - 1, fy, fz), u);
    double low =
        Maths.lerp(
            slope(ix, iy + 1, iz, fx, fy - 1, fz),
            slope(ix + 1, iy + 1, iz, fx - 1, fy - 1, fz),
            u);
    return Maths.lerp(top, low, v);
  }

  private double slope(int ix, int iy, int iz, double fx, double fy, double fz) {
    int h = mix(ix, iy, iz);
    double gx = ((h & 0x3FF) - 511.5) / 511.5;
    double gy = (((h >>> 10) & 0x3FF) - 511.5) / 511.5;
    double gz = (((h >>> 20) & 0x3FF) - 511.5) / 511.5;
    return gx * fx + gy * fy + gz * fz;
  }

  /** The sum of octaves, each of half the size and half the height of the one before. */
  public double fbm(double x, double y, int octaves) {
    double sum = 0;
    double gain = 0.5;
    double px = x;
    double py = y;
    for (int i = 0; i < octaves; i++) {
      sum += gain * at(px, py);
      gain *= 0.5;
      // Turning each octave hides the lattice of the one before.
      double qx = 1.6 * px + 1.2 * py + 7.3;
      py = -1.2 * px + 1.6 * py + 3.1;
      px = qx;
    }
    return sum;
  }

  /** The sum of octaves in space. */
  public double fbm(double x, double y, double z, int octaves) {
    double sum = 0;
    double gain = 0.5;
    double scale = 1;
    for (int i = 0; i < octaves; i++) {
      sum += gain * at(x * scale + 11.7 * i, y * scale + 5.1 * i, z * scale - 3.3 * i);
      gain *= 0.5;
      scale *= 2.03;
    }
    return sum;
  }

  /** Sharp crests instead of round hills, in [0, 1]. */
  public double ridged(double x, double y, int octaves) {
    double sum = 0;
    double gain = 0.5;
    double weight = 1;
    double px = x;
    double py = y;
    for (int i = 0; i < octaves; i++) {
      double crest = 1 - Math.abs(at(px, py));
      crest *= crest * weight;
      sum += gain * crest;
      // Detail gathers on the crests, as it does on worn rock.
      weight = Maths.clamp(crest * 1.6);
      gain *= 0.5;
      double qx = 1.6 * px + 1.2 * py + 7.3;
      py = -1.2 * px + 1.6 * py + 3.1;
      px = qx;
    }
    return sum;
  }

  /** The nearest and second nearest of one jittered point per cell. */
  public Cells cells(double x, double y) {
    int ix = (int) Math.floor(x);
    int iy = (int) Math.floor(y);
    double first = 9;
    double second = 9;
    int id = 0;
    for (int dy = -1; dy <= 1; dy++) {
      for (int dx = -1; dx <= 1; dx++) {
        int h = mix(ix + dx, iy + dy, 17);
        double px = ix + dx + 0.1 + 0.8 * (h & 0xFFFF) / 65536.0;
        double py = iy + dy + 0.1 + 0.8 * (h >>> 16) / 65536.0;
        double d = Maths.length(px - x, py - y);
        if (d < first) {
          second = first;
          first = d;
          id = h;
        } else if (d < second) {
          second = d;
        }
      }
    }
    return new Cells(first, second, ((id * 0x9E3779B1) >>> 8) / (double) (1 << 24));
  }

  /** Distances to the two nearest cell points and a value in [0, 1) that belongs to the cell. */
  public record Cells(double first, double second, double value) {}

  private static double fade(double t) {
    return t * t * t * (t * (t * 6 - 15) + 10);
  }
}

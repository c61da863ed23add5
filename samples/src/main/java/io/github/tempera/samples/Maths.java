package io.github.tempera.samples;

/** Small numeric helpers that shading code reads better with. */
final class Maths {
  private Maths() {}

  static double clamp(double v) {
    return Math.max(0, Math.min(1, v));
  }

  static double clamp(double v, double low, double high) {
    return Math.max(low, Math.min(high, v));
  }

  static double lerp(double a, double b, double t) {
    return a + (b - a) * t;
  }

  /** Smooth step from 0 at {@code from} to 1 at {@code to}; the bounds may fall as well as rise. */
  static double smooth(double from, double to, double v) {
    double t = clamp((v - from) / (to - from));
    return t * t * (3 - 2 * t);
  }

  /** A bell of height 1 around zero. */
  static double bell(double v, double width) {
    return Math.exp(-v * v / (width * width));
  }

  static double fract(double v) {
    return v - Math.floor(v);
  }

  /** A random seed of its own for every pixel. */
  static long pixelSeed(double x, double y) {
    long row = (long) y;
    long column = (long) x;
    return row * 65_537 + column;
  }

  /** The length of a plane vector; Math.hypot guards against overflow at many times the cost. */
  static double length(double x, double y) {
    return Math.sqrt(x * x + y * y);
  }
}

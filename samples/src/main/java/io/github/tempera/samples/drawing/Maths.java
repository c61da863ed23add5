package io.github.tempera.samples.drawing;

import java.util.SplittableRandom;

/** Small numeric helpers that shading code reads better with. */
public final class Maths {
  private Maths() {}

  /** The value limited to [0, 1]. */
  public static double clamp(double v) {
    return Math.max(0, Math.min(1, v));
  }

  /** The value limited to a range. */
  public static double clamp(double v, double low, double high) {
    return Math.max(low, Math.min(high, v));
  }

  /** The way from {@code a} (0) to {@code b} (1). */
  public static double lerp(double a, double b, double t) {
    return a + (b - a) * t;
  }

  /** Smooth step from 0 at {@code from} to 1 at {@code to}; the bounds may fall as well as rise. */
  public static double smooth(double from, double to, double v) {
    double t = clamp((v - from) / (to - from));
    return t * t * (3 - 2 * t);
  }

  /** A bell of height 1 around zero. */
  public static double bell(double v, double width) {
    return Math.exp(-v * v / (width * width));
  }

  /** What is left above the next lower whole number. */
  public static double fract(double v) {
    return v - Math.floor(v);
  }

  /** The length of a plane vector; Math.hypot guards against overflow at many times the cost. */
  public static double length(double x, double y) {
    return Math.sqrt(x * x + y * y);
  }

  /** One of the choices, each as likely as the others. */
  public static int pick(SplittableRandom random, int... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** A random seed of its own for every pixel, so that rows can be painted in any order. */
  public static long pixelSeed(double x, double y) {
    long row = (long) y;
    long column = (long) x;
    return row * 65_537 + column;
  }
}

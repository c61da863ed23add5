package io.github.tempera.samples.scenes;

import io.github.tempera.samples.drawing.Canvas;
import io.github.tempera.samples.drawing.Maths;
import io.github.tempera.samples.drawing.Noise;
import io.github.tempera.samples.drawing.Vec;
import io.github.tempera.samples.render.Tracer;

/**
 * The air of a scene under the sun: a gradient, a glow and ray-marched clouds, computed once and
 * then looked up. The hour decides what the ambience and the haze are.
 */
abstract class Sky implements Tracer.Air {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 340;
  private static final double HALF_TURN = Math.toRadians(50);
  private static final double TOP = Math.toRadians(48);
  private static final double BASE = 1200;
  private static final double CEILING = 2900;

  private final Look look;
  private final Noise noise;
  private final Canvas map;

  /** The colours of the hour and how much cloud there is (0 none, 1 closed). */
  record Look(Vec sun, Vec sunlight, Vec zenith, Vec horizon, Vec shade, double cover, int seed) {}

  Sky(Look look) {
    this.look = look;
    this.noise = new Noise(look.seed());
    this.map = new Canvas(WIDTH, HEIGHT).fill((x, y) -> march(direction(x, y)));
  }

  @Override
  public final Vec sunDirection() {
    return look.sun();
  }

  @Override
  public final Vec sunColour() {
    return look.sunlight();
  }

  @Override
  public final Vec sky(Vec d) {
    double azimuth = Math.atan2(d.x(), -d.z());
    double elevation = Math.asin(Maths.clamp(d.y(), 0, 1));
    double x = (Maths.clamp(azimuth / HALF_TURN, -1, 1) + 1) / 2 * WIDTH;
    return map.sample(x, Math.min(1, elevation / TOP) * HEIGHT);
  }

  /** The clear sky without clouds. */
  private Vec clear(Vec d) {
    double up = Math.max(0, d.y());
    Vec base = look.horizon().mix(look.zenith(), 1 - Math.pow(1 - Math.min(1, up * 1.35), 3.2));
    double near = Math.max(0, d.dot(look.sun()));
    return base.add(look.sunlight().mul(0.05 * Math.pow(near, 5) + 0.16 * Math.pow(near, 60)));
  }

  private static Vec direction(double x, double y) {
    double azimuth = (x / WIDTH * 2 - 1) * HALF_TURN;
    double elevation = y / HEIGHT * TOP;
    double c = Math.cos(elevation);
    return new Vec(Math.sin(azimuth) * c, Math.sin(elevation), -Math.cos(azimuth) * c);
  }

  private Vec march(Vec d) {
    Vec behind = clear(d).add(veil(d));
    if (d.y() < 0.02) {
      return behind;
    }
    int steps = 32;
    double from = BASE / d.y();
    double to = Math.min(CEILING / d.y(), from + 9000);
    double step = (to - from) / steps;
    double through = 1;
    Vec sum = Vec.ZERO;
    double glow = 0.75 + 1.4 * Math.pow(Math.max(0, d.dot(look.sun())), 6);
    // Starting every ray at its own offset trades the bands of coarse steps for fine grain.
    double offset = noise.cell((int) (d.x() * 1e5), (int) (d.y() * 1e5));
    for (int i = 0; i < steps && through > 0.03; i++) {
      Vec p = d.mul(from + (i + offset) * step);
      double density = density(p, 5);
      if (density <= 0) {
        continue;
      }
      double toSun = 0;
      for (int k = 1; k <= 2; k++) {
        toSun += Math.max(0, density(p.plus(look.sun(), 190.0 * k * k), 3)) * 240 * k;
      }
      double lit = Math.exp(-toSun * 0.010) + 0.25 * Math.exp(-toSun * 0.0025);
      double height = (p.y() - BASE) / (CEILING - BASE);
      Vec light = look.sunlight().mul(0.42 * lit * glow).add(look.shade().mul(0.55 + 0.6 * height));
      double opacity = 1 - Math.exp(-density * step * 0.012);
      sum = sum.add(light.mul(through * opacity));
      through *= 1 - opacity;
    }
    double fade = Math.exp(-from / 26_000) * Maths.smooth(0.02, 0.09, d.y());
    return behind.mix(sum.add(behind.mul(through)), fade);
  }

  private double density(Vec p, int octaves) {
    double height = (p.y() - BASE) / (CEILING - BASE);
    if (height < 0 || height > 1) {
      return 0;
    }
    double n = noise.fbm(p.x() / 1500 + 3.7, p.y() / 950, p.z() / 1500, octaves);
    double shape = Maths.smooth(0, 0.12, height) * (1 - 0.55 * height);
    return (n + look.cover() - 0.45 + 0.28 * (shape - 0.6)) * Math.min(1, shape * 1.6);
  }

  /** High thin cloud in long streaks. */
  private Vec veil(Vec d) {
    double s = 1 / (d.y() + 0.12);
    double n = noise.fbm(d.x() * s * 1.6 + 9, d.z() * s * 0.55, 5);
    double amount = Maths.smooth(0.02, 0.5, n) * Maths.smooth(0.02, 0.2, d.y());
    return look.sunlight().mix(look.horizon(), 0.5).mul(0.13 * amount);
  }
}

package io.github.tempera.samples.styles;

import io.github.tempera.samples.drawing.Canvas;
import io.github.tempera.samples.drawing.Maths;
import io.github.tempera.samples.drawing.Noise;
import io.github.tempera.samples.drawing.Vec;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.SplittableRandom;

/** Wind over a barley field at night: thick strokes that follow the air around floating lights. */
public final class SwirlingStrokes {
  private static final int SIZE = 512;
  private static final List<Light> LIGHTS =
      List.of(
          new Light(120, 118, 46, 1),
          new Light(330, 70, 28, -1),
          new Light(420, 205, 38, 1),
          new Light(238, 232, 22, -1));
  private final Noise noise = new Noise(71);

  /** A light in the sky; the air turns around it one way (1) or the other (-1). */
  private record Light(double x, double y, double size, double spin) {}

  private SwirlingStrokes() {}

  /** The picture. */
  public static BufferedImage paint() {
    return new SwirlingStrokes().strokes();
  }

  private BufferedImage strokes() {
    Canvas ground = new Canvas(SIZE, SIZE).fill((x, y) -> Vec.rgb(0x14203f));
    Impasto paint = new Impasto(ground);
    SplittableRandom random = new SplittableRandom(5);
    layer(paint, random, 1400, 10, 64);
    layer(paint, random, 2000, 7.5, 48);
    layer(paint, random, 1300, 5.2, 36);
    // Fewer levels than a byte holds: the eye cannot tell, and the PNG is a quarter smaller.
    return paint.lit(0.85).glaze((x, y, c) -> c.clamp().snap(72)).toImage();
  }

  private void layer(
      Impasto paint, SplittableRandom random, int count, double radius, double length) {
    for (int i = 0; i < count; i++) {
      double x = random.nextDouble(-20, SIZE + 20);
      double y = random.nextDouble(-20, SIZE + 20);
      double size = radius * random.nextDouble(0.75, 1.25);
      Vec base = colour(x, y, random);
      Vec streak = colour(x + random.nextDouble(-9, 9), y + random.nextDouble(-9, 9), random);
      double reach = length * random.nextDouble(0.7, 1.2) * (nearLight(x, y) > 0.25 ? 0.6 : 1);
      paint.stroke(
          x, y, this::angle, new Impasto.Load(base, streak, size, reach, random.nextInt()));
    }
  }

  private double horizon(double x) {
    return 318 + 26 * Math.sin(x / 95 + 0.6) + 16 * Math.sin(x / 41);
  }

  private double field(double x) {
    return 372 + 22 * Math.sin(x / 130 + 2.2);
  }

  /** Which way the brush goes. */
  private double angle(double x, double y) {
    if (y > field(x)) {
      return -1.05 + 0.75 * noise.fbm(x / 150, y / 90, 2) + 0.35 * Math.sin(x / 60 + y / 30);
    }
    if (y > horizon(x)) {
      return Math.atan2(horizon(x + 4) - horizon(x - 4), 8) + 0.5 * noise.at(x / 60, y / 60);
    }
    // The curl of a potential never runs into itself, so neighbouring strokes stay side by side.
    double e = 2;
    double vx = potential(x, y + e) - potential(x, y - e);
    double vy = potential(x - e, y) - potential(x + e, y);
    return Math.atan2(vy, vx);
  }

  private double potential(double x, double y) {
    double p = y * 0.55 + 62 * noise.fbm(x / 170 + 3, y / 130, 2);
    for (Light light : LIGHTS) {
      double d = Maths.length(x - light.x(), y - light.y());
      p += light.spin() * 88 * Math.exp(-d / (light.size() * 1.25));
    }
    return p;
  }

  private double nearLight(double x, double y) {
    double glow = 0;
    for (Light light : LIGHTS) {
      double d = Maths.length(x - light.x(), y - light.y());
      glow = Math.max(glow, Maths.bell(d, light.size()));
    }
    return glow;
  }

  private Vec colour(double x, double y, SplittableRandom random) {
    double jitter = random.nextDouble(-1, 1);
    Vec c;
    if (y > field(x)) {
      double wave = Math.sin(x / 46 + y / 22 + 3 * noise.at(x / 90, y / 60)) + 0.7 * jitter;
      c = tone(wave, 0x2c2a1c, 0x8a5a14, 0xd99a1e, 0xf6d25c);
    } else if (y > horizon(x)) {
      double band = Math.sin((y - horizon(x)) / 7) + 0.6 * jitter;
      c = tone(band, 0x0b1626, 0x123a44, 0x1f5a5c, 0x4f8f6d);
    } else {
      double band = 1.5 * Math.sin(potential(x, y) / 8.5) + 0.7 * jitter;
      c = tone(band, 0x0d1c52, 0x1f47a0, 0x3f86c6, 0xa9d3d6);
      double ring = nearLight(x, y) + 0.10 * jitter;
      Vec warm = tone((ring - 0.5) * 3.4, 0x8fae6a, 0xe3c247, 0xf8e07a, 0xfff6cf);
      c = c.mix(warm, Maths.smooth(0.16, 0.42, ring));
    }
    return c.mul(1 + 0.12 * random.nextDouble(-1, 1));
  }

  /** A colour between the tones: the first at -1.6, the last at 1.6. */
  private static Vec tone(double v, int... tones) {
    double at = Maths.clamp((v + 1.6) / 3.2) * (tones.length - 1);
    int i = (int) Math.min(tones.length - 2, at);
    return Vec.rgb(tones[i]).mix(Vec.rgb(tones[i + 1]), at - i);
  }
}

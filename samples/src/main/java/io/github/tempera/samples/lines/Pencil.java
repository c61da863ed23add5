package io.github.tempera.samples.lines;

import io.github.tempera.samples.drawing.Canvas;
import io.github.tempera.samples.drawing.Maths;
import io.github.tempera.samples.drawing.Noise;
import io.github.tempera.samples.drawing.Vec;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.SplittableRandom;

/** A jug, a bottle and three pears in soft graphite on grained paper. */
public final class Pencil {
  private static final int SIZE = 640;
  private static final double TABLE = 372;
  private static final Vec GRAPHITE = Vec.rgb(0x2a2b2f);
  private static final List<Turned> BODIES =
      List.of(
          new Turned(
              196, 96, 0, 100, 20, 112, 24, 130, 21, 220, 24, 262, 40, 300, 60, 420, 64, 468, 62,
              480, 0),
          new Turned(
              386, 150, 0, 153, 62, 176, 54, 230, 58, 300, 100, 380, 122, 450, 104, 496, 78, 510,
              0),
          new Turned(268, 352, 0, 362, 15, 392, 26, 430, 44, 480, 60, 528, 48, 546, 0),
          new Turned(130, 418, 0, 426, 13, 452, 24, 486, 44, 528, 56, 566, 42, 580, 0),
          new Turned(498, 420, 0, 428, 15, 454, 25, 488, 44, 528, 54, 562, 40, 574, 0));
  private final Noise noise = new Noise(2);
  private final SplittableRandom random = new SplittableRandom(4);
  private final Canvas paper = new Canvas(SIZE, SIZE);

  private Pencil() {}

  /** The picture. */
  public static BufferedImage paint() {
    return new Pencil().draw();
  }

  private BufferedImage draw() {
    paper.fill((x, y) -> Vec.rgb(0xf5f2ea).mul(1 + 0.025 * noise.fbm(x / 3, y / 3, 2)));
    for (int i = 0; i < 52_000; i++) {
      double x = random.nextDouble(SIZE);
      double y = random.nextDouble(SIZE);
      double dark = 1 - tone(x, y);
      double lean = lean(x, y) + random.nextDouble(-0.12, 0.12);
      if (dark > 0.06) {
        stroke(x, y, lean, random.nextDouble(12, 30), 0.75 * dark * dark + 0.05);
      }
    }
    for (int pass = 0; pass < 3; pass++) {
      outlines(pass);
      stroke(20, TABLE + pass, 0.004 * (pass - 1), 600, 0.3);
    }
    return paper.toImage();
  }

  private static int body(double x, double y) {
    for (int i = BODIES.size() - 1; i >= 0; i--) {
      if (BODIES.get(i).covers(x, y)) {
        return i;
      }
    }
    return -1;
  }

  /** Paper is 1, the deepest shade 0. */
  private double tone(double x, double y) {
    int body = body(x, y);
    if (body >= 0) {
      double light = BODIES.get(body).light(x, y);
      double own = body == 0 ? 0.62 : body == 1 ? 1.05 : 0.9;
      double rim = body == 1 && y < 168 ? 0.25 : 1;
      return Maths.clamp(rim * own * (0.06 + 1.02 * light));
    }
    double tone = y < TABLE ? 0.80 - 0.28 * x / SIZE + 0.08 * noise.fbm(x / 120, y / 120, 2) : 0.97;
    for (Turned one : BODIES) {
      double[] profile = one.profile();
      double foot = profile[profile.length - 2] - 10;
      double wide = profile[profile.length - 5] * 1.5 + 26;
      double dx = (x - one.x() - wide * 0.75) / (1.5 * wide);
      double dy = (y - foot) / 19;
      tone -= 0.62 * Math.exp(-(dx * dx + dy * dy) * 1.6);
    }
    return Maths.clamp(tone, 0.05, 1);
  }

  private double lean(double x, double y) {
    int body = body(x, y);
    if (body < 0) {
      return y < TABLE ? 2.25 : -0.06;
    }
    double across = (x - BODIES.get(body).x()) / Math.max(1, BODIES.get(body).radius(y));
    return 2.25 + 0.75 * across;
  }

  /** A stroke around its middle, that lifts at both ends and catches the paper's grain. */
  private void stroke(double x, double y, double angle, double length, double pressure) {
    double c = Math.cos(angle);
    double s = Math.sin(angle);
    double bend = random.nextDouble(-1.5, 1.5);
    double from = length > 100 ? 0 : -length / 2;
    for (double t = from; t < from + length; t += 0.8) {
      double part = (t - from) / length;
      double lift = Math.sin(Math.PI * (0.08 + 0.84 * part));
      double side = bend * lift;
      mark(x + c * t - s * side, y + s * t + c * side, pressure * lift);
    }
  }

  private void mark(double x, double y, double pressure) {
    double grain = 0.5 + 0.9 * noise.at(x / 1.7, y / 1.7) + 0.3 * noise.at(x / 4, y / 4);
    double amount = Maths.clamp(pressure * Maths.clamp(grain, 0.05, 1.3));
    int px = (int) Math.floor(x);
    int py = (int) Math.floor(y);
    double fx = x - px;
    paper.blend(px, py, GRAPHITE, 0.55 * amount * (1 - fx) * 1.4);
    paper.blend(px + 1, py, GRAPHITE, 0.55 * amount * fx * 1.4);
  }

  private void outlines(int pass) {
    for (int i = 0; i < BODIES.size(); i++) {
      Turned one = BODIES.get(i);
      double[] profile = one.profile();
      for (double y = profile[0]; y < profile[profile.length - 2]; y += 0.35) {
        double wobble = 1.3 * noise.at(y / 30, pass * 7 + i);
        for (int side = -1; side <= 1; side += 2) {
          double x = one.x() + side * one.radius(y) + wobble;
          if (body(x - side * 3, y) == i) {
            mark(x, y, (side > 0 ? 0.55 : 0.32) * (0.6 + 0.5 * noise.at(y / 20, pass)));
          }
        }
      }
      if (i >= 2) {
        stroke(one.x() + 2, profile[0] - 8, -1.3 + 0.1 * pass, 26, 0.6);
      }
    }
    handle(pass);
  }

  /** The jug's handle, and the ellipse of its mouth. */
  private void handle(int pass) {
    for (double a = -1.5; a < 1.35; a += 0.006) {
      for (double r : new double[] {1, 0.76}) {
        mark(454 + 74 * r * Math.cos(a) - 20, 284 + 88 * r * Math.sin(a) + pass * 0.7, 0.5);
      }
      if (pass == 0 && random.nextDouble() < 0.7) {
        stroke(
            434 + 65 * Math.cos(a),
            284 + 77 * Math.sin(a),
            a + 0.9,
            18,
            0.14 + 0.18 * (a > 0 ? 1 : 0));
      }
    }
    for (double a = 0; a < 6.28; a += 0.01) {
      mark(386 + 59 * Math.cos(a), 160 + 11 * Math.sin(a) + pass * 0.6, 0.4);
    }
  }
}

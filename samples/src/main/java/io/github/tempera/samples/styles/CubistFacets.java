package io.github.tempera.samples.styles;

import io.github.tempera.samples.drawing.Canvas;
import io.github.tempera.samples.drawing.Maths;
import io.github.tempera.samples.drawing.Noise;
import io.github.tempera.samples.drawing.Vec;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Arc2D;
import java.awt.geom.CubicCurve2D;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A guitar, a bottle and a table broken into leaning planes that shade from dark to light. */
public final class CubistFacets {
  private static final int SIZE = 512;

  // What stands twice is taken twice as often.
  private static final int[] WARM = {0x8a6a3c, 0xb8955a, 0xd8c08c, 0xc9a15e, 0x5a4630, 0xb8955a};
  private static final int[] COOL = {0x6f7468, 0x4f5d4a, 0x8f8f80, 0x3f4a46, 0xa9a48c, 0x6f7468};

  // Few directions, repeated: the scaffold of verticals, horizontals and two diagonals.
  private static final double[] SCAFFOLD = {0.06, 1.5, 0.72, 2.3, 1.05, 2.75};

  private final List<Facet> facets = new ArrayList<>();
  private final SplittableRandom random = new SplittableRandom(1911);
  private final Noise noise = new Noise(12);

  /**
   * A convex plane: corners in order, the direction in which it grows lighter, and over how much of
   * it the plane opens into those behind (0 for a closed one).
   */
  private record Facet(List<double[]> corners, Vec dark, Vec light, double angle, double passage) {
    /** How far inside the nearest edge, negative outside. */
    double inside(double x, double y) {
      double least = Double.MAX_VALUE;
      for (int i = 0; i < corners.size(); i++) {
        double[] a = corners.get(i);
        double[] b = corners.get((i + 1) % corners.size());
        double dx = b[0] - a[0];
        double dy = b[1] - a[1];
        double d = (dx * (y - a[1]) - dy * (x - a[0])) / Math.max(1e-9, Maths.length(dx, dy));
        least = Math.min(least, d);
      }
      return least;
    }

    /** The way from the dark end (0) to the light one (1). */
    double along(double x, double y) {
      double c = Math.cos(angle);
      double s = Math.sin(angle);
      double low = Double.MAX_VALUE;
      double high = -Double.MAX_VALUE;
      for (double[] corner : corners) {
        double t = corner[0] * c + corner[1] * s;
        low = Math.min(low, t);
        high = Math.max(high, t);
      }
      return (x * c + y * s - low) / Math.max(1e-9, high - low);
    }
  }

  private CubistFacets() {
    split(
        List.of(
            new double[] {-10, -10},
            new double[] {522, -10},
            new double[] {522, 522},
            new double[] {-10, 522}),
        6);
    for (int i = 0; i < 46; i++) {
      double spread = random.nextDouble() * random.nextDouble() * 300 + 30;
      double turn = random.nextDouble(2 * Math.PI);
      double x = 256 + spread * 0.9 * Math.cos(turn);
      double y = 262 + spread * Math.sin(turn);
      overlay(x, y, random.nextDouble(34, 92), 3 + random.nextInt(2));
    }
  }

  /** The picture. */
  public static BufferedImage paint() {
    return new CubistFacets().still();
  }

  /** Cuts a plane in two, and the parts again. */
  private void split(List<double[]> corners, int depth) {
    if (depth == 0) {
      facets.add(facet(corners, 0));
      return;
    }
    double cx = 0;
    double cy = 0;
    for (double[] c : corners) {
      cx += c[0] / corners.size();
      cy += c[1] / corners.size();
    }
    double a = SCAFFOLD[random.nextInt(SCAFFOLD.length)] + random.nextDouble(-0.12, 0.12);
    cx += random.nextDouble(-24, 24);
    cy += random.nextDouble(-24, 24);
    split(clip(corners, cx, cy, a), depth - 1);
    split(clip(corners, cx, cy, a + Math.PI), depth - 1);
  }

  /** The part of a plane on one side of a line through a point. */
  private static List<double[]> clip(List<double[]> corners, double cx, double cy, double a) {
    List<double[]> kept = new ArrayList<>();
    double nx = -Math.sin(a);
    double ny = Math.cos(a);
    for (int i = 0; i < corners.size(); i++) {
      double[] p = corners.get(i);
      double[] q = corners.get((i + 1) % corners.size());
      double dp = (p[0] - cx) * nx + (p[1] - cy) * ny;
      double dq = (q[0] - cx) * nx + (q[1] - cy) * ny;
      if (dp >= 0) {
        kept.add(p);
      }
      if (dp * dq < 0) {
        double t = dp / (dp - dq);
        kept.add(new double[] {p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])});
      }
    }
    return kept;
  }

  /** Adds a small open plane over the others. */
  private void overlay(double x, double y, double size, int sides) {
    List<double[]> corners = new ArrayList<>();
    double turn = random.nextDouble(Math.PI);
    double stretch = random.nextDouble(0.45, 1);
    double lean = 1.2 + random.nextDouble(-0.5, 0.5);
    for (int i = 0; i < sides; i++) {
      double a = turn + 2 * Math.PI * i / sides + random.nextDouble(-0.3, 0.3);
      double u = size * Math.cos(a);
      double v = size * stretch * Math.sin(a);
      corners.add(
          new double[] {
            x + u * Math.cos(lean) - v * Math.sin(lean), y + u * Math.sin(lean) + v * Math.cos(lean)
          });
    }
    facets.add(facet(corners, random.nextDouble(0.25, 0.95)));
  }

  private Facet facet(List<double[]> corners, double passage) {
    double[] c = corners.isEmpty() ? new double[] {0, 0} : corners.get(0);
    // Warm in the middle, where the guitar is, and cool towards the edges.
    boolean warm = Maths.length(c[0] - 250, c[1] - 290) < random.nextDouble(90, 330);
    Vec tone = Vec.rgb(Maths.pick(random, warm ? WARM : COOL));
    Vec dark = tone.mul(random.nextDouble(0.36, 0.72));
    Vec light = tone.mix(Vec.rgb(0xf4ead0), random.nextDouble(0.35, 0.95));
    return new Facet(List.copyOf(corners), dark, light, random.nextDouble(2 * Math.PI), passage);
  }

  private BufferedImage still() {
    Canvas plan = new Canvas(SIZE, SIZE).fill(this::plane);
    Canvas ground = new Canvas(SIZE, SIZE).fill((x, y) -> plan.get((int) x, (int) y));
    Impasto paint = new Impasto(ground);
    for (int i = 0; i < 5200; i++) {
      double x = random.nextDouble(SIZE);
      double y = random.nextDouble(SIZE);
      Vec c = plan.get((int) x, (int) y).mul(random.nextDouble(0.86, 1.14));
      Vec streak = c.mix(Vec.rgb(random.nextBoolean() ? 0xe8d9ae : 0x39423c), 0.16);
      double lean = top(x, y).angle() + Math.PI / 2;
      Impasto.Load load =
          new Impasto.Load(
              c, streak, random.nextDouble(3.2, 5.4), random.nextDouble(12, 24), random.nextInt());
      paint.stroke(x, y, (px, py) -> lean, load);
    }
    Canvas lines = Canvas.of(drawing());
    Canvas lit = paint.lit(0.36);
    return lit.glaze((x, y, c) -> contour(x, y, c.mul(1.16), lines.get((int) x, (int) y).x()))
        .glaze((x, y, c) -> c.clamp().snap(80))
        .toImage();
  }

  private Vec plane(double x, double y) {
    Vec c = Vec.rgb(0x8a7a5a);
    for (Facet facet : facets) {
      double inside = facet.inside(x, y);
      if (inside > 0) {
        double t = Maths.clamp(facet.along(x, y));
        Vec tone = facet.dark().mix(facet.light(), Maths.smooth(0, 1, t));
        // Overlays open on one side, so that planes slide into each other.
        double cover = facet.passage() == 0 ? 1 : Maths.smooth(0, facet.passage(), t + 0.1) * 0.9;
        c = c.mix(tone, cover);
      }
    }
    return c;
  }

  private Facet top(double x, double y) {
    Facet top = facets.get(0);
    for (Facet facet : facets) {
      if (facet.inside(x, y) > 0) {
        top = facet;
      }
    }
    return top;
  }

  private Vec contour(double x, double y, Vec under, double drawn) {
    double wx = x + 1.2 * noise.at(x / 9, y / 9);
    double wy = y + 1.2 * noise.at(x / 9 + 40, y / 9);
    double line = 0;
    for (Facet facet : facets) {
      double inside = facet.inside(wx, wy);
      double t = Maths.clamp(facet.along(wx, wy));
      double weight = facet.passage() == 0 ? 0.45 : 0.95 * Maths.smooth(0.95, 0.2, t);
      if (inside > 0) {
        line *= facet.passage() == 0 ? 1 : 0.55;
      }
      line = Math.max(line, weight * Maths.smooth(2.2, 0.7, Math.abs(inside)));
    }
    double grain = Maths.smooth(-0.55, 0.15, noise.fbm(x / 2.2, y / 2.2, 2));
    double coal = Math.max(line, drawn) * (0.55 + 0.45 * grain);
    return under.mix(Vec.rgb(0x1c1814), 0.9 * coal);
  }

  /**
   * The bones of the still life in white on black: curves of a guitar, strings, a bottle, a bowl.
   */
  private static BufferedImage drawing() {
    BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.setColor(Color.WHITE);
    g.setStroke(new BasicStroke(4.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
    g.draw(new CubicCurve2D.Double(196, 250, 92, 286, 128, 440, 226, 446));
    g.draw(new CubicCurve2D.Double(300, 214, 372, 262, 306, 300, 338, 352));
    g.draw(new CubicCurve2D.Double(338, 352, 366, 420, 300, 470, 232, 452));
    g.draw(new Arc2D.Double(214, 308, 58, 54, 20, 250, Arc2D.OPEN));
    g.draw(new Arc2D.Double(258, 286, 50, 58, 190, 220, Arc2D.OPEN));
    g.draw(new Arc2D.Double(352, 330, 118, 50, 170, 210, Arc2D.OPEN));
    g.setStroke(new BasicStroke(3f));
    g.draw(new CubicCurve2D.Double(392, 60, 384, 130, 356, 132, 360, 220));
    g.draw(new CubicCurve2D.Double(426, 62, 428, 130, 462, 140, 458, 320));
    g.draw(new Arc2D.Double(391, 52, 36, 14, 0, 360, Arc2D.OPEN));
    g.draw(new CubicCurve2D.Double(60, 120, 110, 60, 150, 130, 96, 188));
    g.setStroke(new BasicStroke(1.6f));
    for (int i = 0; i < 5; i++) {
      g.draw(new Line2D.Double(232 + i * 8, 400 + i * 3, 300 + i * 6, 60 + i * 2));
    }
    for (int i = 0; i < 7; i++) {
      g.draw(new Line2D.Double(270 + i * 4.6, 220 - i * 24, 312 + i * 3.6, 228 - i * 24));
    }
    g.dispose();
    return image;
  }
}

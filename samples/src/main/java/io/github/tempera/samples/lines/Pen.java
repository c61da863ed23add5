package io.github.tempera.samples.lines;

import io.github.tempera.samples.drawing.Noise;
import io.github.tempera.samples.drawing.Sheet;
import java.awt.Shape;
import java.awt.geom.FlatteningPathIterator;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.util.function.DoubleBinaryOperator;

/** A pen in a hand that is not quite still. */
final class Pen {
  private static final double STEP = 4;
  private final Noise noise;
  private final double tremble;

  /**
   * @param tremble how many pixels the hand strays
   */
  Pen(int seed, double tremble) {
    noise = new Noise(seed);
    this.tremble = tremble;
  }

  /** The same outline as a hand follows it. */
  Path2D follow(Shape shape) {
    Path2D path = new Path2D.Double();
    double[] at = new double[6];
    double x = 0;
    double y = 0;
    double startX = 0;
    double startY = 0;
    for (PathIterator i = new FlatteningPathIterator(shape.getPathIterator(null), 0.3);
        !i.isDone();
        i.next()) {
      int kind = i.currentSegment(at);
      if (kind == PathIterator.SEG_MOVETO) {
        path.moveTo(strayX(at[0], at[1]), strayY(at[0], at[1]));
        startX = at[0];
        startY = at[1];
      } else {
        double toX = kind == PathIterator.SEG_CLOSE ? startX : at[0];
        double toY = kind == PathIterator.SEG_CLOSE ? startY : at[1];
        int steps = (int) Math.ceil(Math.hypot(toX - x, toY - y) / STEP);
        for (int s = 1; s <= steps; s++) {
          double px = x + (toX - x) * s / steps;
          double py = y + (toY - y) * s / steps;
          path.lineTo(strayX(px, py), strayY(px, py));
        }
        at[0] = toX;
        at[1] = toY;
      }
      x = at[0];
      y = at[1];
    }
    return path;
  }

  private double strayX(double x, double y) {
    return x + tremble * (noise.at(x / 31, y / 31) + 0.3 * noise.at(x / 6, y / 6));
  }

  private double strayY(double x, double y) {
    return y + tremble * (noise.at(x / 31 + 50, y / 31) + 0.3 * noise.at(x / 6 + 50, y / 6));
  }

  /** Parallel lines wherever the tone is below a threshold. */
  void hatch(
      Sheet sheet,
      DoubleBinaryOperator tone,
      double angle,
      double spacing,
      double threshold,
      double width,
      int colour) {
    double c = Math.cos(angle);
    double s = Math.sin(angle);
    double reach = 0.75 * Math.hypot(sheet.image().getWidth(), sheet.image().getHeight());
    double middleX = sheet.image().getWidth() / 2.0;
    double middleY = sheet.image().getHeight() / 2.0;
    for (double across = -reach; across < reach; across += spacing) {
      Path2D line = new Path2D.Double();
      boolean down = false;
      for (double along = -reach; along < reach; along += STEP) {
        double x = middleX + c * along - s * across;
        double y = middleY + s * along + c * across;
        double loose = threshold + 0.07 * noise.at(x / 9, y / 9 + across);
        boolean wanted = tone.applyAsDouble(x, y) < loose;
        if (wanted && down) {
          line.lineTo(strayX(x, y), strayY(x, y));
        } else if (wanted) {
          line.moveTo(strayX(x, y), strayY(x, y));
        }
        down = wanted;
      }
      sheet.line(line, width, colour);
    }
  }
}

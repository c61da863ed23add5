package io.github.tempera.samples.drawing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import org.jspecify.annotations.Nullable;

/** Paper that takes smooth-edged shapes one over the other; colours are 0xRRGGBB. */
public final class Sheet {
  private final BufferedImage image;
  private final Graphics2D pen;

  /** A sheet of one colour. */
  public Sheet(int width, int height, int paper) {
    this(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB));
    fill(box(0, 0, width, height), paper);
  }

  private Sheet(BufferedImage image) {
    this.image = image;
    pen = image.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
  }

  /** Draws on an image that is there. */
  public static Sheet on(BufferedImage image) {
    return new Sheet(image);
  }

  /** Fills a shape. */
  public Sheet fill(Shape shape, int colour) {
    pen.setColor(new Color(colour));
    pen.fill(shape);
    return this;
  }

  /** Draws a shape's outline with round ends and corners. */
  public Sheet line(Shape shape, double width, int colour) {
    pen.setColor(new Color(colour));
    pen.setStroke(new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    pen.draw(shape);
    return this;
  }

  /** Draws a shape's outline in dashes as long as the gaps between them. */
  public Sheet dashes(Shape shape, double width, double length, int colour) {
    pen.setColor(new Color(colour));
    pen.setStroke(
        new BasicStroke(
            (float) width,
            BasicStroke.CAP_BUTT,
            BasicStroke.JOIN_ROUND,
            1,
            new float[] {(float) length},
            0));
    pen.draw(shape);
    return this;
  }

  /** Fills a shape and outlines it. */
  public Sheet ink(Shape shape, int colour, double width, int outline) {
    return fill(shape, colour).line(shape, width, outline);
  }

  /** What follows is seen only inside the shape; {@code null} ends that. */
  public Sheet within(@Nullable Shape shape) {
    pen.setClip(shape);
    return this;
  }

  /** The picture so far. */
  public BufferedImage image() {
    return image;
  }

  /** A rectangle. */
  public static Shape box(double x, double y, double width, double height) {
    return new Rectangle2D.Double(x, y, width, height);
  }

  /** A circle around a point. */
  public static Shape disc(double x, double y, double radius) {
    return oval(x, y, radius, radius);
  }

  /** An ellipse around a point. */
  public static Shape oval(double x, double y, double rx, double ry) {
    return new Ellipse2D.Double(x - rx, y - ry, 2 * rx, 2 * ry);
  }

  /** Straight lines from corner to corner and back to the first: x, y, x, y and so on. */
  public static Path2D polygon(double... corners) {
    Path2D path = polyline(corners);
    path.closePath();
    return path;
  }

  /** Straight lines from point to point. */
  public static Path2D polyline(double... points) {
    Path2D path = new Path2D.Double();
    path.moveTo(points[0], points[1]);
    for (int i = 2; i < points.length; i += 2) {
      path.lineTo(points[i], points[i + 1]);
    }
    return path;
  }

  /** A smooth closed line through the points (Catmull-Rom). */
  public static Path2D blob(double... points) {
    Path2D path = through(true, points);
    path.closePath();
    return path;
  }

  /** A smooth line through the points. */
  public static Path2D curve(double... points) {
    return through(false, points);
  }

  private static Path2D through(boolean closed, double... p) {
    int count = p.length / 2;
    Path2D path = new Path2D.Double();
    path.moveTo(p[0], p[1]);
    for (int i = 0; i < (closed ? count : count - 1); i++) {
      int before = at(i - 1, count, closed);
      int to = at(i + 1, count, closed);
      int after = at(i + 2, count, closed);
      path.curveTo(
          p[2 * i] + (p[2 * to] - p[2 * before]) / 6,
          p[2 * i + 1] + (p[2 * to + 1] - p[2 * before + 1]) / 6,
          p[2 * to] - (p[2 * after] - p[2 * i]) / 6,
          p[2 * to + 1] - (p[2 * after + 1] - p[2 * i + 1]) / 6,
          p[2 * to],
          p[2 * to + 1]);
    }
    return path;
  }

  private static int at(int i, int count, boolean closed) {
    return closed ? Math.floorMod(i, count) : Math.max(0, Math.min(count - 1, i));
  }

  /** A star with so many points. */
  public static Path2D star(
      double x, double y, int points, double outer, double inner, double turn) {
    double[] corners = new double[4 * points];
    for (int i = 0; i < 2 * points; i++) {
      double r = i % 2 == 0 ? outer : inner;
      double a = turn + Math.PI * i / points;
      corners[2 * i] = x + r * Math.cos(a);
      corners[2 * i + 1] = y + r * Math.sin(a);
    }
    return polygon(corners);
  }

  /** The shape turned around the origin, scaled and moved. */
  public static Shape placed(Shape shape, double x, double y, double scale, double turn) {
    AffineTransform to = AffineTransform.getTranslateInstance(x, y);
    to.rotate(turn);
    to.scale(scale, scale);
    return to.createTransformedShape(shape);
  }

  /** The shape mirrored at the vertical line through x. */
  public static Shape mirrored(Shape shape, double x) {
    AffineTransform to = AffineTransform.getTranslateInstance(2 * x, 0);
    to.scale(-1, 1);
    return to.createTransformedShape(shape);
  }
}

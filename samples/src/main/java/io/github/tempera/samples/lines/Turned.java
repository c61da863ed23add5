package io.github.tempera.samples.lines;

import io.github.tempera.samples.drawing.Vec;

/**
 * A body of revolution that stands upright in the picture, seen from the front.
 *
 * @param x its axis
 * @param profile heights and radii, from top to bottom: y, r, y, r and so on
 */
record Turned(double x, double... profile) {
  /** The radius at a height; not positive above and below. */
  double radius(double y) {
    int last = profile.length - 2;
    if (y <= profile[0] || y >= profile[last]) {
      return 0;
    }
    int i = 0;
    while (y > profile[i + 2]) {
      i += 2;
    }
    double t = (y - profile[i]) / (profile[i + 2] - profile[i]);
    double before = profile[Math.max(0, i - 2) + 1];
    double after = profile[Math.min(last, i + 4) + 1];
    double a = profile[i + 1];
    double b = profile[i + 3];
    return Math.max(
        0,
        a
            + 0.5
                * t
                * (b
                    - before
                    + t
                        * (2 * before
                            - 5 * a
                            + 4 * b
                            - after
                            + t * (3 * (a - b) + after - before))));
  }

  boolean covers(double px, double y) {
    return Math.abs(px - x) < radius(y);
  }

  /** How far it stands out towards the eye. */
  double height(double px, double y) {
    double r = radius(y);
    return Math.sqrt(Math.max(0, r * r - (px - x) * (px - x)));
  }

  /** The surface's normal: right, down, towards the eye. */
  Vec normal(double px, double y) {
    double r = radius(y);
    double slope = (radius(y + 1) - radius(y - 1)) / 2;
    return new Vec(px - x, -r * slope, height(px, y)).unit();
  }

  /** Light from the upper left, 0 to 1, with a little thrown back from the right. */
  double light(double px, double y) {
    Vec n = normal(px, y);
    double lit = n.dot(new Vec(-0.55, -0.5, 0.67));
    double back = 0.16 * Math.max(0, n.x()) * Math.max(0, n.x());
    return Math.max(0, lit) + back;
  }
}

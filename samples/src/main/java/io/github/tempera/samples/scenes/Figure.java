package io.github.tempera.samples.scenes;

import io.github.tempera.samples.drawing.Maths;
import io.github.tempera.samples.drawing.Noise;
import io.github.tempera.samples.drawing.Vec;

/** A head on shoulders as signed distance functions; the face looks along +z, y is up. */
final class Figure {
  /** What a point of the surface belongs to. */
  enum Part {
    SKIN,
    EYE,
    SCARF,
    COAT
  }

  static final Vec RIGHT_EYE = new Vec(0.285, 0.045, 0.612);
  private static final double EYE_RADIUS = 0.148;
  private final Noise noise = new Noise(205);

  /** About how far the surface is, negative inside. */
  double distance(Vec p) {
    return Math.min(Math.min(skin(p), eye(p)), Math.min(scarf(p), coat(p)));
  }

  Part part(Vec p) {
    double skin = skin(p);
    double eye = eye(p);
    double scarf = scarf(p);
    double coat = coat(p);
    if (Math.min(skin, eye) < Math.min(scarf, coat)) {
      return skin < eye ? Part.SKIN : Part.EYE;
    }
    return scarf < coat ? Part.SCARF : Part.COAT;
  }

  /** Only the hairless head and neck, for growing hair around. */
  double scalp(Vec p) {
    Vec m = halved(p);
    return blend(skull(m), neck(m), 0.15);
  }

  private static double skull(Vec m) {
    double d = ellipsoid(m.sub(new Vec(0, 0.36, -0.16)), 0.76, 0.86, 0.93);
    d = blend(d, cone(m, new Vec(0, -0.05, 0.2), new Vec(0, -0.62, 0.42), 0.57, 0.27), 0.28);
    d = blend(d, cone(m, new Vec(0.5, -0.30, 0.0), new Vec(0.15, -0.71, 0.42), 0.19, 0.14), 0.26);
    return d;
  }

  private static double neck(Vec m) {
    double d = cone(m, new Vec(0, -0.55, -0.25), new Vec(0, -1.75, -0.38), 0.40, 0.44);
    double cord = cone(m, new Vec(0.44, -0.5, -0.22), new Vec(0.1, -1.62, 0.08), 0.10, 0.08);
    return blend(d, cord, 0.14);
  }

  private static double skin(Vec p) {
    Vec m = halved(p);
    // Far from the face a ball and the neck are bound enough, and much cheaper.
    double far = p.length() - 1.3;
    if (far > 0.25) {
      return Math.min(far, neck(m));
    }
    double d = skull(m);
    d = blend(d, ellipsoid(m.sub(new Vec(0.40, -0.14, 0.44)), 0.22, 0.19, 0.22), 0.22);
    d = blend(d, cone(m, new Vec(0.08, 0.24, 0.70), new Vec(0.46, 0.24, 0.50), 0.09, 0.08), 0.16);
    d = carve(d, m.sub(new Vec(0.30, 0.05, 0.82)).length() - 0.14, 0.18);
    d = blend(d, ellipsoid(m.sub(new Vec(0, -0.50, 0.55)), 0.30, 0.24, 0.22), 0.18);
    d = blend(d, m.sub(new Vec(0, -0.73, 0.545)).length() - 0.135, 0.2);
    d = nose(d, m);
    d = mouth(d, m);
    d = lids(d, m);
    double ear = ellipsoid(m.sub(new Vec(0.76, 0.0, -0.12)), 0.06, 0.22, 0.13);
    return blend(blend(d, ear, 0.06), neck(m), 0.13);
  }

  private static double nose(double face, Vec m) {
    double d =
        blend(face, cone(m, new Vec(0, 0.18, 0.71), new Vec(0, -0.20, 0.945), 0.05, 0.074), 0.10);
    d = blend(d, m.sub(new Vec(0, -0.235, 0.935)).length() - 0.080, 0.07);
    d = blend(d, ellipsoid(m.sub(new Vec(0.098, -0.265, 0.82)), 0.056, 0.054, 0.085), 0.06);
    d = carve(d, ellipsoid(m.sub(new Vec(0.055, -0.335, 0.90)), 0.030, 0.026, 0.045), 0.025);
    return carve(d, cone(m, new Vec(0, -0.37, 0.89), new Vec(0, -0.42, 0.86), 0.016, 0.022), 0.035);
  }

  private static double mouth(double face, Vec m) {
    double bow = -0.452 - 0.10 * m.x() + (m.x() < 0.05 ? -0.25 * (0.05 - m.x()) : 0);
    double upper = ellipsoid(m.sub(new Vec(0.06, bow, 0.725)), 0.145, 0.040, 0.072);
    double lower = ellipsoid(m.sub(new Vec(0, -0.552, 0.712)), 0.150, 0.056, 0.082);
    double d = blend(face, upper, 0.045);
    d = blend(d, lower, 0.045);
    double curl = 0.20 * m.x() * m.x() - 0.018 * Maths.bell(m.x(), 0.05);
    Vec line =
        new Vec(
            m.x() > 0.2 ? m.x() - 0.2 : 0,
            m.y() + 0.500 - curl,
            m.z() - 0.81 + 1.9 * m.x() * m.x());
    d = carve(d, line.length() - 0.010, 0.030);
    return carve(d, m.sub(new Vec(0, -0.635, 0.76)).length() - 0.03, 0.09);
  }

  private static double lids(double face, Vec m) {
    Vec q = m.sub(RIGHT_EYE);
    double open = opening(q);
    double lid = Math.max(q.length() - EYE_RADIUS - 0.020, open * 0.8);
    double crease = Math.abs(q.y() - 0.088 + 1.6 * q.x() * q.x()) * 0.9;
    double d = carve(face, q.length() - EYE_RADIUS - 0.004, 0.02);
    d = blend(d, lid, 0.035);
    if (q.z() > 0 && Math.abs(q.x()) < 0.15) {
      d += 0.010 * Maths.bell(crease, 0.016);
    }
    return d;
  }

  /** Positive where the almond between the lids is open, at a point relative to the eye. */
  static double opening(Vec q) {
    double x = (q.x() - 0.004) / 0.142;
    double rise = q.y() - 0.10 * q.x();
    double half = rise > 0 ? 0.050 : 0.038;
    double open = half * (1 - x * x) - Math.abs(rise);
    return q.z() < 0 ? -0.1 : open;
  }

  private static double eye(Vec p) {
    Vec m = halved(p);
    return m.sub(RIGHT_EYE).length() - EYE_RADIUS;
  }

  private double scarf(Vec p) {
    double rough = p.add(0, 1.55, 0.2).length() - 1.15;
    if (rough > 0.25 && p.y() > -1.5) {
      return rough;
    }
    double around = Math.atan2(p.z() + 0.25, p.x());
    double fold =
        0.05
            * Math.sin(7 * around + 13 * p.y() + 3 * noise.fbm(p.x() * 2, p.y() * 2, p.z() * 2, 2));
    double ring = Maths.length(p.x(), (p.z() + 0.25) * 0.95);
    double low = torus(ring - 0.66, p.y() + 1.66 + 0.07 * Math.sin(around * 2 + 1), 0.24 + fold);
    double high =
        torus(ring - 0.56, p.y() + 1.36 + 0.06 * Math.sin(around + 2.4), 0.17 + 0.8 * fold);
    double tail =
        cone(p, new Vec(0.22, -1.75, 0.5), new Vec(0.36, -3.2, 0.72), 0.25, 0.36) - 0.8 * fold;
    return 0.75 * blend(blend(low, high, 0.05), tail, 0.08);
  }

  private static double torus(double across, double up, double radius) {
    return Maths.length(across, up) - radius;
  }

  private double coat(Vec p) {
    if (p.y() > -1.2) {
      // Above the shoulders a bound is enough.
      return p.y() > -0.95 ? p.y() + 1.15 : 0.3;
    }
    Vec m = halved(p);
    double d = cone(m, new Vec(0.2, -2.1, -0.4), new Vec(1.32, -2.42, -0.42), 0.52, 0.44);
    d = blend(d, cone(m, new Vec(1.36, -2.4, -0.42), new Vec(1.62, -4.2, -0.1), 0.42, 0.40), 0.2);
    d = blend(d, ellipsoid(m.sub(new Vec(0, -3.3, -0.35)), 1.25, 1.5, 0.78), 0.25);
    if (d > 0.35) {
      return d - 0.2;
    }
    double wx = p.x() + 0.3 * noise.at(p.x(), p.y(), 3);
    double fold = noise.fbm(wx * 1.7 + 0.6 * p.y(), p.y() * 0.9 - wx * 0.8, p.z(), 3);
    double lapel = Math.abs(m.x() - 0.42 - 0.28 * (p.y() + 2.6));
    double edge = p.z() > 0 ? 0.05 * Maths.smooth(0.10, 0.0, lapel) : 0;
    return 0.7 * (d - 0.11 * fold - edge);
  }

  /** Left and right are the same, so only one half is sculpted. */
  private static Vec halved(Vec p) {
    return new Vec(Math.abs(p.x()), p.y(), p.z());
  }

  /** About the distance; near the surface it is right. */
  private static double ellipsoid(Vec p, double rx, double ry, double rz) {
    Vec a = new Vec(p.x() / rx, p.y() / ry, p.z() / rz);
    Vec b = new Vec(a.x() / rx, a.y() / ry, a.z() / rz);
    double k = a.length();
    return k * (k - 1) / Math.max(1e-6, b.length());
  }

  /** A rod whose radius changes from one end to the other. */
  private static double cone(Vec p, Vec a, Vec b, double ra, double rb) {
    Vec pa = p.sub(a);
    Vec ba = b.sub(a);
    double t = Maths.clamp(pa.dot(ba) / ba.dot(ba));
    return pa.plus(ba, -t).length() - Maths.lerp(ra, rb, t);
  }

  /** Union with a fillet. */
  private static double blend(double a, double b, double k) {
    double h = Math.max(0, k - Math.abs(a - b)) / k;
    return Math.min(a, b) - h * h * k * 0.25;
  }

  /** Subtraction with a rounded rim. */
  private static double carve(double body, double tool, double k) {
    return -blend(-body, tool, k);
  }
}

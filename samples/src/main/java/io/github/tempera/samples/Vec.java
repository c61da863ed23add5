package io.github.tempera.samples;

/** Three numbers: a point, a direction or a colour. */
record Vec(double x, double y, double z) {
  static final Vec ZERO = new Vec(0, 0, 0);
  static final Vec ONE = new Vec(1, 1, 1);

  /** The display colour 0xRRGGBB as numbers in [0, 1]. */
  static Vec rgb(int hex) {
    return new Vec((hex >> 16 & 255) / 255.0, (hex >> 8 & 255) / 255.0, (hex & 255) / 255.0);
  }

  /** The display colour 0xRRGGBB as linear light, for the rendered scenes. */
  static Vec light(int hex) {
    Vec c = rgb(hex);
    return new Vec(Math.pow(c.x, 2.2), Math.pow(c.y, 2.2), Math.pow(c.z, 2.2));
  }

  static Vec grey(double v) {
    return new Vec(v, v, v);
  }

  Vec add(Vec o) {
    return new Vec(x + o.x, y + o.y, z + o.z);
  }

  Vec add(double dx, double dy, double dz) {
    return new Vec(x + dx, y + dy, z + dz);
  }

  Vec sub(Vec o) {
    return new Vec(x - o.x, y - o.y, z - o.z);
  }

  Vec mul(double s) {
    return new Vec(x * s, y * s, z * s);
  }

  Vec mul(Vec o) {
    return new Vec(x * o.x, y * o.y, z * o.z);
  }

  Vec plus(Vec direction, double distance) {
    return new Vec(
        x + direction.x * distance, y + direction.y * distance, z + direction.z * distance);
  }

  double dot(Vec o) {
    return x * o.x + y * o.y + z * o.z;
  }

  Vec cross(Vec o) {
    return new Vec(y * o.z - z * o.y, z * o.x - x * o.z, x * o.y - y * o.x);
  }

  double length() {
    return Math.sqrt(dot(this));
  }

  Vec unit() {
    return mul(1 / Math.max(1e-12, length()));
  }

  Vec mix(Vec o, double t) {
    return new Vec(x + (o.x - x) * t, y + (o.y - y) * t, z + (o.z - z) * t);
  }

  /** This direction mirrored at a surface with the given unit normal. */
  Vec mirror(Vec normal) {
    return plus(normal, -2 * dot(normal));
  }

  Vec clamp() {
    return new Vec(Maths.clamp(x), Maths.clamp(y), Maths.clamp(z));
  }

  /** Rounded to multiples of 1 / levels. */
  Vec snap(int levels) {
    return new Vec(
        Math.rint(x * levels) / levels,
        Math.rint(y * levels) / levels,
        Math.rint(z * levels) / levels);
  }

  double luma() {
    return 0.299 * x + 0.587 * y + 0.114 * z;
  }

  /** The colour with its distance from grey scaled. */
  Vec saturate(double amount) {
    return grey(luma()).mix(this, amount);
  }
}

package io.github.tempera.samples.drawing;

/** Three numbers: a point, a direction or a colour. */
public record Vec(double x, double y, double z) {
  /** The origin, and black. */
  public static final Vec ZERO = new Vec(0, 0, 0);

  /** White. */
  public static final Vec ONE = new Vec(1, 1, 1);

  /** The way up in every scene. */
  public static final Vec UP = new Vec(0, 1, 0);

  /** The display colour 0xRRGGBB as numbers in [0, 1]. */
  public static Vec rgb(int hex) {
    return new Vec((hex >> 16 & 255) / 255.0, (hex >> 8 & 255) / 255.0, (hex & 255) / 255.0);
  }

  /** The display colour 0xRRGGBB as linear light, for the rendered scenes. */
  public static Vec light(int hex) {
    Vec c = rgb(hex);
    return new Vec(Math.pow(c.x, 2.2), Math.pow(c.y, 2.2), Math.pow(c.z, 2.2));
  }

  /** The same number three times. */
  public static Vec grey(double v) {
    return new Vec(v, v, v);
  }

  /** The sum of two vectors. */
  public Vec add(Vec o) {
    return new Vec(x + o.x, y + o.y, z + o.z);
  }

  /** The sum with a vector given by its numbers. */
  public Vec add(double dx, double dy, double dz) {
    return new Vec(x + dx, y + dy, z + dz);
  }

  /** The difference of two vectors. */
  public Vec sub(Vec o) {
    return new Vec(x - o.x, y - o.y, z - o.z);
  }

  /** This vector scaled. */
  public Vec mul(double s) {
    return new Vec(x * s, y * s, z * s);
  }

  /** The product number by number, as when light meets a colour. */
  public Vec mul(Vec o) {
    return new Vec(x * o.x, y * o.y, z * o.z);
  }

  /** The point at a distance from this one. */
  public Vec plus(Vec direction, double distance) {
    return new Vec(
        x + direction.x * distance, y + direction.y * distance, z + direction.z * distance);
  }

  /** The inner product. */
  public double dot(Vec o) {
    return x * o.x + y * o.y + z * o.z;
  }

  /** The right-handed cross product. */
  public Vec cross(Vec o) {
    return new Vec(y * o.z - z * o.y, z * o.x - x * o.z, x * o.y - y * o.x);
  }

  /** The Euclidean length. */
  public double length() {
    return Math.sqrt(dot(this));
  }

  /** The direction of this vector; zero stays zero. */
  public Vec unit() {
    return mul(1 / Math.max(1e-12, length()));
  }

  /** The way from this vector (0) to another (1). */
  public Vec mix(Vec o, double t) {
    return new Vec(x + (o.x - x) * t, y + (o.y - y) * t, z + (o.z - z) * t);
  }

  /** This direction mirrored at a surface with the given unit normal. */
  public Vec mirror(Vec normal) {
    return plus(normal, -2 * dot(normal));
  }

  /** Every number limited to [0, 1]. */
  public Vec clamp() {
    return new Vec(Maths.clamp(x), Maths.clamp(y), Maths.clamp(z));
  }

  /** Rounded to multiples of 1 / levels. */
  public Vec snap(int levels) {
    return new Vec(
        Math.rint(x * levels) / levels,
        Math.rint(y * levels) / levels,
        Math.rint(z * levels) / levels);
  }

  /** How bright the colour looks. */
  public double luma() {
    return 0.299 * x + 0.587 * y + 0.114 * z;
  }

  /** The colour with its distance from grey scaled. */
  public Vec saturate(double amount) {
    return grey(luma()).mix(this, amount);
  }
}

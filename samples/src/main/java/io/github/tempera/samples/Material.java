package io.github.tempera.samples;

/** A procedural texture: the surface at a point in the world, given the geometric normal there. */
@FunctionalInterface
interface Material {
  Surface at(Vec point, Vec normal);

  static Material plain(int hex) {
    Vec colour = Vec.light(hex);
    return (p, n) -> Surface.matte(colour, n);
  }
}

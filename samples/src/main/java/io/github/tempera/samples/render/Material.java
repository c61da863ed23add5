package io.github.tempera.samples.render;

import io.github.tempera.samples.drawing.Vec;

/** A procedural texture: the surface at a point in the world, given the geometric normal there. */
@FunctionalInterface
public interface Material {
  /** The surface at a point. */
  Surface at(Vec point, Vec normal);

  /** One matte colour everywhere. */
  static Material plain(int hex) {
    Vec colour = Vec.light(hex);
    return (p, n) -> Surface.matte(colour, n);
  }
}

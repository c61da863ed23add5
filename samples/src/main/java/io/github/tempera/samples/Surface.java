package io.github.tempera.samples;

/** What light meets at one point: diffuse colour, mirror share, its blur, own light, the normal. */
record Surface(Vec albedo, double mirror, double blur, Vec glow, Vec normal) {
  static Surface matte(Vec albedo, Vec normal) {
    return new Surface(albedo, 0, 0, Vec.ZERO, normal);
  }

  static Surface glossy(Vec albedo, double mirror, double blur, Vec normal) {
    return new Surface(albedo, mirror, blur, Vec.ZERO, normal);
  }

  static Surface lamp(Vec glow, Vec normal) {
    return new Surface(Vec.ZERO, 0, 0, glow, normal);
  }
}

package io.github.tempera.samples.render;

import io.github.tempera.samples.drawing.Vec;

/** What light meets at one point: diffuse colour, mirror share, its blur, own light, the normal. */
public record Surface(Vec albedo, double mirror, double blur, Vec glow, Vec normal) {
  /** Chalk, cloth, wood: light leaves in every direction. */
  public static Surface matte(Vec albedo, Vec normal) {
    return new Surface(albedo, 0, 0, Vec.ZERO, normal);
  }

  /** A surface that also mirrors, the more the flatter it is looked at. */
  public static Surface glossy(Vec albedo, double mirror, double blur, Vec normal) {
    return new Surface(albedo, mirror, blur, Vec.ZERO, normal);
  }

  /** A surface with light of its own and nothing else. */
  public static Surface lamp(Vec glow, Vec normal) {
    return new Surface(Vec.ZERO, 0, 0, glow, normal);
  }
}

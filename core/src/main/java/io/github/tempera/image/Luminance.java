package io.github.tempera.image;

/** The luma of one picture with the colour differences of another. */
final class Luminance {
  private Luminance() {}

  /** BT.601 luma of 8-bit sRGB values, in 0..255. */
  static float luma(int red, int green, int blue) {
    return 0.299f * red + 0.587f * green + 0.114f * blue;
  }

  /** Both pictures of one size; the result keeps the painting's alpha. */
  static Picture with(Picture painted, Picture content) {
    byte[] from = painted.rgb();
    byte[] colors = content.rgb();
    byte[] result = new byte[from.length];
    for (int i = 0; i < result.length; i += 3) {
      float luma = luma(from[i] & 255, from[i + 1] & 255, from[i + 2] & 255);
      int red = colors[i] & 255;
      int green = colors[i + 1] & 255;
      int blue = colors[i + 2] & 255;
      float gray = luma(red, green, blue);
      float strength =
          Math.min(
              strengthInRange(luma, red - gray),
              Math.min(strengthInRange(luma, green - gray), strengthInRange(luma, blue - gray)));
      result[i] = (byte) Math.round(luma + strength * (red - gray));
      result[i + 1] = (byte) Math.round(luma + strength * (green - gray));
      result[i + 2] = (byte) Math.round(luma + strength * (blue - gray));
    }
    return Picture.of(painted.width(), painted.height(), result, painted.alpha());
  }

  /** The largest part of a difference, 0..1, that luma + part x difference stays in 0..255 with. */
  private static float strengthInRange(float luma, float difference) {
    float room = difference > 0 ? 255 - luma : luma;
    float size = Math.abs(difference);
    return size <= room ? 1 : room / size;
  }
}

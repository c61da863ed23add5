package io.github.tempera.image;

/**
 * How much of the content's colour a painting keeps (Gatys et al. 2016, "Preserving Color in Neural
 * Artistic Style Transfer"). A {@link io.github.tempera.Look} that asks for it is painted so; the
 * methods are what is done then, before and after.
 */
public enum PreserveColor {
  /** The painting takes the style's colours. */
  NONE,
  /** The painting gives its luminance only, the content its colours (section 2.2). */
  LUMINANCE,
  /**
   * The style is first recoloured to the content's colour statistics (section 2.1), by correlation
   * alignment as in the AdaIN authors' {@code test.lua}.
   */
  CORAL;

  /**
   * What to do to the style before it is encoded.
   *
   * <p>{@link #CORAL}: every colour x of the style becomes σ_c · C_c^½ · C_s^-½ · (x − μ_s) / σ_s +
   * μ_c, where μ and σ are the channel means and standard deviations of content and style, and C
   * the correlation matrices of their channels (Sun et al. 2016, "Return of Frustratingly Easy
   * Domain Adaptation", equation 3, on normalised channels). Each C has 0.001 added on its
   * diagonal, so that a nearly grey style has no noise blown up. Transparent pixels do not count.
   *
   * @return the style at its own size, with the content's colours; the style itself for the other
   *     choices
   */
  public Picture recolorStyle(Picture style, Picture content) {
    return this == CORAL
        ? ColorStatistics.of(style).alignTo(ColorStatistics.of(content), style)
        : style;
  }

  /**
   * What to do to the painting.
   *
   * <p>{@link #LUMINANCE}: luma is that of ITU-R BT.601 on sRGB values, Y = 0.299 R + 0.587 G +
   * 0.114 B; the result is the painting's Y plus the content's differences R − Y, G − Y, B − Y.
   * Where that leaves the range of colours, the differences shrink together until it does not:
   * luminance and hue stay, only saturation gives.
   *
   * @param content resized to the painting's size where the two differ
   * @return the recoloured painting, with the painting's alpha; the painting itself for the other
   *     choices
   */
  public Picture restoreColor(Picture painted, Picture content) {
    return this == LUMINANCE
        ? withLuma(painted, content.resize(painted.width(), painted.height()))
        : painted;
  }

  private static Picture withLuma(Picture painted, Picture content) {
    byte[] from = painted.rgb();
    byte[] colors = content.rgb();
    byte[] result = new byte[from.length];
    for (int i = 0; i < result.length; i += 3) {
      float luma = Pixels.luma(from[i] & 255, from[i + 1] & 255, from[i + 2] & 255);
      int red = colors[i] & 255;
      int green = colors[i + 1] & 255;
      int blue = colors[i + 2] & 255;
      float gray = Pixels.luma(red, green, blue);
      float strength =
          Math.min(
              strengthInRange(luma, red - gray),
              Math.min(strengthInRange(luma, green - gray), strengthInRange(luma, blue - gray)));
      result[i] = (byte) (luma + strength * (red - gray) + 0.5f);
      result[i + 1] = (byte) (luma + strength * (green - gray) + 0.5f);
      result[i + 2] = (byte) (luma + strength * (blue - gray) + 0.5f);
    }
    return painted.withRgb(result);
  }

  /** The largest part of a difference, 0..1, that luma + part x difference stays in 0..255 with. */
  private static float strengthInRange(float luma, float difference) {
    float room = difference > 0 ? 255 - luma : luma;
    float size = Math.abs(difference);
    return size <= room ? 1 : room / size;
  }
}

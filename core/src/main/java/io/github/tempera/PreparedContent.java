package io.github.tempera;

import io.github.tempera.image.Mask;
import io.github.tempera.image.Picture;
import io.github.tempera.internal.tiling.EncodedContent;
import java.util.List;

/**
 * A content that is encoded, to be painted again and again: made by {@link Stylizer#prepare}. Its
 * paintings are the same as those of {@link Stylizer#stylize}.
 *
 * <p>Safe for use by several threads; it paints one thing at a time. It owns native memory: close
 * it. It is of no use any more once its stylizer is closed.
 */
public final class PreparedContent implements AutoCloseable {
  private final Stylizer stylizer;
  private final Picture content;
  private final EncodedContent encoded;
  private final StylizeOptions options;
  private boolean closed;

  PreparedContent(
      Stylizer stylizer, Picture content, EncodedContent encoded, StylizeOptions options) {
    this.stylizer = stylizer;
    this.content = content;
    this.encoded = encoded;
    this.options = options;
  }

  /**
   * Paints the content in one style (for several see {@link Style#blend}).
   *
   * @param alpha strength from 0 to 1
   * @throws TemperaException if alpha is out of its range or the style is another model's
   */
  public Picture stylize(Style style, double alpha) {
    return paint(List.of(style), List.of(), alpha);
  }

  /**
   * Paints each style where its mask is, as {@link Stylizer#stylize(Picture, List, StylizeOptions,
   * Progress)} does.
   *
   * @param alpha strength from 0 to 1
   * @throws TemperaException if alpha is out of its range, there is no style, a mask is zero
   *     everywhere, or a style is another model's
   */
  public Picture stylize(List<MaskedStyle> styles, double alpha) {
    return Stylizer.byRegion(styles, (plain, masks) -> paint(plain, masks, alpha));
  }

  private synchronized Picture paint(List<Style> styles, List<Mask> masks, double alpha) {
    if (closed) {
      throw new IllegalStateException("This content is closed");
    }
    return stylizer.paint(content, encoded, styles, masks, options.withAlpha(alpha));
  }

  /** Frees the native memory, after a painting under way has ended. Idempotent. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      encoded.close();
    }
  }
}

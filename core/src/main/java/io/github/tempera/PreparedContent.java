package io.github.tempera;

import io.github.tempera.image.Picture;
import io.github.tempera.internal.tiling.EncodedContent;
import java.util.concurrent.locks.ReentrantLock;

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
  private final double stroke;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean closed;

  PreparedContent(Stylizer stylizer, Picture content, EncodedContent encoded, double stroke) {
    this.stylizer = stylizer;
    this.content = content;
    this.encoded = encoded;
    this.stroke = stroke;
  }

  /**
   * Paints the content in full style, with the strokes that it was prepared for.
   *
   * @throws TemperaException if the style is another model's
   */
  public Picture stylize(Style style) {
    return stylize(Look.of(style).withStroke(stroke), Progress.NONE);
  }

  /**
   * Paints the content in a look. Interrupting the thread cancels it as {@link Stylizer#stylize}
   * does.
   *
   * @param progress told after every tile of each pass
   * @throws TemperaException if the look has strokes of another size than this was prepared for, or
   *     as {@link Stylizer#stylize(Picture, Look, Progress)}
   */
  public Picture stylize(Look look, Progress progress) {
    lock.lock();
    try {
      return paint(look, progress);
    } finally {
      lock.unlock();
    }
  }

  private Picture paint(Look look, Progress progress) {
    if (closed) {
      throw new IllegalStateException("This content is closed");
    }
    if (look.options().stroke() != stroke) {
      throw new TemperaException(
          "This content is prepared for a stroke of %s, not of %s: prepare it anew."
              .formatted(stroke, look.options().stroke()));
    }
    return stylizer.paint(content, encoded, look, progress);
  }

  /**
   * Frees the native memory, after a painting under way has ended. Idempotent.
   *
   * @throws IllegalStateException when called from a {@link Progress} of this content
   */
  @Override
  public void close() {
    if (lock.isHeldByCurrentThread()) {
      throw new IllegalStateException("A content cannot be closed from within its own painting");
    }
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        encoded.close();
      }
    } finally {
      lock.unlock();
    }
  }
}

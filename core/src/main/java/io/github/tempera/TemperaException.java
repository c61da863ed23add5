package io.github.tempera;

import java.io.Serial;

/**
 * What a user can cause and mend: a bad option, an unreadable picture, a model that is not there.
 *
 * <p>The message is one or two sentences for that user: what was wrong with what, and what to do.
 * Anything else that goes wrong is a bug and keeps its own exception.
 */
public final class TemperaException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param message what was wrong with what, and what to do about it
   */
  public TemperaException(String message) {
    super(message);
  }

  /**
   * @param message what was wrong with what, and what to do about it
   * @param cause what the underlying library reported
   */
  public TemperaException(String message, Throwable cause) {
    super(message, cause);
  }
}

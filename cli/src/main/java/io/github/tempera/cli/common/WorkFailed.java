package io.github.tempera.cli.common;

import io.github.tempera.TemperaException;
import java.io.Serial;

/** Work had begun and failed: exit 1, where a {@link TemperaException} on its own is exit 2. */
public final class WorkFailed extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param message what failed, for the user
   */
  public WorkFailed(String message) {
    super(message);
  }

  /** The same sentence, but of work under way. */
  public WorkFailed(TemperaException cause) {
    super(cause.getMessage(), cause);
  }
}

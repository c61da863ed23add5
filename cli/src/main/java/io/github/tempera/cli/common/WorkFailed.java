package io.github.tempera.cli.common;

import io.github.tempera.TemperaException;
import java.io.Serial;

/** Work had begun and failed: exit 1, where a {@link TemperaException} on its own is exit 2. */
public final class WorkFailed extends RuntimeException {
  /** What to say when Java ran out of memory. */
  public static final String OUT_OF_MEMORY =
      "Not enough memory; give Java more, for example with TEMPERA_JAVA_OPTS=-Xmx8g.";

  @Serial private static final long serialVersionUID = 1L;

  /** The same sentence, but of work under way. */
  public WorkFailed(TemperaException cause) {
    super(cause.getMessage(), cause);
  }
}

package io.github.tempera.service.http;

import io.github.tempera.TemperaException;
import java.time.Duration;

/**
 * Where the HTTP API listens, whom it lets in, and how much of anything it takes.
 *
 * @param host address or name to listen on; the loopback address keeps everybody else out
 * @param port 1 to 65535, or 0 for any free one
 * @param access whom it lets in
 * @param limits how much it takes
 * @param shutdown how long requests under way may go on once the server closes
 */
public record HttpOptions(
    String host, int port, HttpAccess access, HttpLimits limits, Duration shutdown) {
  /** This machine only, port 8080, nobody shut out. */
  public static final HttpOptions DEFAULTS =
      new HttpOptions(
          "127.0.0.1", 8080, HttpAccess.DEFAULTS, HttpLimits.DEFAULTS, Duration.ofSeconds(20));

  /**
   * @throws TemperaException if a value is out of its range
   */
  public HttpOptions {
    if (host.isBlank()) {
      throw new TemperaException("The host to listen on is empty: give an address or a name.");
    }
    if (port < 0 || port > 65535) {
      throw new TemperaException("The port must be 0 to 65535, not " + port + ".");
    }
    if (shutdown.isNegative()) {
      throw new TemperaException("The time to shut down must not be negative.");
    }
  }

  /** These options at another address. */
  public HttpOptions withAddress(String newHost, int newPort) {
    return new HttpOptions(newHost, newPort, access, limits, shutdown);
  }

  /** These options with another access. */
  public HttpOptions withAccess(HttpAccess newAccess) {
    return new HttpOptions(host, port, newAccess, limits, shutdown);
  }

  /** These options with other limits. */
  public HttpOptions withLimits(HttpLimits newLimits) {
    return new HttpOptions(host, port, access, newLimits, shutdown);
  }

  /** These options with another time to shut down. */
  public HttpOptions withShutdown(Duration newShutdown) {
    return new HttpOptions(host, port, access, limits, newShutdown);
  }
}

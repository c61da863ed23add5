package io.github.tempera.training.optimization;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Third-party pictures, weights and reference numbers that tests compare with and that are no part
 * of the project: they lie in a folder {@code shared} beside the checkout.
 */
final class Shared {
  private Shared() {}

  /**
   * The file at that path in {@code shared}. Where there is none the test is skipped with a reason,
   * but fails when the environment variable {@code CI} is {@code true}.
   */
  static Path file(String path) {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null) {
      Path candidate = folder.resolve("shared").resolve(path);
      if (Files.exists(candidate)) {
        return candidate;
      }
      folder = folder.getParent();
    }
    String reason = "needs shared/" + path + " in a folder beside or above the checkout";
    if ("true".equals(System.getenv("CI"))) {
      return fail(reason);
    }
    return abort(reason);
  }
}

package io.github.tempera.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The picture tools of other people, as Debian has them. */
final class Tools {
  private Tools() {}

  /**
   * Skips the test, visibly, where one of them is not installed; fails it then when the environment
   * variable {@code CI} is {@code true}.
   */
  static void need(String... programs) {
    for (String program : programs) {
      boolean there =
          Stream.of(System.getenv("PATH").split(":"))
              .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
      String reason = "needs the program " + program;
      assertThat(there || !"true".equals(System.getenv("CI"))).as(reason).isTrue();
      assumeTrue(there, reason);
    }
  }

  /** Runs a program to its end; an error if it fails. */
  static void run(Object... command) {
    List<String> words = Stream.of(command).map(String::valueOf).toList();
    try {
      Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(String.join(" ", words) + " failed: " + said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** How far two pictures are from each other. */
  record Difference(double mean, int worst, int worstAlpha) {
    static Difference between(Picture one, Picture other) {
      if (one.width() != other.width() || one.height() != other.height()) {
        return new Difference(255, 255, 255);
      }
      long sum = 0;
      int worst = 0;
      for (int i = 0; i < one.rgb().length; i++) {
        int difference = Math.abs((one.rgb()[i] & 255) - (other.rgb()[i] & 255));
        sum += difference;
        worst = Math.max(worst, difference);
      }
      byte[] alpha = one.alphaOrNull();
      byte[] otherAlpha = other.alphaOrNull();
      int worstAlpha = 0;
      for (int i = 0; i < one.rgb().length / 3; i++) {
        int a = alpha == null ? 255 : alpha[i] & 255;
        int b = otherAlpha == null ? 255 : otherAlpha[i] & 255;
        worstAlpha = Math.max(worstAlpha, Math.abs(a - b));
      }
      return new Difference((double) sum / one.rgb().length, worst, worstAlpha);
    }
  }
}

package io.github.tempera.training.trainer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What processor this is, as far as it decides how numbers are rounded. */
final class Processor {
  private Processor() {}

  /** Architecture and vector instructions, for example {@code amd64 avx avx2 fma}. */
  static String kind() {
    TreeSet<String> vectors = new TreeSet<>();
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      lines
          .filter(line -> line.startsWith("flags"))
          .findFirst()
          .ifPresent(
              line ->
                  Arrays.stream(line.split("\\s+"))
                      .filter(flag -> flag.matches("avx.*|fma|amx.*"))
                      .forEach(vectors::add));
    } catch (IOException | java.io.UncheckedIOException unlisted) {
      // Other systems do not tell; the architecture has to do.
    }
    return Stream.concat(Stream.of(System.getProperty("os.arch")), vectors.stream())
        .collect(Collectors.joining(" "));
  }
}

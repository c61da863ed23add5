package io.github.tempera;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The arithmetic of the convolutions. Statistics are always computed in 32 bits. */
public enum Precision {
  /** {@link #BFLOAT16} where the processor has instructions for it, else {@link #FLOAT32}. */
  AUTO,
  /** 32-bit floats: runs everywhere. */
  FLOAT32,
  /** 16-bit brain floats: faster where the processor computes in them, much slower elsewhere. */
  BFLOAT16;

  private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

  /**
   * This precision, or what {@link #AUTO} stands for on this machine's processor: decided by the
   * flags that Linux lists (avx512_bf16, amx_bf16). Other systems do not tell, and get float32.
   */
  public Precision resolve() {
    return this == AUTO ? fastest(processorFlags()) : this;
  }

  static Precision fastest(Set<String> processorFlags) {
    return processorFlags.contains("avx512_bf16") || processorFlags.contains("amx_bf16")
        ? BFLOAT16
        : FLOAT32;
  }

  private static Set<String> processorFlags() {
    try (Stream<String> lines = Files.lines(PROCESSOR)) {
      return lines
          .filter(line -> line.startsWith("flags"))
          .findFirst()
          .map(line -> Arrays.stream(line.split("\\s+")).collect(Collectors.toSet()))
          .orElse(Set.of());
    } catch (IOException | java.io.UncheckedIOException unlisted) {
      return Set.of();
    }
  }
}

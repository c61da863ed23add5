package io.github.tempera.internal.process;

import io.github.tempera.TemperaException;
import io.github.tempera.TemperaException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A Java of its own, with this one's class path and flags, whose peak memory is its own. */
public final class OwnJava {
  private OwnJava() {}

  /**
   * Runs a class's {@code main} to its end; what it says on standard error goes on to ours.
   * Interrupting the thread ends it.
   *
   * @param failure what to tell people when it fails
   * @return what it wrote to standard output
   * @throws TemperaException if it exits with anything but 0, most likely for want of memory
   * @throws CancellationException if interrupted
   */
  public static byte[] run(Class<?> worker, List<String> arguments, String failure) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), worker.getName()));
    command.addAll(arguments);
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      try {
        // Waiting can be interrupted, reading cannot.
        CompletableFuture<byte[]> written = CompletableFuture.supplyAsync(() -> all(process));
        if (process.waitFor() != 0) {
          throw new TemperaException(Kind.OUT_OF_RESOURCES, null, failure);
        }
        return written.join();
      } finally {
        process.destroy();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("Interrupted while another Java was at work");
    }
  }

  private static byte[] all(Process process) {
    try (InputStream output = process.getInputStream()) {
      return output.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Highest resident memory of this process so far in bytes: Linux tells; 0 elsewhere. */
  public static long residentPeak() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException unsupported) {
      return 0;
    }
  }
}

package io.github.tempera.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Java process of its own, with this one's classes, to be killed. */
public final class TestProcess {
  private final Process process;
  private final Path errors;

  private TestProcess(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
  }

  /**
   * Starts one. Its output can be read; what it says otherwise is kept for {@link #errors}.
   *
   * @param folder where that is kept
   */
  public static TestProcess start(Path folder, Class<?> main, String... arguments)
      throws IOException {
    Path errors = Files.createTempFile(folder, "errors", ".txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx400m",
            // Quick to start; it will not live long.
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Djava.awt.headless=true",
            "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
            "-cp",
            System.getProperty("java.class.path"),
            main.getName()));
    command.addAll(List.of(arguments));
    return new TestProcess(
        new ProcessBuilder(command).redirectError(errors.toFile()).start(), errors);
  }

  /** What it writes to its standard output. */
  InputStream output() {
    return process.getInputStream();
  }

  /** What it complained of. */
  public String errors() {
    try {
      return Files.readString(errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGKILL: nothing of the process's own runs any more. When this returns, it is dead. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }
}

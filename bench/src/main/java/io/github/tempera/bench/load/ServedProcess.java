package io.github.tempera.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code tempera serve} in a process of its own, on a free port and with an empty database. */
final class ServedProcess implements AutoCloseable {
  private static final String SAID = "Tempera serves at ";

  private final Process process;
  private final Path folder;
  private final URI url;

  ServedProcess(Path project) throws IOException {
    folder = Files.createTempDirectory("tempera-load");
    List<String> command =
        List.of(
            project.resolve("tempera").toAbsolutePath().toString(),
            "serve",
            "--port",
            "0",
            "--database",
            folder.resolve("load.db").toString(),
            // The clients come from one address and say which of them they are.
            "--trusted-proxy",
            "127.0.0.1");
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    // Nothing more is said until the end: the rest of the output needs no reader.
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    if (line == null || !line.startsWith(SAID)) {
      throw new IllegalStateException("It does not serve: " + line);
    }
    url = URI.create(line.substring(SAID.length()));
  }

  URI url() {
    return url;
  }

  /** Resident memory in MB; 0 where the system has no {@code /proc}. */
  long memory() throws IOException {
    Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .sum();
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(1, TimeUnit.MINUTES)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}

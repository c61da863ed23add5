package io.github.tempera.cli;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * A process in which one command line after the other is run, in a folder that every test finds
 * empty: what takes long is the start of a Java. A test asks for it by {@code @TempDir(factory =
 * WarmTempera.Place.class, cleanup = CleanupMode.NEVER)}. What a process does as a whole, such as
 * ending when interrupted, is tested with one of its own.
 */
final class WarmTempera {
  private static @Nullable WarmTempera running;

  private final Process process;
  private final DataOutputStream commands;
  private final DataInputStream results;

  private WarmTempera(Process process) {
    this.process = process;
    commands = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    results = new DataInputStream(new BufferedInputStream(process.getInputStream()));
  }

  /** Makes the folder, or empties it. */
  static final class Place implements TempDirFactory {
    static final Path FOLDER =
        Path.of("target", "warm-" + ProcessHandle.current().pid()).toAbsolutePath();

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context)
        throws IOException {
      Files.createDirectories(FOLDER);
      try (var children = Files.list(FOLDER)) {
        for (Path child : children.toList()) {
          delete(child);
        }
      }
      return FOLDER;
    }

    private static void delete(Path path) throws IOException {
      if (Files.isDirectory(path, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
        path.toFile().setWritable(true);
        try (var children = Files.list(path)) {
          for (Path child : children.toList()) {
            delete(child);
          }
        }
      }
      Files.delete(path);
    }
  }

  /** Runs a command in the place. */
  static synchronized Workplace.Result run(Workplace place, List<String> arguments) {
    try {
      WarmTempera warm = running;
      if (warm == null || !warm.process.isAlive()) {
        warm = new WarmTempera(place.startWarm());
        running = warm;
      }
      warm.commands.writeInt(arguments.size());
      for (String argument : arguments) {
        write(warm.commands, argument.getBytes(StandardCharsets.UTF_8));
      }
      warm.commands.flush();
      int exit = warm.results.readInt();
      return new Workplace.Result(exit, read(warm.results), read(warm.results));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(DataOutputStream to, byte[] bytes) throws IOException {
    to.writeInt(bytes.length);
    to.write(bytes);
  }

  private static String read(DataInputStream from) throws IOException {
    return new String(from.readNBytes(from.readInt()), StandardCharsets.UTF_8);
  }

  /** The process: it ends when its standard input does. */
  public static void main(String[] none) throws IOException {
    System.setProperty("java.awt.headless", "true");
    DataInputStream commands = new DataInputStream(new BufferedInputStream(System.in));
    DataOutputStream results = new DataOutputStream(new FileOutputStream(FileDescriptor.out));
    while (true) {
      String[] arguments;
      try {
        arguments = new String[commands.readInt()];
      } catch (EOFException end) {
        return;
      }
      for (int i = 0; i < arguments.length; i++) {
        arguments[i] = read(commands);
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
      int exit = Main.commandLine().execute(arguments);
      System.out.flush();
      System.err.flush();
      results.writeInt(exit);
      write(results, out.toByteArray());
      write(results, err.toByteArray());
      results.flush();
    }
  }
}

package io.github.tempera.cli.common;

import io.github.tempera.TemperaException;
import io.github.tempera.internal.file.FileErrors;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code -} in place of a file's name: standard input, or standard output. */
public final class StandardStreams {
  private static final String NAME = "-";

  private StandardStreams() {}

  /** Whether a file is such a stream. */
  public static boolean isNamed(@Nullable Path file) {
    return file != null && file.toString().equals(NAME);
  }

  /**
   * Checks that no more than one of all inputs is standard input.
   *
   * @throws TemperaException if it is to be read twice
   */
  public static void checkReadOnce(Collection<?> inputs) {
    if (inputs.stream().filter(input -> input.toString().equals(NAME)).count() > 1) {
      throw new TemperaException("Standard input can be read once: give - for one file only.");
    }
  }

  /** The same, but with a file that holds what standard input brought, if it is that. */
  public static Path read(Path input) {
    return isNamed(input) ? spooled() : input;
  }

  /** The same arguments, but with a file in place of standard input. */
  public static List<String> read(List<String> inputs) {
    return inputs.stream().map(i -> i.equals(NAME) ? spooled().toString() : i).toList();
  }

  // What it is called in messages is its name.
  private static Path spooled() {
    try {
      Path folder = Files.createTempDirectory("tempera");
      Path file = folder.resolve("standard input");
      folder.toFile().deleteOnExit();
      file.toFile().deleteOnExit();
      Files.copy(System.in, file);
      return file;
    } catch (IOException e) {
      throw FileErrors.unreadable("standard input", "Cannot read standard input", e);
    }
  }

  /**
   * Writes to standard output what can be saved to a file only.
   *
   * @throws TemperaException if it does not take all of it
   */
  public static void write(Consumer<Path> save) {
    try {
      Path file = Files.createTempFile("tempera", "");
      try {
        save.accept(file);
        write(Files.readAllBytes(file));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  /**
   * Writes to standard output.
   *
   * @throws TemperaException if it does not take all of it
   */
  public static void write(byte[] bytes) {
    try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
      out.write(bytes);
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  private static TemperaException cannotWrite(IOException e) {
    return FileErrors.unwritable("standard output", "Cannot write to standard output", e);
  }
}

package io.github.tempera.training.show;

import io.github.tempera.TemperaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that others may read at any moment: written beside their place, then moved there. */
public final class Beside {
  private Beside() {}

  /** Something that writes a file. */
  public interface Writer {
    /** Writes all of it. */
    void to(Path file) throws IOException;
  }

  /**
   * Replaces a file in one step.
   *
   * @throws TemperaException if it cannot be written
   */
  public static void write(Path file, Writer writer) {
    Path part = file.resolveSibling("." + file.getFileName() + ".part");
    try {
      writer.to(part);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new TemperaException("Cannot write " + file + ": " + e + ".", e);
    }
  }

  /** Replaces a text file in one step. */
  public static void write(Path file, String text) {
    write(file, part -> Files.writeString(part, text));
  }
}

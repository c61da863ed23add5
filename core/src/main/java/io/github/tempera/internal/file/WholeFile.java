package io.github.tempera.internal.file;

import io.github.tempera.TemperaException;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * Replaces a file in one step: what is new is written beside it and then moved in its place, so
 * that a reader sees the old file or the whole new one, also when the writing fails.
 */
public final class WholeFile {
  private WholeFile() {}

  /** Something that fills a file. */
  @FunctionalInterface
  public interface Writer {
    /**
     * Writes all of it.
     *
     * @param part a name that is not taken, in the folder of the file to be replaced
     */
    void to(Path part) throws IOException;
  }

  /**
   * Replaces a file.
   *
   * @throws IOException if it cannot be written; the old one is as it was and nothing lies beside
   * @throws TemperaException if its name is not whole in the system's character set
   */
  public static void replace(Path file, Writer writer) throws IOException {
    FileName.check(file);
    // A name of our own, not createTempFile's: that makes files which only this user may read.
    Path part = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      writer.to(part);
      move(part, file);
    } catch (IOException | RuntimeException | Error e) {
      discard(part, e);
      throw e;
    }
  }

  private static void move(Path part, Path file) throws IOException {
    try {
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void discard(Path part, Throwable reason) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  /**
   * Replaces a file.
   *
   * @throws TemperaException if it cannot be written
   */
  public static void write(Path file, Writer writer) {
    try {
      replace(file, writer);
    } catch (IOException e) {
      throw FileErrors.cannotWrite(file, e);
    }
  }

  /**
   * Replaces a text file, in UTF-8.
   *
   * @throws TemperaException if it cannot be written
   */
  public static void write(Path file, String text) {
    write(file, part -> Files.writeString(part, text));
  }
}

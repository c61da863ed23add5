package io.github.tempera.internal.file;

import io.github.tempera.TemperaException;
import io.github.tempera.TemperaException.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What the system says of a file, as an error with its kind and a sentence. */
public final class FileErrors {
  private FileErrors() {}

  /** A file cannot be read. */
  public static TemperaException cannotRead(Path file, IOException e) {
    if (e instanceof NoSuchFileException) {
      return new TemperaException(
          Kind.NOT_FOUND,
          file,
          "There is no file %s: check its name and folder.".formatted(file),
          e);
    }
    if (e instanceof AccessDeniedException) {
      return new TemperaException(
          Kind.UNREADABLE,
          file,
          "No permission to read %s: change its permissions or copy it.".formatted(file),
          e);
    }
    return unreadable(file, "Cannot read " + file, e);
  }

  /**
   * Something else cannot be read.
   *
   * @param what the sentence up to the reason
   */
  public static TemperaException unreadable(Object subject, String what, IOException e) {
    Kind kind = e instanceof NoSuchFileException ? Kind.NOT_FOUND : Kind.UNREADABLE;
    return new TemperaException(kind, subject, "%s: %s.".formatted(what, reason(e)), e);
  }

  /** A file cannot be written. */
  public static TemperaException cannotWrite(Path file, IOException e) {
    return unwritable(file, "Cannot write " + file, e);
  }

  /**
   * Something else cannot be written.
   *
   * @param what the sentence up to the reason
   */
  public static TemperaException unwritable(Object subject, String what, IOException e) {
    return new TemperaException(Kind.UNWRITABLE, subject, "%s: %s.".formatted(what, reason(e)), e);
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "no permission";
    }
    if (e instanceof NoSuchFileException) {
      return "it is not there";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "something else of that name is there";
    }
    if (e.getCause() instanceof IOException cause) {
      return reason(cause);
    }
    String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return reason == null ? "the system gives no reason" : reason.replaceFirst("\\.$", "");
  }
}

package io.github.tempera.internal.file;

import io.github.tempera.TemperaException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Names of files between text and what the system keeps, which is bytes on Linux: Java converts
 * them by the character set of the locale that it was started in.
 */
public final class FileName {
  private static final Charset CHARSET = charset(System.getProperty("sun.jnu.encoding"));

  private FileName() {}

  private static Charset charset(@Nullable String name) {
    return name != null && Charset.isSupported(name)
        ? Charset.forName(name)
        : Charset.defaultCharset();
  }

  /**
   * The path of that text.
   *
   * @throws TemperaException if it can be none here
   */
  public static Path path(String text) {
    return in(Path.of(""), text);
  }

  /**
   * The file of that name in a folder.
   *
   * @throws TemperaException if it can be none here
   */
  public static Path in(Path folder, String name) {
    try {
      return folder.resolve(name);
    } catch (InvalidPathException e) {
      boolean lacking = !CHARSET.newEncoder().canEncode(name);
      throw new TemperaException(
          lacking ? lacking(name) : "%s can be no file's name: %s.".formatted(name, e.getReason()),
          e);
    }
  }

  /**
   * Checks that a file is still found by the text of its path.
   *
   * @throws TemperaException if letters were lost
   */
  public static void check(Path file) {
    if (!in(Path.of(""), file.toString()).equals(file)) {
      throw new TemperaException(lacking(file.toString()));
    }
  }

  private static String lacking(String name) {
    return "The name %s has letters that are not in this process's character set, %s: "
            .formatted(name, CHARSET.name())
        + (CHARSET.equals(StandardCharsets.UTF_8)
            ? "rename the file."
            : "start it in a UTF-8 locale, such as LC_ALL=C.UTF-8.");
  }
}

package io.github.tempera.internal.format;

import io.github.tempera.TemperaException;
import io.github.tempera.TemperaException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Names what often lies where a file of weights should. */
final class FileStart {
  private static final int ENOUGH = 256;

  private FileStart() {}

  /**
   * Reads on a little, and refuses what is known to be something else.
   *
   * @param read what was read already, from the beginning
   * @throws TemperaException if the file is empty, a web page or a Git LFS pointer
   */
  static void check(byte[] read, InputStream in, String name) throws IOException {
    String text =
        new String(read, StandardCharsets.ISO_8859_1)
            + new String(in.readNBytes(ENOUGH), StandardCharsets.ISO_8859_1);
    String start = text.replaceFirst("^\u00ef\u00bb\u00bf", "").stripLeading();
    if (text.isEmpty()) {
      throw new TemperaException(
          Kind.UNREADABLE, name, name + " is empty: fetch or copy it again.");
    }
    if (start.startsWith("version https://git-lfs.github.com/spec/")) {
      throw new TemperaException(
          Kind.UNREADABLE,
          name,
          name
              + " is a Git LFS pointer, which only says where the file is: get the file itself with"
              + " `git lfs pull`, or download it.");
    }
    if (start.startsWith("<")) {
      throw new TemperaException(
          Kind.UNREADABLE,
          name,
          name
              + " is a web page, as servers send in place of what they do not have or give only"
              + " after a login: download the file again and look at what comes.");
    }
  }
}

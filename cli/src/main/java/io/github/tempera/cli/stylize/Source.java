package io.github.tempera.cli.stylize;

import io.github.tempera.TemperaException;
import java.io.File;
import java.nio.file.Path;

/**
 * A file that the command line names, by itself or through a folder or a glob.
 *
 * @param path where it is
 * @param folder its folder within the folder or glob that found it, which the output repeats; empty
 *     for a file named by itself
 */
record Source(Path path, Path folder) {
  static final Path NO_FOLDER = Path.of("");

  static Source named(Path path) {
    return new Source(path, NO_FOLDER);
  }

  static Source within(Path base, Path file) {
    Path parent = base.relativize(file).getParent();
    return new Source(file, parent == null ? NO_FOLDER : parent);
  }

  String fileName() {
    Path name = path.getFileName();
    return name == null ? path.toString() : name.toString();
  }

  /** The file's name without its extension. */
  String stem() {
    String name = fileName();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  /** Whether an error is this file's. */
  boolean isSubjectOf(TemperaException e) {
    return e.subject().filter(path.toString()::equals).isPresent();
  }

  /** What an error says, with this file's path in front unless it is about this file. */
  String about(TemperaException e) {
    return isSubjectOf(e) ? String.valueOf(e.getMessage()) : path + ": " + e.getMessage();
  }

  /** Path within what found it, the same on every system. */
  String key() {
    // The empty path is one empty step, not none.
    return folder.equals(NO_FOLDER)
        ? fileName()
        : folder.toString().replace(File.separatorChar, '/') + "/" + fileName();
  }
}

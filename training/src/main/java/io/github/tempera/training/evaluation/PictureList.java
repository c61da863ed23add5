package io.github.tempera.training.evaluation;

import io.github.tempera.TemperaException;
import io.github.tempera.TemperaException.Kind;
import io.github.tempera.image.Picture;
import io.github.tempera.internal.file.FileErrors;
import io.github.tempera.internal.file.FileName;
import io.github.tempera.training.data.PictureSet;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Pictures that are given as a folder or as a text file that lists them. */
public final class PictureList {
  private PictureList() {}

  /**
   * All pictures of a folder, or those of a list.
   *
   * @param source a folder, or a UTF-8 text file with one picture a line, relative to the file's
   *     own folder; blank lines and lines that begin with # do not count
   * @throws TemperaException if it is neither, or there is no picture in it, or one of the list is
   *     not there
   */
  public static PictureSet read(Path source) {
    if (Files.isDirectory(source)) {
      return PictureSet.in(source);
    }
    if (!Files.exists(source)) {
      throw new TemperaException(
          Kind.NOT_FOUND, source, "There is no folder and no list " + source + ".");
    }
    Path folder = source.toAbsolutePath().normalize().getParent();
    if (folder == null) {
      throw new TemperaException(Kind.UNREADABLE, source, source + " is no list of pictures.");
    }
    List<Path> files = new ArrayList<>();
    for (String line : lines(source)) {
      String name = line.strip();
      if (!name.isEmpty() && !name.startsWith("#")) {
        files.add(listed(folder, name, source));
      }
    }
    if (files.isEmpty()) {
      throw new TemperaException(
          Kind.NOT_FOUND, source, "There is no picture in the list " + source + ".");
    }
    return new PictureSet(folder, files);
  }

  private static List<String> lines(Path source) {
    try {
      return Files.readAllLines(source);
    } catch (CharacterCodingException e) {
      throw new TemperaException(
          Kind.UNREADABLE,
          source,
          source
              + " is no list of pictures: give a folder, or a text file with one picture a line.",
          e);
    } catch (IOException e) {
      throw FileErrors.cannotRead(source, e);
    }
  }

  private static Path listed(Path folder, String name, Path source) {
    Path file = FileName.in(folder, name);
    if (Files.isRegularFile(file)) {
      return file;
    }
    throw new TemperaException(
        Kind.NOT_FOUND, file, source + " lists a picture that is not there: " + name + ".");
  }

  /** The centre of a picture as a square, on white where it is transparent. */
  static Picture square(Path file, int size) {
    Picture picture = Picture.read(file).withShortSide(size);
    return cut(picture, (picture.width() - size) / 2, (picture.height() - size) / 2, size);
  }

  /** A square of a picture. */
  static Picture cut(Picture picture, int left, int top, int size) {
    byte[] rgb = new byte[3 * size * size];
    for (int y = 0; y < size; y++) {
      int from = 3 * ((top + y) * picture.width() + left);
      System.arraycopy(picture.rgb(), from, rgb, 3 * size * y, 3 * size);
    }
    return Picture.of(size, size, rgb);
  }
}

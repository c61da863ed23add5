package io.github.tempera.training.data;

import io.github.tempera.TemperaException;
import io.github.tempera.TemperaException.Kind;
import io.github.tempera.internal.file.FileErrors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Some picture files, in an order that depends on their names alone.
 *
 * @param folder what they were found in
 * @param files the pictures, sorted by path
 */
public record PictureSet(Path folder, List<Path> files) {
  private static final List<String> SUFFIXES =
      List.of(".jpg", ".jpeg", ".png", ".webp", ".bmp", ".gif", ".tif", ".tiff");

  public PictureSet {
    files = List.copyOf(files);
  }

  /**
   * All pictures in a folder and the folders in it, known by their names' endings.
   *
   * @throws TemperaException if there is no such folder, or no picture in it
   */
  public static PictureSet in(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new TemperaException(Kind.NOT_FOUND, folder, "There is no folder " + folder + ".");
    }
    List<Path> files;
    try (Stream<Path> found = Files.walk(folder, java.nio.file.FileVisitOption.FOLLOW_LINKS)) {
      files =
          found
              .filter(PictureSet::looksLikeAPicture)
              .filter(Files::isRegularFile)
              .sorted(java.util.Comparator.comparing(Path::toString))
              .toList();
    } catch (UncheckedIOException e) {
      throw FileErrors.unreadable(
          folder, "Cannot list " + folder, Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw FileErrors.unreadable(folder, "Cannot list " + folder, e);
    }
    if (files.isEmpty()) {
      throw new TemperaException(
          Kind.NOT_FOUND,
          folder,
          "There is no picture in "
              + folder
              + " (looked for "
              + String.join(", ", SUFFIXES)
              + ").");
    }
    return new PictureSet(folder, files);
  }

  private static boolean looksLikeAPicture(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return !name.startsWith(".") && SUFFIXES.stream().anyMatch(name::endsWith);
  }

  /** Two sets that share nothing. */
  public record Split(PictureSet training, PictureSet validation) {}

  /**
   * Sets some pictures aside, drawn by seed.
   *
   * @param validation how many
   * @throws TemperaException if none would be left to train on
   */
  public Split split(int validation, long seed) {
    if (validation >= files.size()) {
      throw new TemperaException(
          folder
              + " holds "
              + files.size()
              + " pictures: setting "
              + validation
              + " aside for validation leaves none to train on.");
    }
    List<Path> drawn = shuffled(seed);
    return new Split(of(drawn.subList(validation, drawn.size())), of(drawn.subList(0, validation)));
  }

  /** This set, or that many of its pictures, drawn by seed; 0 for all. */
  public PictureSet limited(int limit, long seed) {
    return limit == 0 || limit >= files.size() ? this : of(shuffled(seed).subList(0, limit));
  }

  private List<Path> shuffled(long seed) {
    List<Path> drawn = new ArrayList<>(files);
    Collections.shuffle(drawn, new Random(seed));
    return drawn;
  }

  private PictureSet of(List<Path> some) {
    return new PictureSet(
        folder, some.stream().sorted(java.util.Comparator.comparing(Path::toString)).toList());
  }

  /** A digest of the files' names and lengths: other pictures, another fingerprint. */
  public String fingerprint() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path file : files) {
        String line =
            folder.relativize(file).toString().replace('\\', '/') + " " + Files.size(file) + "\n";
        digest.update(line.getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw FileErrors.unreadable(folder, "Cannot read " + folder, e);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}

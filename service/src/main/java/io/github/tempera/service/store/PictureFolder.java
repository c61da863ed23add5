package io.github.tempera.service.store;

import io.github.tempera.TemperaException;
import io.github.tempera.TemperaException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Pictures as files named by their hash, in folders by its first two digits. */
final class PictureFolder {
  private static final String UNFINISHED = ".part";
  private static final Pattern OURS = Pattern.compile("[0-9a-f]{64}(\\d*\\.part)?");

  private final Path folder;

  PictureFolder(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new TemperaException(
          Kind.UNWRITABLE,
          folder,
          "Cannot create the folder %s for pictures: check its name and permissions."
              .formatted(folder),
          e);
    }
  }

  /** Writes a picture unless it is there. */
  void write(String hash, byte[] encoded) {
    Path file = file(hash);
    try {
      if (Files.exists(file) && Files.size(file) == encoded.length) {
        return;
      }
      Files.createDirectories(file.getParent());
      Path part = Files.createTempFile(file.getParent(), hash, UNFINISHED);
      try {
        Files.write(part, encoded);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Optional<byte[]> read(String hash) {
    try {
      return Optional.of(Files.readAllBytes(file(hash)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void delete(String hash) {
    try {
      Files.deleteIfExists(file(hash));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Names of this store's files, finished or not, that were last written before a time. */
  List<String> olderThan(Instant time) {
    try (Stream<Path> all = Files.find(folder, 2, (file, facts) -> facts.isRegularFile())) {
      return all.filter(file -> isBefore(file, time))
          .map(file -> file.getFileName().toString())
          .filter(name -> OURS.matcher(name).matches())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isBefore(Path file, Instant time) {
    try {
      return Files.getLastModifiedTime(file).toInstant().isBefore(time);
    } catch (IOException gone) {
      return false;
    }
  }

  private Path file(String hash) {
    return folder.resolve(hash.substring(0, 2)).resolve(hash);
  }
}

package io.github.tempera.training.run;

import io.github.tempera.TemperaException;
import io.github.tempera.TemperaException.Kind;
import io.github.tempera.internal.file.FileErrors;
import io.github.tempera.internal.file.WholeFile;
import io.github.tempera.training.data.PictureSet;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Collectors;

/** Where a run keeps its files. One process at a time may use it. */
final class RunFolder implements AutoCloseable {
  private final Path path;
  private final FileChannel channel;

  private RunFolder(Path path) {
    this.path = path;
    try {
      Files.createDirectories(path);
      channel =
          FileChannel.open(
              path.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      lock();
    } catch (IOException e) {
      throw FileErrors.unwritable(path, "Cannot use the folder " + path, e);
    }
  }

  // The lock goes with the process: a killed one leaves nothing to clean up.
  private void lock() throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      channel.close();
      throw new TemperaException(
          Kind.UNAVAILABLE, path, "Another process is training in " + path + ".");
    }
  }

  /**
   * A folder for a new run.
   *
   * @throws TemperaException if it holds one already
   */
  static RunFolder create(Path path) {
    checkFree(path);
    return new RunFolder(path);
  }

  /**
   * @throws TemperaException if the folder holds a run already
   */
  static void checkFree(Path path) {
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new TemperaException(path + " is a file: give the name of a folder for the run.");
    }
    if (Files.exists(path.resolve("run.json"))) {
      throw new TemperaException(
          path + " holds a run already: go on with it by --resume, or choose another folder.");
    }
  }

  /**
   * The folder of a run.
   *
   * @throws TemperaException if it holds none
   */
  static RunFolder open(Path path) {
    if (!Files.exists(path.resolve("run.json"))) {
      throw new TemperaException(
          Kind.NOT_FOUND, path, "There is no run in " + path + ": it holds no run.json.");
    }
    return new RunFolder(path);
  }

  Path path() {
    return path;
  }

  Path checkpoint() {
    return path.resolve("checkpoint.safetensors");
  }

  Path model() {
    return path.resolve("model.safetensors");
  }

  Path record() {
    return path.resolve("run.json");
  }

  Path losses() {
    return path.resolve("losses.csv");
  }

  Path chart() {
    return path.resolve("losses.png");
  }

  Path stages() {
    return path.resolve("stages");
  }

  Path sheet() {
    return path.resolve("stages.png");
  }

  /** Lists the pictures that are never trained on, by absolute path. */
  void listValidation(String kind, PictureSet pictures) {
    String lines =
        pictures.files().stream()
            .map(file -> file.toAbsolutePath().normalize() + "\n")
            .collect(Collectors.joining());
    WholeFile.write(path.resolve("validation-" + kind + ".txt"), lines);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw FileErrors.unwritable(path, "Cannot close the lock of " + path, e);
    }
  }
}

package io.github.tempera.cli.common;

import io.github.tempera.TemperaException;
import io.github.tempera.TemperaException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** What is said while work goes on, and checks of where its result goes. */
public final class OutputOptions {
  @Option(
      names = {"-q", "--quiet"},
      description = "Print nothing but errors.")
  private boolean quiet;

  /** Whether to print nothing but errors. */
  public boolean quiet() {
    return quiet;
  }

  /** A bar for work about to begin; without --quiet it shows on a terminal. */
  public Bar bar(String task, String unit) {
    return bar(task, unit, 1);
  }

  /** A bar whose units are so many steps each. */
  public Bar bar(String task, String unit, long stepsPerUnit) {
    return new Bar(task, unit, stepsPerUnit, !quiet && Bar.isTerminal());
  }

  /**
   * Checks, before any work, that a file can be written.
   *
   * @param inputs files that must not be replaced by it
   * @throws TemperaException if it cannot
   */
  public static void checkFile(Path output, List<Path> inputs) {
    if (StandardStreams.isNamed(output)) {
      return;
    }
    if (Files.isDirectory(output)) {
      throw new TemperaException(output + " is a folder: give the name of a file to write.");
    }
    for (Path input : inputs) {
      if (isSame(output, input)) {
        throw new TemperaException(
            "The output %s would replace an input: give another name.".formatted(output));
      }
    }
    Path folder = output.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new TemperaException(
          Kind.NOT_FOUND,
          folder,
          "There is no folder %s to write %s to: create it first."
              .formatted(folder, output.getFileName()));
    }
    checkWritable(folder);
  }

  /**
   * Checks that files can be created in a folder.
   *
   * @throws TemperaException if not
   */
  public static void checkWritable(Path folder) {
    if (!Files.isWritable(folder)) {
      throw new TemperaException(
          "No permission to write to the folder %s: choose another.".formatted(folder));
    }
  }

  private static boolean isSame(Path output, Path input) {
    try {
      return Files.exists(output) && Files.exists(input) && Files.isSameFile(output, input);
    } catch (IOException unreadable) {
      return false;
    }
  }
}

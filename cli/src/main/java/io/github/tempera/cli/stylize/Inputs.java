package io.github.tempera.cli.stylize;

import io.github.tempera.TemperaException;
import io.github.tempera.TemperaException.Kind;
import io.github.tempera.internal.file.FileErrors;
import io.github.tempera.internal.file.FileName;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Files, folders and globs of the command line, expanded to files.
 *
 * @param files each file once, those of a folder or glob in the order of their paths
 * @param folders those that were named, not found through a glob
 * @param isOpen whether a folder or a glob is among them, so that there may be any number of files
 */
record Inputs(List<Source> files, List<Path> folders, boolean isOpen) {
  // HEIC and AVIF are here so that they are refused by name, not passed over in silence.
  private static final Set<String> PICTURES =
      Set.of(
          "jpg", "jpeg", "jpe", "jfif", "png", "tif", "tiff", "webp", "bmp", "gif", "heic", "heif",
          "avif");
  private static final Set<String> SAVED_STYLES = Set.of("style", "safetensors");

  Inputs {
    files = List.copyOf(files);
    folders = List.copyOf(folders);
  }

  /** Contents; what lies below the output folder is left out, it was painted before. */
  static Inputs contents(Collection<String> arguments, Path output) {
    return new Expansion(file -> PICTURES.contains(extension(file)), output).expand(arguments);
  }

  /** Style pictures and saved styles. */
  static Inputs styles(Collection<String> arguments) {
    return new Expansion(
            file -> PICTURES.contains(extension(file)) || SAVED_STYLES.contains(extension(file)),
            null)
        .expand(arguments);
  }

  private static String extension(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  private static final class Expansion {
    private final Predicate<Path> wanted;
    private final @Nullable Path output;
    private final Map<Path, Source> found = new LinkedHashMap<>();
    private final List<Path> folders = new ArrayList<>();
    private boolean isOpen;

    Expansion(Predicate<Path> wanted, @Nullable Path output) {
      this.wanted = wanted;
      this.output = output == null ? null : absolute(output);
    }

    Inputs expand(Collection<String> arguments) {
      arguments.forEach(this::add);
      return new Inputs(new ArrayList<>(found.values()), folders, isOpen);
    }

    private void add(String argument) {
      Path path = pathOrNull(argument);
      if (path != null && Files.isDirectory(path)) {
        folders.add(path);
        add(
            walk(path, Integer.MAX_VALUE, false).stream()
                .filter(file -> wanted.test(file.path()))
                .toList(),
            "The folder " + argument + " holds no pictures.");
      } else if (path != null && Files.exists(path)) {
        found.putIfAbsent(absolute(path), Source.named(path));
      } else if (Glob.isGlob(argument)) {
        Glob glob = Glob.of(argument);
        // A glob asks for what it matches; a folder closed to the user is none of that.
        List<Source> files =
            Files.isDirectory(glob.base()) ? walk(glob.base(), glob.depth(), true) : List.of();
        add(files.stream().filter(glob::matches).toList(), "No file matches " + argument + ".");
      } else {
        throw new TemperaException(
            Kind.NOT_FOUND,
            argument,
            "There is no file or folder %s: check its name.".formatted(FileName.path(argument)));
      }
    }

    private void add(List<Source> sources, String sentenceForNone) {
      if (sources.isEmpty()) {
        throw new TemperaException(Kind.NOT_FOUND, null, sentenceForNone);
      }
      sources.forEach(source -> found.putIfAbsent(absolute(source.path()), source));
    }

    private List<Source> walk(Path base, int depth, boolean skipUnreadable) {
      isOpen = true;
      List<Source> files = new ArrayList<>();
      try {
        Files.walkFileTree(
            base,
            EnumSet.of(FileVisitOption.FOLLOW_LINKS),
            depth,
            new SimpleFileVisitor<>() {
              @Override
              public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes a) {
                boolean passed = !folder.equals(base) && (isHidden(folder) || isOutput(folder));
                return passed ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
              }

              @Override
              public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                // A link that leads nowhere is taken too, to be told of.
                if (!isHidden(file)
                    && (attributes.isRegularFile() || attributes.isSymbolicLink())) {
                  files.add(Source.within(base, file));
                }
                return FileVisitResult.CONTINUE;
              }

              @Override
              public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof FileSystemLoopException
                    || (skipUnreadable && !file.equals(base))) {
                  return FileVisitResult.CONTINUE;
                }
                throw new TemperaException(
                    Kind.UNREADABLE,
                    file,
                    "Cannot read the folder %s: check its permissions.".formatted(file),
                    e);
              }
            });
      } catch (IOException e) {
        throw FileErrors.unreadable(base, "Cannot read the folder " + base, e);
      }
      files.sort(Comparator.comparing(Source::key));
      return files;
    }

    private boolean isOutput(Path folder) {
      return output != null && absolute(folder).equals(output);
    }

    private static boolean isHidden(Path path) {
      return String.valueOf(path.getFileName()).startsWith(".");
    }

    private static Path absolute(Path path) {
      return path.toAbsolutePath().normalize();
    }

    private static @Nullable Path pathOrNull(String argument) {
      try {
        return Path.of(argument);
      } catch (InvalidPathException patternOnWindows) {
        return null;
      }
    }
  }
}

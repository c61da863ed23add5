package io.github.tempera.cli.stylize;

import io.github.tempera.TemperaException;
import io.github.tempera.internal.file.FileName;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which contents are painted in which looks, to which files. */
final class Plan {
  private final Path folder;
  private final List<Source> contents;
  private final List<String> names;
  private final Function<Source, String> extension;
  private final Looks looks;
  private final Set<Path> inputs;

  /** One picture to paint. */
  record Painting(NamedLook look, Path folder, String name) {
    /**
     * The file to write.
     *
     * @throws TemperaException if the name can be none here
     */
    Path output() {
      return FileName.in(folder, name);
    }

    /** The same, or none where the name can be none. */
    Optional<Path> place() {
      try {
        return Optional.of(output());
      } catch (TemperaException nameless) {
        return Optional.empty();
      }
    }
  }

  /** The looks that a content is painted in. */
  interface Looks {
    /** For one content. */
    List<NamedLook> of(Source content);

    /** How many a content gets. */
    int count();

    /** All there may be. */
    Collection<NamedLook> all();
  }

  Plan(Path folder, List<Source> contents, Function<Source, String> extension, Looks looks) {
    this.folder = folder;
    this.contents = contents;
    this.names = Names.ofContents(contents, extension);
    this.extension = extension;
    this.looks = looks;
    this.inputs = contents.stream().map(s -> absolute(s.path())).collect(Collectors.toSet());
    looks.all().forEach(look -> look.styles().forEach(s -> inputs.add(absolute(s.path()))));
  }

  List<Source> contents() {
    return contents;
  }

  /**
   * The contents that are no results of the others: when contents and output share a folder, a glob
   * finds what the same command painted before.
   */
  List<Source> originals() {
    Set<Path> results =
        contents.stream()
            .filter(source -> Names.mayBeOutput(source.fileName()))
            .map(source -> absolute(source.path()))
            .collect(Collectors.toSet());
    if (results.isEmpty()) {
      return contents;
    }
    Set<Path> outputs = new HashSet<>();
    for (int i = 0; i < contents.size(); i++) {
      paintings(i).stream()
          .flatMap(painting -> painting.place().stream())
          .map(Plan::absolute)
          .filter(results::contains)
          .forEach(outputs::add);
    }
    return contents.stream().filter(s -> !outputs.contains(absolute(s.path()))).toList();
  }

  long size() {
    return (long) contents.size() * looks.count();
  }

  List<Painting> paintings(int content) {
    Source source = contents.get(content);
    Path place = folder.resolve(source.folder());
    return looks.of(source).stream()
        .map(look -> new Painting(look, place, name(content, look)))
        .toList();
  }

  private String name(int content, NamedLook look) {
    return Names.output(names.get(content), look.name(), extension.apply(contents.get(content)));
  }

  /**
   * @throws TemperaException if the file is one of the contents or styles
   */
  void checkReplacesNoInput(Path output) {
    if (inputs.contains(absolute(output))) {
      throw new TemperaException(
          "%s would replace an input: choose another output folder.".formatted(output));
    }
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }
}

package io.github.tempera.cli.stylize;

import io.github.tempera.TemperaException;
import io.github.tempera.cli.common.OutputOptions;
import io.github.tempera.cli.common.StandardStreams;
import io.github.tempera.image.Format;
import io.github.tempera.image.WriteOptions;
import io.github.tempera.internal.file.FileName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say where paintings go, and in which format. */
final class Destination {
  private static final Set<String> WRITABLE = Set.of("jpg", "jpeg", "png", "tif", "tiff");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "PATH",
      description =
          "For one content: the file to write; its ending says the format. For several: the folder,"
              + " created if need be; - is standard output. (default: CONTENT__STYLE.ext in the"
              + " current folder)")
  private @Nullable Path output;

  @Option(
      names = "--format",
      paramLabel = "jpg|png|tif",
      description =
          "Format where --output does not name a file (default: the content's, or png where that"
              + " cannot be written; png for standard input).")
  private @Nullable String format;

  @Option(
      names = "--quality",
      paramLabel = "1..100",
      description = "Quality of JPEG files (default: ${DEFAULT-VALUE}).")
  private int quality = WriteOptions.DEFAULTS.jpegQuality();

  @Option(
      names = "--overwrite",
      description =
          "Paint anew what is there already. Without it a batch keeps existing files, so that"
              + " repeating the command finishes a broken run. A single output is always replaced.")
  private boolean overwrite;

  @Nullable Path output() {
    return output;
  }

  boolean overwrite() {
    return overwrite;
  }

  WriteOptions writing() {
    return new WriteOptions(quality);
  }

  /** The folder that a batch writes to. */
  Path folder() {
    return output == null ? Path.of("") : output;
  }

  /** The file that a single content is painted to. */
  Path file(Source content, NamedLook look) {
    if (output == null || Files.isDirectory(output)) {
      return FileName.in(
          folder(),
          Names.output(
              Names.ofContents(List.of(content), this::extension).get(0),
              look.name(),
              extension(content)));
    }
    if (StandardStreams.isNamed(output)) {
      return output;
    }
    Format named = Format.of(output);
    if (format != null && named != Format.of(Path.of("x." + format))) {
      throw new TemperaException(
          "--format %s contradicts --output %s: leave one out.".formatted(format, output));
    }
    return output;
  }

  /** The format of what a content is painted to: a file's name says it, standard output's not. */
  Format format(Path file, Source content) {
    return Format.of(StandardStreams.isNamed(file) ? Path.of("x." + extension(content)) : file);
  }

  /** The extension of what a content is painted to, in a format that can be written. */
  String extension(Source content) {
    if (format != null) {
      return format.toLowerCase(Locale.ROOT);
    }
    String name = content.fileName().toLowerCase(Locale.ROOT);
    String own = name.substring(name.lastIndexOf('.') + 1);
    return WRITABLE.contains(own) ? own : "png";
  }

  /**
   * Checks what can be checked before any picture is read.
   *
   * @throws TemperaException if a value is out of its range
   */
  void check() {
    writing();
    if (format != null && !WRITABLE.contains(format.toLowerCase(Locale.ROOT))) {
      throw new TemperaException("--format must be jpg, png or tif, not \"%s\".".formatted(format));
    }
  }

  /**
   * Checks, without creating it, that a batch can write to the folder.
   *
   * @param contents folders that contents come from
   * @throws TemperaException if nothing can be written there, or the results would be taken for
   *     contents the next time
   */
  void checkFolder(List<Path> contents) {
    if (StandardStreams.isNamed(output)) {
      throw new TemperaException(
          "Standard output takes one painting: give a folder by --output for several.");
    }
    Path folder = folder().toAbsolutePath().normalize();
    for (Path content : contents) {
      if (content.toAbsolutePath().normalize().equals(folder)) {
        throw new TemperaException(
            "The output folder %s is the contents' own: the next run would paint the paintings. Give another --output."
                .formatted(folder));
      }
    }
    Path existing = folder;
    while (existing.getParent() != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (!Files.isDirectory(existing)) {
      throw new TemperaException(
          "%s is a file, but the output of several pictures needs a folder: choose another."
              .formatted(existing));
    }
    OutputOptions.checkWritable(existing);
  }
}

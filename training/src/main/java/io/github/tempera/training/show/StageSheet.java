package io.github.tempera.training.show;

import io.github.tempera.image.Picture;
import io.github.tempera.internal.file.FileErrors;
import io.github.tempera.internal.file.WholeFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * The same pairs as they were painted at different times of a run: single pictures in a folder, and
 * one sheet of all.
 */
public final class StageSheet {
  private static final Pattern PAINTED = Pattern.compile("(\\d+)-(\\d+)\\.png");

  private final Path folder;
  private final List<Picture> contents;
  private final List<Picture> styles;

  /**
   * The stages in a folder.
   *
   * @param contents squares of one size
   * @param styles as many, of the same size
   */
  public StageSheet(Path folder, List<Picture> contents, List<Picture> styles) {
    this.folder = folder;
    this.contents = List.copyOf(contents);
    this.styles = List.copyOf(styles);
  }

  /** The contents of the pairs. */
  public List<Picture> contents() {
    return contents;
  }

  /** The styles of the pairs. */
  public List<Picture> styles() {
    return styles;
  }

  /** Keeps what the pairs look like after an iteration. */
  public void add(long iteration, List<Picture> painted) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw FileErrors.unwritable(folder, "Cannot create " + folder, e);
    }
    for (int i = 0; i < painted.size(); i++) {
      painted.get(i).write(folder.resolve("%08d-%d.png".formatted(iteration, i + 1)));
    }
  }

  /** Whether the pairs were painted after that iteration. */
  public boolean has(long iteration) {
    return painted().containsKey(iteration);
  }

  /** Forgets what was painted after later iterations. */
  public void cut(long last) {
    painted()
        .tailMap(last, false)
        .values()
        .forEach(
            row ->
                row.values()
                    .forEach(
                        file -> {
                          try {
                            Files.delete(file);
                          } catch (IOException e) {
                            throw FileErrors.unwritable(file, "Cannot delete " + file, e);
                          }
                        }));
  }

  /** The pictures by iteration, then by pair, from 1. */
  private NavigableMap<Long, SortedMap<Integer, Path>> painted() {
    NavigableMap<Long, SortedMap<Integer, Path>> painted = new TreeMap<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Matcher name = PAINTED.matcher(file.getFileName().toString());
          if (name.matches()) {
            painted
                .computeIfAbsent(Long.valueOf(name.group(1)), iteration -> new TreeMap<>())
                .put(Integer.valueOf(name.group(2)), file);
          }
        }
      } catch (IOException e) {
        throw FileErrors.unreadable(folder, "Cannot list " + folder, e);
      }
    }
    return painted;
  }

  /** Writes the sheet as PNG: a row for each pair, a column for each stage. */
  public void write(Path file) {
    if (contents.isEmpty()) {
      return;
    }
    int size = contents.get(0).width();
    SortedMap<Long, SortedMap<Integer, Path>> painted = painted();
    List<String> captions = new ArrayList<>(List.of("content", "style"));
    painted.keySet().forEach(iteration -> captions.add("%,d".formatted(iteration)));
    PictureSheet sheet = new PictureSheet(contents.size(), captions.size(), size);
    for (int column = 0; column < captions.size(); column++) {
      sheet.caption(column, captions.get(column));
    }
    for (int row = 0; row < contents.size(); row++) {
      sheet.put(row, 0, contents.get(row));
      sheet.put(row, 1, styles.get(row));
      int column = 2;
      for (SortedMap<Integer, Path> stage : painted.values()) {
        Path picture = stage.get(row + 1);
        if (picture != null) {
          sheet.put(row, column, Picture.read(picture));
        }
        column++;
      }
    }
    BufferedImage image = sheet.finished();
    WholeFile.write(file, part -> ImageIO.write(image, "png", part.toFile()));
  }
}

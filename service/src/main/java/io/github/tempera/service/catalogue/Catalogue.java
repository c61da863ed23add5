package io.github.tempera.service.catalogue;

import io.github.tempera.TemperaException;
import io.github.tempera.TemperaException.Kind;
import io.github.tempera.image.Format;
import io.github.tempera.image.Picture;
import io.github.tempera.image.WriteOptions;
import io.github.tempera.internal.file.FileName;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The preset styles: the project's own and those of a folder of the operator's. */
public final class Catalogue {
  private static final Logger LOG = LoggerFactory.getLogger(Catalogue.class);

  // More than the network looks at, and enough to look at.
  private static final int MOST_SHORT_SIDE = 1024;
  private static final WriteOptions THUMBNAIL = new WriteOptions(85);

  private final Map<String, PresetStyle> presets;

  private Catalogue(Map<String, PresetStyle> presets) {
    this.presets = Collections.unmodifiableMap(presets);
  }

  /**
   * Reads the presets.
   *
   * @param folder of pictures, each a preset named like its file, replacing one of the project's of
   *     the same name; files that are no pictures are left out with a warning. What is kept of them
   *     has no metadata and a short side of at most 1024 pixels
   * @param maxPixels the most pixels, width times height, of a picture in the folder
   * @throws TemperaException if the folder cannot be read
   */
  public static Catalogue open(Optional<Path> folder, long maxPixels) {
    Map<String, PresetStyle> presets = new LinkedHashMap<>();
    new TreeMap<>(names())
        .forEach((id, name) -> presets.put(id.toString(), own(id.toString(), name.toString())));
    folder.ifPresent(
        from -> {
          for (Path file : files(from)) {
            added(file, maxPixels).ifPresent(preset -> presets.put(preset.id(), preset));
          }
        });
    return new Catalogue(presets);
  }

  private static Properties names() {
    Properties names = new Properties();
    try (InputStream in = resource("styles.properties")) {
      names.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return names;
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(Catalogue.class.getResourceAsStream(name), name);
  }

  private static PresetStyle own(String id, String name) {
    try (InputStream in = resource("styles/" + id + ".png")) {
      byte[] picture = in.readAllBytes();
      Picture decoded = Picture.read(picture, id, Picture.DEFAULT_MAX_PIXELS);
      return new PresetStyle(id, name, picture, "image/png", thumbnail(decoded));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> pictures = new ArrayList<>();
      files
          .filter(file -> Files.isRegularFile(file) && !hidden(file))
          .sorted()
          .forEach(pictures::add);
      return pictures;
    } catch (IOException e) {
      throw new TemperaException(
          Kind.UNREADABLE,
          folder,
          "Cannot read the folder of styles %s: check its name and permissions.".formatted(folder),
          e);
    }
  }

  private static boolean hidden(Path file) {
    return file.getFileName().toString().startsWith(".");
  }

  private static Optional<PresetStyle> added(Path file, long maxPixels) {
    String words = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    String id =
        words
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^\\p{L}\\p{N}]+", "-")
            .replaceAll("^-+|-+$", "");
    try {
      FileName.check(file);
      Picture picture = Picture.read(file, maxPixels).withShortSideAtMost(MOST_SHORT_SIDE);
      if (id.isEmpty()) {
        throw new TemperaException(
            "The name of %s has no letters or digits: rename it.".formatted(file));
      }
      return Optional.of(
          new PresetStyle(
              id,
              name(words),
              picture.encode(Format.JPEG, WriteOptions.DEFAULTS),
              "image/jpeg",
              thumbnail(picture)));
    } catch (TemperaException e) {
      LOG.warn("A style is left out: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private static String name(String words) {
    String spaced = words.replaceAll("[-_\\s]+", " ").strip();
    return spaced.isEmpty()
        ? spaced
        : spaced.substring(0, 1).toUpperCase(Locale.ROOT) + spaced.substring(1);
  }

  private static byte[] thumbnail(Picture picture) {
    double scale =
        Math.min(
            1, (double) PresetStyle.THUMBNAIL_SIZE / Math.max(picture.width(), picture.height()));
    return picture
        .resize(side(picture.width(), scale), side(picture.height(), scale))
        .encode(Format.JPEG, THUMBNAIL);
  }

  private static int side(int pixels, double scale) {
    return (int) Math.max(1, Math.round(pixels * scale));
  }

  /** All presets: the project's own, then the folder's, each in the order of their ids. */
  public List<PresetStyle> presets() {
    return List.copyOf(presets.values());
  }

  /** The preset of that id. */
  public Optional<PresetStyle> preset(String id) {
    return Optional.ofNullable(presets.get(id));
  }
}

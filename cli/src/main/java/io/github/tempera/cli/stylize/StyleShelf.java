package io.github.tempera.cli.stylize;

import io.github.tempera.Look;
import io.github.tempera.Progress;
import io.github.tempera.Style;
import io.github.tempera.StylizeOptions;
import io.github.tempera.Stylizer;
import io.github.tempera.TemperaException;
import io.github.tempera.cli.common.StyleSize;
import io.github.tempera.image.Picture;
import io.github.tempera.image.PreserveColor;
import io.github.tempera.internal.file.FileErrors;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Styles, each encoded once; those recoloured for a content are kept as pictures. */
final class StyleShelf {
  private static final int PICTURES_KEPT = 16;
  private static final String SUFFIX = ".style";
  // Of a style's a few hundred bytes. What pictures begin with would be far more.
  private static final long LONGEST_HEADER = 1 << 24;

  private final Stylizer stylizer;
  private final StyleSize size;
  private final StylizeOptions options;
  private final long maxPixels;
  private final Map<Source, Style> styles = new HashMap<>();
  private final Map<Source, TemperaException> refused = new HashMap<>();
  private final Map<Source, Picture> pictures = new LinkedHashMap<>(16, 0.75f, true);

  StyleShelf(Stylizer stylizer, StyleSize size, StylizeOptions options, long maxPixels) {
    this.stylizer = stylizer;
    this.size = size;
    this.options = options;
    this.maxPixels = maxPixels;
  }

  /** Makes a style ready as far as no content is needed for it. */
  void prepare(Source source, Progress progress) {
    if (recolors()) {
      picture(source);
    } else {
      encoded(source, progress);
    }
  }

  /**
   * A look with the styles from their files.
   *
   * @throws TemperaException if one of them is no style
   */
  Look look(NamedLook named) {
    List<Look.Part> parts = new ArrayList<>();
    for (int i = 0; i < named.styles().size(); i++) {
      Source source = named.styles().get(i);
      Look.Part part =
          recolors()
              ? Look.Part.ofOwnSize(picture(source))
              : Look.Part.of(encoded(source, Progress.NONE));
      parts.add(
          named.masks().isEmpty()
              ? part.withWeight(named.weights().get(i))
              : part.withMask(named.masks().get(i)));
    }
    return Look.of(parts).withOptions(options);
  }

  private boolean recolors() {
    return options.preserveColor() == PreserveColor.CORAL;
  }

  private Style encoded(Source source, Progress progress) {
    Style known = styles.get(source);
    if (known == null) {
      known =
          isSaved(source.path())
              ? orRefused(source, () -> load(source.path()))
              : stylizer.encode(read(source), progress);
      styles.put(source, known);
    }
    return known;
  }

  private Style load(Path file) {
    Style style = Style.load(file);
    stylizer.checkFits(style);
    return style;
  }

  private Picture picture(Source source) {
    Picture known = pictures.get(source);
    if (known == null) {
      known = read(source);
      pictures.put(source, known);
      if (pictures.size() > PICTURES_KEPT) {
        pictures.remove(pictures.keySet().iterator().next());
      }
    }
    return known;
  }

  private Picture read(Source source) {
    return orRefused(source, () -> size.apply(Picture.read(source.path(), maxPixels)));
  }

  /** What a file gives, or the same refusal by its name each time. */
  private <T> T orRefused(Source source, Supplier<T> reading) {
    TemperaException before = refused.get(source);
    if (before != null) {
      throw before;
    }
    try {
      return reading.get();
    } catch (TemperaException e) {
      TemperaException named = new TemperaException(e.kind(), source.path(), source.about(e), e);
      refused.put(source, named);
      throw named;
    }
  }

  /**
   * Whether a file is a saved style rather than a picture, by its name, or by its content, whole or
   * cut short: safetensors begin with the length of a header and the header's brace.
   */
  static boolean isSaved(Path file) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    if (file.toString().toLowerCase(Locale.ROOT).endsWith(SUFFIX)) {
      return true;
    }
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      long header = Long.reverseBytes(in.readLong());
      return header > 0 && header < LONGEST_HEADER && in.read() == '{';
    } catch (EOFException tooShort) {
      return false;
    } catch (IOException e) {
      throw FileErrors.cannotRead(file, e);
    }
  }
}

package io.github.tempera.service.http;

import io.github.tempera.MaskedStyle;
import io.github.tempera.PreparedContent;
import io.github.tempera.Style;
import io.github.tempera.StylizeOptions;
import io.github.tempera.Stylizer;
import io.github.tempera.TemperaException;
import io.github.tempera.image.Format;
import io.github.tempera.image.Mask;
import io.github.tempera.image.Picture;
import io.github.tempera.image.PreserveColor;
import io.github.tempera.image.WriteOptions;
import io.github.tempera.service.job.Painter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A small content and some styles that are held for a client, to be blended live. Between paintings
 * the content stays encoded, until the preview rests.
 */
final class Preview implements AutoCloseable {
  /** The finest strokes of a preview: for them four times its pixels are painted. */
  static final double FINEST_STROKE = 0.5;

  private static final WriteOptions QUALITY = new WriteOptions(95);

  private final String client;
  private final String model;
  private final Picture content;
  private final Picture source;
  private final List<String> styles = new ArrayList<>();
  private final List<Style> encoded = new ArrayList<>();
  private final Map<Integer, Style> recolored = new TreeMap<>();
  private final Map<Integer, Mask> masks = new TreeMap<>();
  private @Nullable PreparedContent prepared;
  private double preparedStroke;
  private boolean closed;

  /**
   * @param content at the size of the preview
   * @param source the same, larger where there is more of it: what finer strokes are painted on
   */
  Preview(String client, String model, Picture content, Picture source) {
    this.client = client;
    this.model = model;
    this.content = content;
    this.source = source;
  }

  /**
   * @param weights one a style, or none for equal ones; without effect where there are masks
   */
  record Look(double alpha, List<Double> weights, PreserveColor preserveColor, double stroke) {
    Look {
      stroke = StylizeOptions.DEFAULTS.withStroke(stroke).stroke();
      if (stroke < FINEST_STROKE) {
        throw new TemperaException(
            "The stroke of a preview must be at least %s, not %s."
                .formatted(FINEST_STROKE, stroke));
      }
    }
  }

  /** A style as a picture, for recolouring. */
  @FunctionalInterface
  interface Pictures {
    Picture of(String ref);
  }

  String client() {
    return client;
  }

  String model() {
    return model;
  }

  Picture content() {
    return content;
  }

  synchronized List<String> styles() {
    return List.copyOf(styles);
  }

  synchronized void add(List<String> refs, List<Style> newStyles, int most) {
    if (styles.size() + refs.size() > most) {
      throw Problem.badValue(
          "A preview holds %d styles at most, and has %d.".formatted(most, styles.size()));
    }
    styles.addAll(refs);
    encoded.addAll(newStyles);
  }

  /**
   * @param index of the style from 0
   */
  synchronized void mask(int index, Mask mask) {
    checkIndex(index);
    masks.put(index, mask);
  }

  synchronized void unmask(int index) {
    checkIndex(index);
    masks.remove(index);
  }

  private void checkIndex(int index) {
    if (index < 0 || index >= styles.size()) {
      throw Problem.notFound(
          "There is no such style: this preview has the styles 1 to %d.".formatted(styles.size()));
    }
  }

  /** The blend as a JPEG; one at a time for each preview. */
  synchronized byte[] paint(Painter painter, Pictures pictures, Look look) {
    if (closed) {
      throw Problem.notFound("This preview was let go of: make it anew.");
    }
    Stylizer stylizer = painter.stylizer(model);
    List<Style> now =
        look.preserveColor() == PreserveColor.CORAL ? recolored(stylizer, pictures) : encoded;
    List<Double> weights =
        look.weights().isEmpty() ? Collections.nCopies(now.size(), 1.0) : look.weights();
    if (weights.size() != now.size()) {
      throw new TemperaException(
          "Give one weight for each style: there are %d styles and %d weights."
              .formatted(now.size(), weights.size()));
    }
    PreparedContent encodedContent = prepared(stylizer, look.stroke());
    Picture painted;
    if (masks.isEmpty()) {
      painted = encodedContent.stylize(Style.blend(now, weights), look.alpha());
    } else {
      Mask everywhere = Mask.of(1, 1, new byte[] {-1});
      List<MaskedStyle> masked = new ArrayList<>();
      for (int i = 0; i < now.size(); i++) {
        Mask mask = masks.getOrDefault(i, everywhere);
        // While somebody paints masks, one that is black still is no mistake: its style is nowhere.
        if (!mask.isZero()) {
          masked.add(new MaskedStyle(now.get(i), mask));
        }
      }
      painted = masked.isEmpty() ? content : encodedContent.stylize(masked, look.alpha());
    }
    Picture sized = painted.resize(content.width(), content.height());
    return look.preserveColor().restoreColor(sized, content).encode(Format.JPEG, QUALITY);
  }

  /** The content, encoded for strokes of that size: anew where they were others. */
  private PreparedContent prepared(Stylizer stylizer, double stroke) {
    PreparedContent known = prepared;
    if (known != null && preparedStroke == stroke) {
      return known;
    }
    // Finer strokes need the detail that the painting will have, not the preview's enlarged.
    double scale = Math.max(1, Math.min(1 / stroke, (double) source.width() / content.width()));
    Picture canvas = scale > 1 ? scaled(scale) : content;
    PreparedContent made = stylizer.prepare(canvas, stroke * scale);
    rest();
    prepared = made;
    preparedStroke = stroke;
    return made;
  }

  private Picture scaled(double scale) {
    return source.resize(
        (int) Math.round(scale * content.width()), (int) Math.round(scale * content.height()));
  }

  /** Frees native memory until the next painting. */
  synchronized void rest() {
    if (prepared != null) {
      prepared.close();
      prepared = null;
    }
  }

  /** Frees native memory for good. */
  @Override
  public synchronized void close() {
    closed = true;
    rest();
  }

  private List<Style> recolored(Stylizer stylizer, Pictures pictures) {
    List<Style> result = new ArrayList<>();
    for (int i = 0; i < styles.size(); i++) {
      Style style = recolored.get(i);
      if (style == null) {
        Picture picture = pictures.of(styles.get(i)).withShortSideAtMost(Style.DEFAULT_SIZE);
        style = stylizer.encode(PreserveColor.CORAL.recolorStyle(picture, content));
        recolored.put(i, style);
      }
      result.add(style);
    }
    return result;
  }
}

package io.github.tempera.service.painting;

import io.github.tempera.Look;
import io.github.tempera.PreparedContent;
import io.github.tempera.Progress;
import io.github.tempera.Style;
import io.github.tempera.StylizeOptions;
import io.github.tempera.Stylizer;
import io.github.tempera.TemperaException;
import io.github.tempera.image.Format;
import io.github.tempera.image.Mask;
import io.github.tempera.image.Picture;
import io.github.tempera.image.PreserveColor;
import io.github.tempera.image.WriteOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A small content and some styles that are held for a client, to be blended live. Between paintings
 * the content stays encoded, until the preview rests.
 */
public final class Preview implements AutoCloseable {
  /** The finest strokes of a preview: for them four times its pixels are painted. */
  public static final double FINEST_STROKE = 0.5;

  /** The most that the long side of a preview has of its size. */
  public static final int ASPECT = 2;

  /** How many times larger than shown the content is kept, for finer strokes. */
  private static final int FINER = (int) Math.ceil(1 / FINEST_STROKE);

  private static final WriteOptions QUALITY = new WriteOptions(95);

  private final Painter painter;
  private final String client;
  private final String model;
  private final Picture content;
  private final Picture source;
  private final List<StyleRef> styles = new ArrayList<>();
  private final List<Style> encoded = new ArrayList<>();
  private final Map<Integer, Style> recolored = new TreeMap<>();
  private final Map<Integer, Mask> masks = new TreeMap<>();
  private @Nullable Prepared prepared;
  private boolean closed;

  /**
   * The content, encoded for a stroke.
   *
   * @param stroke that is shown
   * @param onCanvas the same on what is painted, which may be larger than what is shown
   */
  private record Prepared(PreparedContent content, double stroke, double onCanvas) {}

  /**
   * A preview without styles yet.
   *
   * @param client whom it is held for
   * @param size its short side in pixels, at most
   */
  public Preview(Painter painter, String client, String model, Picture whole, int size) {
    this.painter = painter;
    this.client = client;
    this.model = model;
    this.content = small(whole, size);
    this.source = small(whole, FINER * size);
  }

  /** Shrunk so that neither a square nor a panorama costs more than is meant for a preview. */
  public static Picture small(Picture picture, int size) {
    double width = picture.width();
    double height = picture.height();
    double scale =
        Math.min(
            1,
            Math.min(
                size / Math.min(width, height), (double) ASPECT * size / Math.max(width, height)));
    return picture.resize(
        (int) Math.max(1, Math.round(scale * width)),
        (int) Math.max(1, Math.round(scale * height)));
  }

  String client() {
    return client;
  }

  /** Pixels in a row. */
  public int width() {
    return content.width();
  }

  /** Rows. */
  public int height() {
    return content.height();
  }

  /** Its styles so far. */
  public synchronized List<StyleRef> styles() {
    return List.copyOf(styles);
  }

  /**
   * Adds styles.
   *
   * @param most styles in all
   * @return whether there was room for them; if not, none was added
   */
  public boolean add(List<StyleRef> refs, int most) {
    List<Style> added =
        painter.urgent(() -> refs.stream().map(ref -> painter.style(model, ref)).toList());
    synchronized (this) {
      if (styles.size() + refs.size() > most) {
        return false;
      }
      styles.addAll(refs);
      encoded.addAll(added);
      return true;
    }
  }

  /**
   * Says where a style holds.
   *
   * @param index of the style from 0
   * @return whether there is that style
   */
  public synchronized boolean mask(int index, Mask mask) {
    if (has(index)) {
      masks.put(index, mask);
    }
    return has(index);
  }

  /**
   * Lets a style hold everywhere.
   *
   * @param index of the style from 0
   * @return whether there is that style
   */
  public synchronized boolean unmask(int index) {
    masks.remove(index);
    return has(index);
  }

  private boolean has(int index) {
    return index >= 0 && index < styles.size();
  }

  /**
   * Paints the styles as a JPEG, one picture at a time, while large paintings wait.
   *
   * @param weights one a style, or none for equal ones; without effect where there are masks
   * @param pictures gives a style's picture, which is asked for to recolour it
   * @return empty if the preview was let go of
   * @throws TemperaException if the stroke is finer than for previews, or the weights are not right
   */
  Optional<byte[]> paint(
      StylizeOptions options, List<Double> weights, Function<StyleRef, Picture> pictures) {
    if (options.stroke() < FINEST_STROKE) {
      throw new TemperaException(
          "The stroke of a preview must be at least %s, not %s."
              .formatted(FINEST_STROKE, options.stroke()));
    }
    return painter.urgent(() -> painted(options, weights, pictures));
  }

  private synchronized Optional<byte[]> painted(
      StylizeOptions options, List<Double> weights, Function<StyleRef, Picture> pictures) {
    if (closed) {
      return Optional.empty();
    }
    Stylizer stylizer = painter.stylizer(model);
    PreserveColor colors = options.preserveColor();
    List<Style> now = colors == PreserveColor.CORAL ? recolored(stylizer, pictures) : encoded;
    List<Look.Part> parts = parts(now, weights);
    Picture painted = parts.isEmpty() ? content : painted(stylizer, Look.of(parts), options);
    // By the colours of what is shown, which may be smaller than what is painted.
    return Optional.of(colors.restoreColor(painted, content).encode(Format.JPEG, QUALITY));
  }

  private List<Look.Part> parts(List<Style> now, List<Double> given) {
    List<Double> weights = given.isEmpty() ? Collections.nCopies(now.size(), 1.0) : given;
    if (weights.size() != now.size()) {
      throw new TemperaException(
          "Give one weight for each style: there are %d styles and %d weights."
              .formatted(now.size(), weights.size()));
    }
    Mask everywhere = Mask.of(1, 1, new byte[] {-1});
    List<Look.Part> parts = new ArrayList<>();
    for (int i = 0; i < now.size(); i++) {
      Look.Part part = Look.Part.of(now.get(i)).withWeight(weights.get(i));
      Mask mask = masks.getOrDefault(i, everywhere);
      if (masks.isEmpty()) {
        parts.add(part);
      } else if (!mask.isZero()) {
        // While somebody paints masks, one that is black still is no mistake: its style is nowhere.
        parts.add(part.withMask(mask));
      }
    }
    return parts;
  }

  private Picture painted(Stylizer stylizer, Look look, StylizeOptions options) {
    Prepared ready = prepared(stylizer, options.stroke());
    return ready
        .content()
        .stylize(look.withAlpha(options.alpha()).withStroke(ready.onCanvas()), Progress.NONE)
        .resize(content.width(), content.height());
  }

  /** The content, encoded for strokes of that size: anew where they were others. */
  private Prepared prepared(Stylizer stylizer, double stroke) {
    Prepared known = prepared;
    if (known != null && known.stroke() == stroke) {
      return known;
    }
    // Finer strokes need the detail that the painting will have, not the preview's enlarged.
    double scale = Math.max(1, Math.min(1 / stroke, (double) source.width() / content.width()));
    Picture canvas = scale > 1 ? scaled(scale) : content;
    double onCanvas = stroke * scale;
    PreparedContent made = stylizer.prepare(canvas, onCanvas, Progress.NONE);
    rest();
    Prepared anew = new Prepared(made, stroke, onCanvas);
    prepared = anew;
    return anew;
  }

  private Picture scaled(double scale) {
    return source.resize(
        (int) Math.round(scale * content.width()), (int) Math.round(scale * content.height()));
  }

  /** Frees native memory until the next painting. */
  synchronized void rest() {
    if (prepared != null) {
      prepared.content().close();
      prepared = null;
    }
  }

  /** Frees native memory for good. */
  @Override
  public synchronized void close() {
    closed = true;
    rest();
  }

  private List<Style> recolored(Stylizer stylizer, Function<StyleRef, Picture> pictures) {
    List<Style> result = new ArrayList<>();
    for (int i = 0; i < styles.size(); i++) {
      Style style = recolored.get(i);
      if (style == null) {
        Picture picture = pictures.apply(styles.get(i)).withShortSideAtMost(Style.DEFAULT_SIZE);
        style = stylizer.encode(PreserveColor.CORAL.recolorStyle(picture, content));
        recolored.put(i, style);
      }
      result.add(style);
    }
    return result;
  }
}

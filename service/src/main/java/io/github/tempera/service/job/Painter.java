package io.github.tempera.service.job;

import io.github.tempera.Compute;
import io.github.tempera.MaskedStyle;
import io.github.tempera.Progress;
import io.github.tempera.Style;
import io.github.tempera.StylizeOptions;
import io.github.tempera.Stylizer;
import io.github.tempera.TemperaException;
import io.github.tempera.TemperaException.Kind;
import io.github.tempera.image.Format;
import io.github.tempera.image.Mask;
import io.github.tempera.image.Picture;
import io.github.tempera.image.PreserveColor;
import io.github.tempera.image.WriteOptions;
import io.github.tempera.model.ModelStore;
import io.github.tempera.service.store.PictureStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Paints orders, and holds what painting shares: one stylizer a model, and the styles encoded so
 * far. Safe for use by several threads.
 */
public final class Painter implements Paint, AutoCloseable {
  private final PictureStore pictures;
  private final Presets presets;
  private final ModelStore models;
  private final Compute compute;
  private final long maxPixels;
  private final Map<String, Stylizer> stylizers = new HashMap<>();
  private final Styles styles = new Styles();
  private final Lane lane = new Lane(Runtime.getRuntime().availableProcessors());
  private boolean closed;

  /**
   * A painter that has opened no model yet.
   *
   * @param pictures where contents, masks and clients' styles lie
   * @param presets the other styles
   * @param maxPixels the most pixels, width times height, of any picture
   */
  public Painter(
      PictureStore pictures, Presets presets, ModelStore models, Compute compute, long maxPixels) {
    this.pictures = pictures;
    this.presets = presets;
    this.models = models;
    this.compute = compute;
    this.maxPixels = maxPixels;
  }

  /**
   * Paints an order: the encoded result, without any metadata. Between tiles it lets {@linkplain
   * #preview previews} go first. Interrupting the thread cancels it.
   *
   * @throws TemperaException if it cannot be painted, for a reason that the client can mend
   * @throws java.util.concurrent.CancellationException if interrupted
   */
  @Override
  public byte[] paint(Order order, Progress progress) {
    Stylizer stylizer = stylizer(order.model());
    Picture content = read(stored(order.content(), "The content picture"), "The content picture");
    order.checkSides(content.width(), content.height());
    if (order.size() > 0) {
      content = content.withShortSideAtMost(order.size());
    }
    checkPainted(content, order.stroke());
    List<Style> encoded = new ArrayList<>();
    List<Mask> masks = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    for (OrderedStyle style : order.styles()) {
      encoded.add(style(order, style.ref(), content));
      weights.add(style.weight());
      String name = "The mask of style " + encoded.size();
      style.mask().ifPresent(hash -> masks.add(Mask.of(read(stored(hash, name), name))));
    }
    StylizeOptions options =
        StylizeOptions.DEFAULTS.withAlpha(order.alpha()).withStroke(order.stroke());
    Progress yielding =
        (done, total) -> {
          progress.update(done, total);
          lane.giveWay();
        };
    Picture painted =
        masks.isEmpty()
            ? stylizer.stylize(content, Style.blend(encoded, weights), options, yielding)
            : stylizer.stylize(content, masked(encoded, masks), options, yielding);
    Picture result = order.preserveColor().restoreColor(painted, content);
    return result.encode(format(order, result), new WriteOptions(order.quality()));
  }

  private static Format format(Order order, Picture result) {
    boolean fits =
        result.alpha() == null
            && Math.max(result.width(), result.height()) <= order.format().mostPixelsASide();
    return order.orPng() && !fits ? Format.PNG : order.format();
  }

  /** Finer strokes are painted on more pixels than the content has. */
  private void checkPainted(Picture content, double stroke) {
    double pixels = (double) content.width() * content.height() / (stroke * stroke);
    if (stroke < 1 && pixels > maxPixels) {
      throw new TemperaException(
          "A stroke of %s has this picture painted on %.0f pixels, more than the limit of %d: choose a smaller size, or a stroke nearer to 1."
              .formatted(stroke, pixels, maxPixels));
    }
  }

  private static List<MaskedStyle> masked(List<Style> styles, List<Mask> masks) {
    List<MaskedStyle> masked = new ArrayList<>();
    for (int i = 0; i < styles.size(); i++) {
      masked.add(new MaskedStyle(styles.get(i), masks.get(i)));
    }
    return masked;
  }

  /** A style, recoloured first where the order asks for that: then it is of use for it only. */
  private Style style(Order order, String ref, Picture content) {
    if (order.preserveColor() != PreserveColor.CORAL) {
      return style(order.model(), ref);
    }
    Picture picture = shrunk(read(bytes(ref), name(ref)));
    return encode(order.model(), PreserveColor.CORAL.recolorStyle(picture, content));
  }

  /** Runs something small at once, while large paintings wait at the end of their tile. */
  public <T> T preview(Supplier<T> work) {
    return lane.urgent(work);
  }

  /**
   * The stylizer of a model, opened at the first call and shared; never close it.
   *
   * @throws TemperaException if there is no such model
   */
  public Stylizer stylizer(String model) {
    synchronized (stylizers) {
      if (closed) {
        throw new IllegalStateException("This painter is closed");
      }
      return stylizers.computeIfAbsent(model, name -> Stylizer.open(models.load(name), compute));
    }
  }

  /**
   * A style, encoded at most once while it is cached.
   *
   * @param ref as {@link OrderedStyle#ref()}
   * @throws TemperaException if there is no such model, preset or picture (any more)
   */
  public Style style(String model, String ref) {
    OrderedStyle style = new OrderedStyle(ref, 1, java.util.Optional.empty());
    if (style.presetId().isPresent()) {
      return style(model, bytes(ref), name(ref));
    }
    String hash = style.pictureHash().orElseThrow();
    if (!pictures.renew(hash)) {
      throw gone(name(ref));
    }
    return styles.get(
        new Styles.Key(model, hash), () -> encode(model, shrunk(read(bytes(ref), name(ref)))));
  }

  /**
   * The style of a picture that need not be stored, encoded at most once while it is cached.
   *
   * @param name what error messages call the picture
   * @throws TemperaException if there is no such model, or it is no picture
   */
  public Style style(String model, byte[] encoded, String name) {
    return styles.get(
        new Styles.Key(model, PictureStore.hash(encoded)),
        () -> encode(model, shrunk(read(encoded, name))));
  }

  private static Picture shrunk(Picture style) {
    return style.withShortSideAtMost(Style.DEFAULT_SIZE);
  }

  private Style encode(String model, Picture style) {
    return stylizer(model).encode(style, Progress.NONE);
  }

  private byte[] bytes(String ref) {
    OrderedStyle style = new OrderedStyle(ref, 1, java.util.Optional.empty());
    return style
        .presetId()
        .map(
            id ->
                presets
                    .picture(id)
                    .orElseThrow(
                        () ->
                            new TemperaException(
                                Kind.NOT_FOUND,
                                id,
                                "There is no preset style \"%s\" (any more): choose another."
                                    .formatted(id))))
        .orElseGet(() -> stored(style.pictureHash().orElseThrow(), name(ref)));
  }

  private static String name(String ref) {
    return ref.startsWith("preset:")
        ? "The preset style " + ref.substring("preset:".length())
        : "The style picture";
  }

  private byte[] stored(String hash, String name) {
    return pictures.get(hash).orElseThrow(() -> gone(name));
  }

  private static TemperaException gone(String name) {
    return new TemperaException(
        Kind.NOT_FOUND, name, name + " is not here any more: send it again.");
  }

  /**
   * Reads a picture within the limit of pixels.
   *
   * @param name what error messages call it
   * @throws TemperaException if it is none, damaged, or larger
   */
  public Picture read(byte[] encoded, String name) {
    return Picture.read(encoded, name, maxPixels);
  }

  /** Frees the models, after work under way has ended. */
  @Override
  public void close() {
    List<Stylizer> open;
    synchronized (stylizers) {
      closed = true;
      open = List.copyOf(stylizers.values());
      stylizers.clear();
    }
    open.forEach(Stylizer::close);
  }
}

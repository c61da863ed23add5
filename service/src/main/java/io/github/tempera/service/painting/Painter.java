package io.github.tempera.service.painting;

import io.github.tempera.Compute;
import io.github.tempera.Look;
import io.github.tempera.Progress;
import io.github.tempera.Style;
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
import java.util.Optional;
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
   * Paints an order: the encoded result, without any metadata. Between tiles it lets previews go
   * first. Interrupting the thread cancels it.
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
    checkPainted(content, order.options().stroke());
    Progress yielding =
        (done, total) -> {
          progress.update(done, total);
          lane.giveWay();
        };
    Picture result = stylizer.stylize(content, look(order), yielding);
    return result.encode(format(order, result), new WriteOptions(order.quality()));
  }

  private Look look(Order order) {
    List<Look.Part> parts = new ArrayList<>();
    for (OrderedStyle style : order.styles()) {
      Look.Part part = part(order, style.ref()).withWeight(style.weight());
      String name = "The mask of style " + (parts.size() + 1);
      parts.add(
          style
              .mask()
              .map(hash -> part.withMask(Mask.of(read(stored(hash, name), name))))
              .orElse(part));
    }
    return Look.of(parts).withOptions(order.options());
  }

  /** A style whose picture is recoloured first is of use for its order only. */
  private Look.Part part(Order order, StyleRef ref) {
    return order.options().preserveColor() == PreserveColor.CORAL
        ? Look.Part.of(read(bytes(ref), name(ref)))
        : Look.Part.of(style(order.model(), ref));
  }

  private static Format format(Order order, Picture result) {
    boolean fits =
        result.alpha().isEmpty()
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

  /** Runs something small at once, while large paintings wait at the end of their tile. */
  <T> T urgent(Supplier<T> work) {
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
   * @throws TemperaException if there is no such model, preset or picture (any more)
   */
  public Style style(String model, StyleRef ref) {
    if (ref instanceof StyleRef.Stored stored) {
      if (!pictures.renew(stored.hash())) {
        throw gone(name(ref));
      }
      return styles.get(
          new Styles.Key(model, stored.hash()), () -> encode(model, bytes(ref), name(ref)));
    }
    byte[] picture = bytes(ref);
    return styles.get(
        new Styles.Key(model, PictureStore.hash(picture)), () -> encode(model, picture, name(ref)));
  }

  private Style encode(String model, byte[] picture, String name) {
    return stylizer(model).encode(read(picture, name));
  }

  /** A style's encoded picture, empty where it is not there (any more). */
  public Optional<byte[]> find(StyleRef ref) {
    return ref instanceof StyleRef.Preset preset
        ? presets.picture(preset.id())
        : pictures.get(((StyleRef.Stored) ref).hash());
  }

  private byte[] bytes(StyleRef ref) {
    return find(ref)
        .orElseThrow(
            () ->
                ref instanceof StyleRef.Preset preset
                    ? new TemperaException(
                        Kind.NOT_FOUND,
                        preset.id(),
                        "There is no preset style \"%s\" (any more): choose another."
                            .formatted(preset.id()))
                    : gone(name(ref)));
  }

  private static String name(StyleRef ref) {
    return ref instanceof StyleRef.Preset preset
        ? "The preset style " + preset.id()
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

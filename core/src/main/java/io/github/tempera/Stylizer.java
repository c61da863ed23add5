package io.github.tempera;

import io.github.tempera.TemperaException.Kind;
import io.github.tempera.image.Mask;
import io.github.tempera.image.Picture;
import io.github.tempera.internal.network.ChannelStatistics;
import io.github.tempera.internal.network.Natives;
import io.github.tempera.internal.network.Network;
import io.github.tempera.internal.tiling.EncodedContent;
import io.github.tempera.internal.tiling.Strokes;
import io.github.tempera.internal.tiling.TwoPasses;
import io.github.tempera.model.Model;
import io.github.tempera.model.ModelStore;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Paints pictures in the manner of others: T(c, s) = g(AdaIN(f(c), f(s))), adaptive instance
 * normalization (Huang &amp; Belongie 2017).
 *
 * <pre>{@code
 * try (Stylizer stylizer = Stylizer.open("slim")) {
 *   Style woodcut = stylizer.encode(Picture.read(Path.of("woodcut.png")));
 *   stylizer.stylize(Picture.read(Path.of("harbour.jpg")), woodcut).write(Path.of("painted.png"));
 * }
 * }</pre>
 *
 * <p>A stylizer is safe for use by several threads at once. It owns native memory: close it.
 * Interrupting the thread at work cancels it between two tiles with a {@link
 * java.util.concurrent.CancellationException}.
 */
public final class Stylizer implements AutoCloseable {
  private final Model model;
  private final Network network;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean closed;

  private Stylizer(Model model, Network network) {
    this.model = model;
    this.network = network;
  }

  /**
   * Opens a model of the standard store on the fastest this machine offers.
   *
   * @param model {@code slim}, or the name of a fetched or imported model
   * @throws TemperaException if there is no such model
   */
  public static Stylizer open(String model) {
    return open(ModelStore.standard().load(model), Compute.DEFAULTS);
  }

  /**
   * Opens a model.
   *
   * @throws TemperaException if the device is not there or the natives do not load
   */
  public static Stylizer open(Model model, Compute compute) {
    if (compute.threads() > 0) {
      Natives.useThreads(compute.threads());
    }
    return new Stylizer(model, Network.of(model, compute.precision(), compute.device()));
  }

  /** The model this stylizer paints with. */
  public Model model() {
    return model;
  }

  /**
   * Encodes a style picture: once is enough for any number of contents. A picture with a short side
   * over {@link Style#DEFAULT_SIZE} is shrunk to that first.
   */
  public Style encode(Picture style) {
    return encode(style.withShortSideAtMost(Style.DEFAULT_SIZE), Progress.NONE);
  }

  /** Encodes a style picture at the size it has: the larger it is, the larger the strokes. */
  public Style encode(Picture style, Progress progress) {
    return whileOpen(
        () ->
            new Style(
                model.card().name(),
                model.encoderFingerprint(),
                new TwoPasses(network, StylizeOptions.DEFAULTS.tileSize(), progress).style(style)));
  }

  /** Paints the content, at its size, in full style; its alpha channel is kept. */
  public Picture stylize(Picture content, Style style) {
    return stylize(content, style, StylizeOptions.DEFAULTS, Progress.NONE);
  }

  /**
   * Paints the content in one style (for several see {@link Style#blend}).
   *
   * @throws TemperaException if the style is another model's
   */
  public Picture stylize(Picture content, Style style, StylizeOptions options, Progress progress) {
    return paint(content, List.of(style), List.of(), options, progress);
  }

  /**
   * Paints each style where its mask is, as strongly as the mask is bright. Where masks add up to
   * more than 1 they are divided by their sum; where they add up to less, the rest stays content,
   * to the pixel where all are zero. The content's statistics for a style are weighted by its mask
   * (Huang &amp; Belongie 2017, section 7.2 "Spatial control").
   *
   * @throws TemperaException if there is no style, a mask is zero everywhere, or a style is another
   *     model's
   */
  public Picture stylize(
      Picture content, List<MaskedStyle> styles, StylizeOptions options, Progress progress) {
    return byRegion(styles, (plain, masks) -> paint(content, plain, masks, options, progress));
  }

  /**
   * Encodes a content once, to paint it many times with other styles and strengths: each painting
   * then costs the decoder only, run twice below full strength. It holds native memory, in float32
   * 1.6 MB (slim) or 3.2 MB (vgg19) for each 100,000 pixels and 256 MB at most: close it.
   */
  public PreparedContent prepare(Picture content) {
    return prepare(content, StylizeOptions.DEFAULTS.stroke());
  }

  /**
   * As {@link #prepare(Picture)}, for strokes of another size. The finer they are, the more native
   * memory it holds, in proportion to the pixels that are painted; the coarser, the less, but each
   * painting is then painted over at the content's size.
   *
   * @param stroke as in {@link StylizeOptions}
   * @throws TemperaException if it is out of its range, or too fine for a picture of this size
   */
  public PreparedContent prepare(Picture content, double stroke) {
    StylizeOptions options = StylizeOptions.DEFAULTS.withStroke(stroke);
    EncodedContent encoded = whileOpen(() -> strokes(options, Progress.NONE).encode(content));
    return new PreparedContent(this, content, encoded, options);
  }

  /** Paints what was prepared by {@link #prepare}. */
  Picture paint(
      Picture content,
      EncodedContent encoded,
      List<Style> styles,
      List<Mask> masks,
      StylizeOptions options) {
    styles.forEach(this::checkFits);
    List<List<ChannelStatistics>> layers = styles.stream().map(Style::layers).toList();
    return whileOpen(
        () ->
            strokes(options, Progress.NONE)
                .paint(content, encoded, layers, masks, options.alpha()));
  }

  /** Paints with the masks, or with one blended style where they make no difference. */
  static Picture byRegion(
      List<MaskedStyle> styles, BiFunction<List<Style>, List<Mask>, Picture> paint) {
    if (styles.isEmpty()) {
      throw new TemperaException("Give at least one style.");
    }
    List<Style> plain = styles.stream().map(MaskedStyle::style).toList();
    List<Mask> masks = styles.stream().map(MaskedStyle::mask).toList();
    for (int i = 0; i < masks.size(); i++) {
      if (masks.get(i).isZero()) {
        throw new TemperaException(
            "Mask %d is black everywhere: its style would be nowhere. White is 255, in 16 bits 65,535. Leave both out."
                .formatted(i + 1));
      }
    }
    if (masks.stream().allMatch(Mask::isConstantOne)) {
      Style even = Style.blend(plain, Collections.nCopies(plain.size(), 1.0));
      return paint.apply(List.of(even), List.of());
    }
    return paint.apply(plain, masks);
  }

  private Picture paint(
      Picture content,
      List<Style> styles,
      List<Mask> masks,
      StylizeOptions options,
      Progress progress) {
    styles.forEach(this::checkFits);
    List<List<ChannelStatistics>> layers = styles.stream().map(Style::layers).toList();
    return whileOpen(
        () -> strokes(options, progress).paint(content, layers, masks, options.alpha()));
  }

  private Strokes strokes(StylizeOptions options, Progress progress) {
    return new Strokes(network, options.tileSize(), options.stroke(), progress);
  }

  /**
   * Checks that a style was encoded by this stylizer's model.
   *
   * @throws TemperaException if not
   */
  public void checkFits(Style style) {
    int[] channels = network.channels();
    int[] expected = Arrays.copyOfRange(channels, network.firstStyleLayer(), channels.length);
    if (!style.fits(model.encoderFingerprint(), expected)) {
      throw new TemperaException(
          "A style encoded by the model %s does not fit the model %s; encode it again with this one."
              .formatted(style.model(), model.card().name()));
    }
  }

  private <T> T whileOpen(Supplier<T> work) {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("This stylizer is closed");
      }
      return work.get();
    } catch (OutOfMemoryError e) {
      throw outOfMemory(e);
    } catch (RuntimeException e) {
      // What PyTorch says when the processor's or the card's memory is used up.
      if (String.valueOf(e.getMessage()).matches("(?s).*(not enough memory|out of memory).*")) {
        throw outOfMemory(e);
      }
      throw e;
    } finally {
      lock.readLock().unlock();
    }
  }

  private static TemperaException outOfMemory(Throwable cause) {
    return new TemperaException(
        Kind.OUT_OF_RESOURCES,
        null,
        "Not enough memory to paint this picture: choose a smaller tile or content size, or free"
            + " some memory.",
        cause);
  }

  /**
   * Frees the native memory, after work under way has ended.
   *
   * @throws IllegalStateException when called from a {@link Progress} of this stylizer
   */
  @Override
  public void close() {
    if (lock.getReadHoldCount() > 0) {
      throw new IllegalStateException("A stylizer cannot be closed from within its own work");
    }
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        network.close();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}

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
  private final int tileSize;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean closed;

  private Stylizer(Model model, Network network, int tileSize) {
    this.model = model;
    this.network = network;
    this.tileSize = tileSize;
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
    Network network = Network.of(model, compute.precision(), compute.device());
    return new Stylizer(model, network, compute.tileSize());
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
                new TwoPasses(network, Compute.DEFAULTS.tileSize(), progress).style(style)));
  }

  /** Paints the content, at its size, in full style; its alpha channel is kept. */
  public Picture stylize(Picture content, Style style) {
    return stylize(content, Look.of(style), Progress.NONE);
  }

  /**
   * Paints the content in a look, at its size; its alpha channel is kept.
   *
   * @param progress told after every tile of each pass
   * @throws TemperaException if styles do not fit each other or this model, the look keeps colours
   *     by CORAL and has a style that is encoded already, or its strokes are too fine for a picture
   *     of this size
   */
  public Picture stylize(Picture content, Look look, Progress progress) {
    StylizeOptions options = look.options();
    return paint(
        content,
        look,
        (styles, masks) ->
            strokes(options.stroke(), progress).paint(content, styles, masks, options.alpha()));
  }

  /** Paints what was encoded by {@link #prepare}. */
  Picture paint(Picture content, EncodedContent encoded, Look look, Progress progress) {
    StylizeOptions options = look.options();
    return paint(
        content,
        look,
        (styles, masks) ->
            strokes(options.stroke(), progress)
                .paint(content, encoded, styles, masks, options.alpha()));
  }

  /** A look's styles before, its colours after. */
  private Picture paint(
      Picture content,
      Look look,
      BiFunction<List<List<ChannelStatistics>>, List<Mask>, Picture> work) {
    return whileOpen(
        () -> {
          Look.Encoded encoded = look.encoded(this, content);
          encoded.styles().forEach(this::checkFits);
          List<List<ChannelStatistics>> layers =
              encoded.styles().stream().map(Style::layers).toList();
          Picture painted = work.apply(layers, encoded.masks());
          return look.options().preserveColor().restoreColor(painted, content);
        });
  }

  /**
   * Encodes a content once, to paint it many times with other styles and strengths: each painting
   * then costs the decoder only, run twice below full strength. It holds native memory, in float32
   * 1.6 MB (slim) or 3.2 MB (vgg19) for each 100,000 pixels and 256 MB at most: close it.
   */
  public PreparedContent prepare(Picture content) {
    return prepare(content, StylizeOptions.DEFAULTS.stroke(), Progress.NONE);
  }

  /**
   * As {@link #prepare(Picture)}, for strokes of another size. The finer they are, the more native
   * memory it holds, in proportion to the pixels that are painted; the coarser, the less, but each
   * painting is then painted over at the content's size.
   *
   * @param stroke as in {@link StylizeOptions}
   * @param progress told after every tile
   * @throws TemperaException if it is out of its range, or too fine for a picture of this size
   */
  public PreparedContent prepare(Picture content, double stroke, Progress progress) {
    double checked = StylizeOptions.DEFAULTS.withStroke(stroke).stroke();
    EncodedContent encoded = whileOpen(() -> strokes(checked, progress).encode(content));
    return new PreparedContent(this, content, encoded, checked);
  }

  private Strokes strokes(double stroke, Progress progress) {
    return new Strokes(network, tileSize, stroke, progress);
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

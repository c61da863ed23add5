package io.github.tempera.internal.tiling;

import io.github.tempera.Progress;
import io.github.tempera.image.Mask;
import io.github.tempera.image.Picture;
import io.github.tempera.internal.network.ChannelStatistics;
import io.github.tempera.internal.network.LayerObserver;
import io.github.tempera.internal.network.Network;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Stylizing tile by tile: T(c, s) = g(AdaIN(f(c), f(s))) with the statistics of the whole f(c). A
 * picture of one tile goes the same way, its features kept from the first pass to the second.
 */
public final class TwoPasses {
  private static final long FEATURE_BUDGET = 256L << 20;

  private final Network network;
  private final int tileSize;
  private final long featureBudget;
  private final Progress progress;
  private int done;
  private int total;

  /**
   * @param tileSize longest side of a tile in pixels
   * @param progress told after every tile of either pass
   */
  public TwoPasses(Network network, int tileSize, Progress progress) {
    this(network, tileSize, FEATURE_BUDGET, progress);
  }

  /**
   * @param featureBudget bytes of features kept between the passes
   */
  TwoPasses(Network network, int tileSize, long featureBudget, Progress progress) {
    this.network = network;
    this.tileSize = tileSize;
    this.featureBudget = featureBudget;
    this.progress = progress;
  }

  /** The statistics of a picture's style layers. */
  public List<ChannelStatistics> style(Picture picture) {
    try (PointerScope scope = new PointerScope();
        InferenceMode inference = new InferenceMode(true)) {
      Content content = new Content(picture, network, tileSize);
      total = content.tiles().size();
      Measurement whole = measurement(network.firstStyleLayer(), List.of());
      for (Window tile : content.tiles()) {
        try (PointerScope tileScope = new PointerScope()) {
          encode(content, tile, whole);
        }
        step();
      }
      return whole.layers();
    }
  }

  /**
   * Paints the content.
   *
   * @param styles the style layers' statistics; exactly one if there are no masks
   * @param masks one a style, or none
   * @param alpha 0 for the content to 1 for the painting
   */
  public Picture paint(
      Picture picture, List<List<ChannelStatistics>> styles, List<Mask> masks, double alpha) {
    try (PointerScope scope = new PointerScope();
        InferenceMode inference = new InferenceMode(true)) {
      Content content = new Content(picture, network, tileSize);
      total = 2 * content.tiles().size();
      boolean ownStyle = alpha < 1 || !masks.isEmpty();
      Measurement measured = measurement(ownStyle ? network.firstStyleLayer() : lastLayer(), masks);
      try (FeatureMap features = firstPass(content, measured, masks)) {
        return secondPass(
            new EncodedContent(content, features, measured),
            measured.layers(),
            styles,
            masks,
            alpha,
            alpha);
      }
    }
  }

  /**
   * Paints over a painting of a content.
   *
   * @param own the style layers' statistics of the content itself: what no style changes
   * @param strength 0 for these to 1 for the styles'
   * @param alpha 0 for the painting as it was to 1 for what is painted over it
   */
  Picture paintOver(
      Picture painting,
      List<ChannelStatistics> own,
      List<List<ChannelStatistics>> styles,
      List<Mask> masks,
      double strength,
      double alpha) {
    try (PointerScope scope = new PointerScope();
        InferenceMode inference = new InferenceMode(true)) {
      Content content = new Content(painting, network, tileSize);
      total = 2 * content.tiles().size();
      Measurement measured = measurement(lastLayer(), masks);
      try (FeatureMap features = firstPass(content, measured, masks)) {
        return secondPass(
            new EncodedContent(content, features, measured), own, styles, masks, strength, alpha);
      }
    }
  }

  /**
   * A painting and its content put together by {@link Composition}.
   *
   * @param reconstruction what painting at strength 0 would give
   */
  Picture composed(
      Picture picture, Picture painting, Picture reconstruction, List<Mask> masks, double alpha) {
    try (PointerScope scope = new PointerScope();
        InferenceMode inference = new InferenceMode(true)) {
      Content content = new Content(picture, network, tileSize);
      Content painted = new Content(painting, network, tileSize);
      Content unpainted = new Content(reconstruction, network, tileSize);
      byte[] result = new byte[picture.rgb().length];
      for (Window tile : content.tiles()) {
        try (PointerScope tileScope = new PointerScope()) {
          Composition composition = new Composition(shares(masks, content, tile), tile, alpha);
          Tensor composed =
              composition.isContent()
                  ? content.exactly(tile)
                  : composition.of(
                      painted.exactly(tile),
                      () -> unpainted.exactly(tile),
                      () -> content.exactly(tile));
          content.write(composed, tile, result);
        }
      }
      return picture.withRgb(result);
    }
  }

  /** The first pass, kept for any number of second ones; close it. */
  public EncodedContent encode(Picture picture) {
    try (PointerScope scope = new PointerScope();
        InferenceMode inference = new InferenceMode(true)) {
      Content content = new Content(picture, network, tileSize);
      total = content.tiles().size();
      Measurement measured = measurement(network.firstStyleLayer(), List.of());
      FeatureMap features = firstPass(content, measured, List.of());
      return new EncodedContent(content, features, measured);
    }
  }

  /** As the other, of a content encoded by the same network. */
  public Picture paint(
      EncodedContent encoded,
      List<List<ChannelStatistics>> styles,
      List<Mask> masks,
      double alpha) {
    try (PointerScope scope = new PointerScope();
        InferenceMode inference = new InferenceMode(true)) {
      Content content = encoded.content();
      total = (masks.isEmpty() ? 1 : 2) * content.tiles().size();
      Measurement measured = encoded.measured().withMasks(masks.size());
      for (Window tile : masks.isEmpty() ? List.<Window>of() : content.tiles()) {
        try (PointerScope tileScope = new PointerScope()) {
          Tensor f = features(content, encoded.features(), tile);
          measured.addMasked(f, shares(masks, content, tile));
        }
        step();
      }
      return secondPass(
          new EncodedContent(content, encoded.features(), measured),
          measured.layers(),
          styles,
          masks,
          alpha,
          alpha);
    }
  }

  private FeatureMap firstPass(Content content, Measurement measured, List<Mask> masks) {
    FeatureMap features = new FeatureMap(content, network, featureBudget);
    try {
      for (Window tile : content.tiles()) {
        try (PointerScope tileScope = new PointerScope()) {
          Tensor f = encode(content, tile, measured);
          features.put(tile, f);
          measured.addMasked(f, shares(masks, content, tile));
        }
        step();
      }
      return features;
    } catch (Throwable e) {
      features.close();
      throw e;
    }
  }

  /**
   * @param strength of the styles, 0 for the content's own statistics to 1 for theirs
   * @param alpha share of the painting in the result
   */
  private Picture secondPass(
      EncodedContent encoded,
      List<ChannelStatistics> own,
      List<List<ChannelStatistics>> styles,
      List<Mask> masks,
      double strength,
      double alpha) {
    Content content = encoded.content();
    Picture picture = content.picture();
    byte[] result = new byte[picture.rgb().length];
    try (Stylization painting =
            new Stylization(network, encoded.measured(), own, styles, strength);
        Stylization reconstruction = new Stylization(network, encoded.measured(), own, styles, 0)) {
      for (Window tile : content.tiles()) {
        try (PointerScope tileScope = new PointerScope()) {
          Window seen = content.grown(tile, network.geometry().decoderHalo());
          MaskShares shares = shares(masks, content, seen);
          Composition composition = new Composition(shares, tile, alpha);
          Tensor composed;
          if (composition.isContent()) {
            composed = content.exactly(tile);
          } else {
            Tensor f = features(content, encoded.features(), seen);
            composed =
                composition.of(
                    seen.crop(painting.of(f, shares), tile, 1),
                    () -> seen.crop(reconstruction.of(f, shares), tile, 1),
                    () -> content.exactly(tile));
          }
          content.write(composed, tile, result);
        }
        step();
      }
    }
    return picture.withRgb(result);
  }

  private Measurement measurement(int firstLayer, List<Mask> masks) {
    return new Measurement(network, firstLayer).withMasks(masks.size());
  }

  private @Nullable MaskShares shares(List<Mask> masks, Content content, Window window) {
    return masks.isEmpty() ? null : new MaskShares(masks, content, network, window);
  }

  /** The layer of f, which AdaIN acts on. */
  private int lastLayer() {
    return network.channels().length - 1;
  }

  /** f over a tile, its layers measured. */
  private Tensor encode(Content content, Window tile, Measurement measurement) {
    Window seen = content.grown(tile, network.geometry().encoderHalo());
    Tensor f =
        network.encode(content.read(seen), (layer, map) -> measurement.add(layer, map, seen, tile));
    return seen.crop(f, tile, network.geometry().cell());
  }

  /** f over a window: as kept, or computed again. */
  private Tensor features(Content content, FeatureMap features, Window window) {
    Tensor kept = features.get(window);
    if (kept != null) {
      return kept;
    }
    Window seen = content.grown(window, network.geometry().encoderHalo());
    Tensor f = network.encode(content.read(seen), LayerObserver.NONE);
    return seen.crop(f, window, network.geometry().cell());
  }

  private void step() {
    done++;
    progress.update(done, total);
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("Interrupted after tile " + done + " of " + total);
    }
  }
}

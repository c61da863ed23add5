package io.github.tempera.tiling;

import io.github.tempera.Progress;
import io.github.tempera.image.Mask;
import io.github.tempera.image.Picture;
import io.github.tempera.network.Adain;
import io.github.tempera.network.Backend;
import io.github.tempera.network.ChannelStatistics;
import io.github.tempera.network.Decoder;
import io.github.tempera.network.LayerObserver;
import io.github.tempera.network.Network;
import java.util.ArrayList;
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
   * @param alpha 0 for the content's own statistics to 1 for the styles'
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
            alpha);
      }
    }
  }

  /**
   * Paints over a painting of a content.
   *
   * @param own the style layers' statistics of the content itself: what no style changes
   */
  Picture paintOver(
      Picture painting,
      List<ChannelStatistics> own,
      List<List<ChannelStatistics>> styles,
      List<Mask> masks,
      double alpha) {
    try (PointerScope scope = new PointerScope();
        InferenceMode inference = new InferenceMode(true)) {
      Content content = new Content(painting, network, tileSize);
      total = 2 * content.tiles().size();
      Measurement measured = measurement(lastLayer(), masks);
      try (FeatureMap features = firstPass(content, measured, masks)) {
        return secondPass(
            new EncodedContent(content, features, measured), own, styles, masks, alpha);
      }
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

  private Picture secondPass(
      EncodedContent encoded,
      List<ChannelStatistics> own,
      List<List<ChannelStatistics>> styles,
      List<Mask> masks,
      double alpha) {
    Content content = encoded.content();
    Picture picture = content.picture();
    byte[] painted = new byte[picture.rgb().length];
    try (Adain adain = adain(encoded.measured(), styles, alpha);
        Decoder decoder = network.decoder(modulations(own, styles, masks, alpha))) {
      for (Window tile : content.tiles()) {
        try (PointerScope tileScope = new PointerScope()) {
          Window seen = content.grown(tile, network.geometry().decoderHalo());
          MaskShares shares = shares(masks, content, seen);
          Tensor f = features(content, encoded.features(), seen);
          Tensor t =
              adain.apply(f, shares == null ? null : shares.shares(network.geometry().cell()));
          Tensor output = decoder.decode(t, shares);
          write(output, seen, tile, picture, painted);
        }
        step();
      }
    }
    return Picture.of(picture.width(), picture.height(), painted, picture.alpha());
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

  private Adain adain(Measurement measured, List<List<ChannelStatistics>> styles, double alpha) {
    List<ChannelStatistics> from = new ArrayList<>();
    List<ChannelStatistics> to = new ArrayList<>();
    ChannelStatistics whole = measured.features();
    if (!measured.masked().isEmpty()) {
      from.add(whole);
      to.add(whole);
    }
    for (int k = 0; k < styles.size(); k++) {
      ChannelStatistics own =
          measured.masked().isEmpty() ? whole : measured.masked().get(k).statistics();
      List<ChannelStatistics> style = styles.get(k);
      from.add(own);
      to.add(own.towards(style.get(style.size() - 1), alpha));
    }
    return new Adain(from, to, network);
  }

  private static List<List<ChannelStatistics>> modulations(
      List<ChannelStatistics> own,
      List<List<ChannelStatistics>> styles,
      List<Mask> masks,
      double alpha) {
    if (masks.isEmpty() && alpha == 1) {
      return styles;
    }
    List<List<ChannelStatistics>> modulations = new ArrayList<>();
    if (!masks.isEmpty()) {
      modulations.add(own);
    }
    for (List<ChannelStatistics> style : styles) {
      List<ChannelStatistics> mixed = new ArrayList<>();
      for (int layer = 0; layer < style.size(); layer++) {
        mixed.add(own.get(layer).towards(style.get(layer), alpha));
      }
      modulations.add(mixed);
    }
    return modulations;
  }

  /** Writes the tile's part of what was painted over a larger window. */
  private static void write(
      Tensor output, Window seen, Window tile, Picture picture, byte[] painted) {
    int w = Math.min(tile.right(), picture.width()) - tile.x();
    int h = Math.min(tile.bottom(), picture.height()) - tile.y();
    if (w <= 0 || h <= 0) {
      return;
    }
    byte[] rows =
        Backend.bytes(output.narrow(2, tile.y() - seen.y(), h).narrow(3, tile.x() - seen.x(), w));
    for (int j = 0; j < h; j++) {
      System.arraycopy(
          rows, 3 * j * w, painted, 3 * ((tile.y() + j) * picture.width() + tile.x()), 3 * w);
    }
  }

  private void step() {
    done++;
    progress.update(done, total);
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("Interrupted after tile " + done + " of " + total);
    }
  }
}

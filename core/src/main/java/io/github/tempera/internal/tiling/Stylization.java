package io.github.tempera.internal.tiling;

import io.github.tempera.internal.network.Adain;
import io.github.tempera.internal.network.ChannelStatistics;
import io.github.tempera.internal.network.Decoder;
import io.github.tempera.internal.network.Network;
import io.github.tempera.internal.network.Scopes;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * g(AdaIN(f(c), f(s))) of a content whose statistics are known, in some styles at one strength; at
 * strength 0 what the network gives back of the content. It is made ready when it is first needed.
 */
final class Stylization implements AutoCloseable {
  private final Network network;
  private final Measurement measured;
  private final List<ChannelStatistics> own;
  private final List<List<ChannelStatistics>> styles;
  private final double strength;
  private @Nullable Adain adain;
  private @Nullable Decoder decoder;

  /**
   * @param measured of the content; under masks, for each style
   * @param own the style layers' statistics of the content itself
   * @param styles the style layers' statistics; exactly one if there are no masks
   */
  Stylization(
      Network network,
      Measurement measured,
      List<ChannelStatistics> own,
      List<List<ChannelStatistics>> styles,
      double strength) {
    this.network = network;
    this.measured = measured;
    this.own = own;
    this.styles = styles;
    this.strength = strength;
  }

  /**
   * Paints a window.
   *
   * @param f [1, C, h / cell, w / cell]
   * @return [1, 3, h, w], not clamped
   */
  Tensor of(Tensor f, @Nullable MaskShares shares) {
    if (adain == null) {
      adain = adain();
    }
    if (decoder == null) {
      decoder = network.decoder(modulations());
    }
    Adain given = adain;
    Decoder g = decoder;
    return Scopes.scoped(
        () -> {
          int cell = network.geometry().cell();
          Tensor t = given.apply(f, shares == null ? null : shares.shares(cell));
          return g.decode(t, shares);
        });
  }

  private Adain adain() {
    List<ChannelStatistics> from = new ArrayList<>();
    List<ChannelStatistics> to = new ArrayList<>();
    ChannelStatistics whole = measured.features();
    if (masked()) {
      from.add(whole);
      to.add(whole);
    }
    for (int k = 0; k < styles.size(); k++) {
      ChannelStatistics content = masked() ? measured.masked().get(k).statistics() : whole;
      List<ChannelStatistics> style = styles.get(k);
      from.add(content);
      to.add(content.towards(style.get(style.size() - 1), strength));
    }
    return new Adain(from, to, network);
  }

  private List<List<ChannelStatistics>> modulations() {
    if (!masked() && strength == 1) {
      return styles;
    }
    List<List<ChannelStatistics>> modulations = new ArrayList<>();
    if (masked()) {
      modulations.add(own);
    }
    for (List<ChannelStatistics> style : styles) {
      List<ChannelStatistics> mixed = new ArrayList<>();
      for (int layer = 0; layer < style.size(); layer++) {
        mixed.add(own.get(layer).towards(style.get(layer), strength));
      }
      modulations.add(mixed);
    }
    return modulations;
  }

  private boolean masked() {
    return !measured.masked().isEmpty();
  }

  @Override
  public void close() {
    if (adain != null) {
      adain.close();
    }
    if (decoder != null) {
      decoder.close();
    }
  }
}

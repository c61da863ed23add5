package io.github.tempera.internal.tiling;

import io.github.tempera.internal.network.ChannelStatistics;
import io.github.tempera.internal.network.Network;
import io.github.tempera.internal.network.StatisticsAccumulator;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** What the first pass finds out: layers of the whole picture, and f under each mask. */
final class Measurement {
  private final Network network;
  private final int firstLayer;
  private final List<StatisticsAccumulator> whole;
  private final List<StatisticsAccumulator> masked = new ArrayList<>();

  /**
   * @param firstLayer from which on layers are measured
   */
  Measurement(Network network, int firstLayer) {
    this(network, firstLayer, new ArrayList<>());
    int[] channels = network.channels();
    for (int layer = firstLayer; layer < channels.length; layer++) {
      whole.add(new StatisticsAccumulator(channels[layer], network.unbiasedVariance()));
    }
  }

  private Measurement(Network network, int firstLayer, List<StatisticsAccumulator> whole) {
    this.network = network;
    this.firstLayer = firstLayer;
    this.whole = whole;
  }

  /** The same layers, and nothing under so many masks yet. */
  Measurement withMasks(int masks) {
    Measurement measurement = new Measurement(network, firstLayer, whole);
    int last = network.channels().length - 1;
    for (int k = 0; k < masks; k++) {
      measurement.masked.add(
          new StatisticsAccumulator(network.channels()[last], network.unbiasedVariance()));
    }
    return measurement;
  }

  /** Adds what of a layer over one window lies over the tile. */
  void add(int layer, Tensor map, Window seen, Window tile) {
    if (layer < firstLayer) {
      return;
    }
    int cell = (int) (seen.width() / map.size(3));
    try (PointerScope scope = new PointerScope()) {
      whole.get(layer - firstLayer).add(seen.crop(map, tile, cell), null);
    }
  }

  void addMasked(Tensor f, @Nullable MaskShares shares) {
    for (int k = 0; k < masked.size() && shares != null; k++) {
      masked.get(k).add(f, shares.share(k, network.geometry().cell()));
    }
  }

  List<StatisticsAccumulator> masked() {
    return masked;
  }

  List<ChannelStatistics> layers() {
    return whole.stream().map(StatisticsAccumulator::statistics).toList();
  }

  ChannelStatistics features() {
    return whole.get(whole.size() - 1).statistics();
  }
}

package io.github.tempera.internal.network;

import io.github.tempera.internal.description.Description;
import java.util.List;
import java.util.function.Function;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** A decoder's weights, from which the decoder for some styles is made. */
final class DecoderWeights {
  private final Backend backend;
  private final List<StyledLayer> layers;
  private final @Nullable Tensor projection; // [numbers, statistics]

  /**
   * @param owner of the weights
   */
  DecoderWeights(
      Description network, Function<String, Tensor> tensors, Backend backend, Scopes.Owner owner) {
    this.backend = backend;
    layers =
        network.decoder().stream()
            .map(layer -> StyledLayer.of(layer, tensors, backend, owner))
            .toList();
    projection = network.projected() == 0 ? null : owner.own(tensors.apply(Description.PROJECTION));
  }

  /** As {@link Network#decoder}. */
  Decoder of(List<List<ChannelStatistics>> styles) {
    try (PointerScope scope = new PointerScope()) {
      Tensor z = numbers(styles);
      Scopes.Owner styled = new Scopes.Owner();
      List<Step> steps = layers.stream().map(layer -> layer.of(z, styled)).toList();
      return new Decoder() {
        @Override
        public Tensor decode(Tensor t, @Nullable Regions regions) {
          Flow flow = Flow.of(t);
          steps.forEach(step -> flow.through(x -> step.apply(x, regions)));
          return flow.result();
        }

        @Override
        public void close() {
          styled.close();
        }
      };
    }
  }

  /** z [numbers, K]: of mean, then standard deviation, of each layer in turn, a column a style. */
  private Tensor numbers(List<List<ChannelStatistics>> styles) {
    int length = styles.get(0).stream().mapToInt(layer -> 2 * layer.channels()).sum();
    float[] rows = new float[styles.size() * length];
    int next = 0;
    for (List<ChannelStatistics> style : styles) {
      for (ChannelStatistics layer : style) {
        System.arraycopy(layer.mean(), 0, rows, next, layer.channels());
        System.arraycopy(layer.deviation(), 0, rows, next + layer.channels(), layer.channels());
        next += 2 * layer.channels();
      }
    }
    Tensor columns = backend.float32(rows, styles.size(), length).t();
    return projection == null ? columns : projection.matmul(columns);
  }
}

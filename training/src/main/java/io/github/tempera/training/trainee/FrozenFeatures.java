package io.github.tempera.training.trainee;

import io.github.tempera.internal.network.Backend;
import io.github.tempera.internal.network.Scopes;
import io.github.tempera.training.data.Batches.Crop;
import io.github.tempera.training.data.Batches.Pair;
import io.github.tempera.training.loss.LossEncoder;
import io.github.tempera.training.loss.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * What the frozen encoder says of crops, remembered: of a fixed set of crops it is computed once,
 * though they meet in ever new pairs. Contents keep their normalized relu4_1 in half precision,
 * styles some numbers.
 *
 * <p>Safe for use by several threads. Always computed crop by crop, so that it does not matter with
 * which others a crop came first.
 */
public final class FrozenFeatures implements AutoCloseable {
  private final LossEncoder encoder;
  private final Backend backend;
  private final int size;
  private final int margin;
  private final boolean remembers;
  private final Map<String, Said> known = new ConcurrentHashMap<>();
  private final List<Scopes.Owner> owners = new ArrayList<>();

  /** What it says of one crop: relu4_1 only of contents. */
  private record Said(Tensor normalized, List<Tensor> moments) {}

  /** What the encoder says of some pairs, known already. */
  private record Known(
      Tensor content, Tensor style, Tensor t, Tensor normalized, List<Tensor> styleMoments)
      implements Pairs {}

  /**
   * Nothing is remembered yet.
   *
   * @param size side of what the encoder sees of crops
   * @param margin pixels that crops have beyond that on every side
   * @param remembers whether crops come again
   */
  public FrozenFeatures(
      LossEncoder encoder, Backend backend, int size, int margin, boolean remembers) {
    this.encoder = encoder;
    this.backend = backend;
    this.size = size;
    this.margin = margin;
    this.remembers = remembers;
  }

  /** Pairs without margins, as tensors in the scope that is open, with their targets. */
  public Pairs of(List<Pair> pairs) {
    Tensor content = middle(content(pairs));
    Tensor style = middle(style(pairs));
    List<Said> contents;
    List<Said> styles;
    Tensor normalized;
    List<Tensor> moments = new ArrayList<>();
    if (remembers) {
      contents = pairs.stream().map(pair -> known(pair.content(), true)).toList();
      styles =
          pairs.stream()
              .map(pair -> known(pair.style(), pair.style().id().equals(pair.content().id())))
              .toList();
      normalized = together(contents.stream().map(Said::normalized)).to(ScalarType.Float);
      for (int layer = 0; layer < 4; layer++) {
        int index = layer;
        moments.add(together(styles.stream().map(one -> one.moments.get(index))));
      }
    } else {
      normalized = encoder.frozen(content).normalized();
      moments.addAll(encoder.frozen(style).moments());
    }
    return new Known(
        content, style, Moments.styled(normalized, moments.get(3)), normalized, moments);
  }

  /** The contents with their margins [N, 3, size + 2 margin, ...]. */
  public Tensor content(List<Pair> pairs) {
    return pictures(pairs.stream().map(Pair::content));
  }

  /** The styles with their margins [N, 3, size + 2 margin, ...]. */
  public Tensor style(List<Pair> pairs) {
    return pictures(pairs.stream().map(Pair::style));
  }

  private Tensor pictures(Stream<Crop> crops) {
    return together(crops.map(this::picture))
        .to(ScalarType.Float)
        .contiguous(torch.MemoryFormat.ChannelsLast);
  }

  private Tensor picture(Crop crop) {
    int whole = size + 2 * margin;
    return backend.picture(crop.rgb(), whole, whole);
  }

  /** What the encoder sees. */
  private Tensor middle(Tensor pictures) {
    return margin == 0
        ? pictures
        : pictures
            .narrow(2, margin, size)
            .narrow(3, margin, size)
            .contiguous(torch.MemoryFormat.ChannelsLast);
  }

  private static Tensor together(Stream<Tensor> tensors) {
    TensorVector all = new TensorVector();
    tensors.forEach(all::push_back);
    return torch.cat(all, 0);
  }

  private Said known(Crop crop, boolean isContent) {
    Said found = known.get(crop.id());
    if (found == null) {
      found = encoded(crop, isContent);
      known.put(crop.id(), found);
    }
    return found;
  }

  private Said encoded(Crop crop, boolean isContent) {
    Scopes.Owner owner = new Scopes.Owner();
    synchronized (owners) {
      owners.add(owner);
    }
    try (PointerScope scope = new PointerScope()) {
      LossEncoder.Frozen frozen = encoder.frozen(middle(picture(crop).to(ScalarType.Float)));
      frozen.moments().forEach(owner::own);
      Tensor normalized =
          isContent ? owner.own(frozen.normalized().to(ScalarType.Half)) : frozen.moments().get(3);
      return new Said(normalized, frozen.moments());
    }
  }

  @Override
  public void close() {
    owners.forEach(Scopes.Owner::close);
    known.clear();
  }
}

package io.github.tempera.internal.tiling;

import io.github.tempera.internal.network.Network;
import io.github.tempera.internal.network.Scopes;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The content's features between the two passes: of as many rows from the top as a budget allows;
 * those of the rows below are computed again.
 */
final class FeatureMap implements AutoCloseable {
  private final Scopes.Owner owner = new Scopes.Owner();
  private final int cell;
  private final Window kept;
  private final @Nullable Tensor map; // [1, C, rows, width / cell]; null: the only tile's own
  private @Nullable Tensor only;

  FeatureMap(Content content, Network network, long budgetBytes) {
    cell = network.geometry().cell();
    int channels = network.channels()[network.channels().length - 1];
    int columns = content.width / cell;
    long rowBytes = (long) columns * channels * network.backend().numberBytes();
    int rows = (int) Math.min(content.height / cell, budgetBytes / rowBytes);
    boolean single = content.tiles().size() == 1;
    kept = new Window(0, 0, content.width, single ? content.height : rows * cell);
    map =
        single || rows == 0
            ? null
            : owner.own(Scopes.scoped(() -> network.backend().empty(channels, rows, columns)));
  }

  /** Keeps the features of a tile, as far as they are wanted. */
  void put(Window tile, Tensor features) {
    if (map == null) {
      if (kept.height() > 0) {
        only = owner.own(features);
      }
      return;
    }
    int rows = (Math.min(tile.bottom(), kept.bottom()) - tile.y()) / cell;
    if (rows > 0) {
      map.narrow(2, tile.y() / cell, rows)
          .narrow(3, tile.x() / cell, tile.width() / cell)
          .copy_(features.narrow(2, 0, rows));
    }
  }

  /** The features over a window [1, C, h / cell, w / cell], or null where they were not kept. */
  @Nullable Tensor get(Window window) {
    if (window.bottom() > kept.bottom()) {
      return null;
    }
    Tensor whole = map == null ? only : map;
    return whole == null ? null : kept.crop(whole, window, cell);
  }

  @Override
  public void close() {
    owner.close();
  }
}

package io.github.tempera.tiling;

import io.github.tempera.image.Mask;
import io.github.tempera.network.Network;
import io.github.tempera.network.Regions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * The shares of content and styles in a window, from one mask a style: where the masks add up to
 * more than 1 they are divided by their sum, what is missing to 1 is the content's. Share 0 is the
 * content's, share k that of style k - 1.
 */
final class MaskShares implements Regions {
  private final List<Mask> masks;
  private final Content content;
  private final Network network;
  private final Window window;
  private final Map<Integer, float[]> byCell = new HashMap<>();

  MaskShares(List<Mask> masks, Content content, Network network, Window window) {
    this.masks = masks;
    this.content = content;
    this.network = network;
    this.window = window;
  }

  @Override
  public Tensor shares(int cell) {
    return network
        .backend()
        .float32(
            byCell.computeIfAbsent(cell, this::sample),
            1,
            masks.size() + 1,
            window.height() / cell,
            window.width() / cell);
  }

  /** [1, 1, h / cell, w / cell] */
  Tensor share(int style, int cell) {
    return shares(cell).narrow(1, style + 1, 1);
  }

  private float[] sample(int cell) {
    int w = window.width() / cell;
    int h = window.height() / cell;
    int cells = w * h;
    float[] shares = new float[(masks.size() + 1) * cells];
    for (int k = 0; k < masks.size(); k++) {
      float[] mask =
          masks
              .get(k)
              .sample(
                  content.picture().width(),
                  content.picture().height(),
                  cell,
                  window.x() / cell,
                  window.y() / cell,
                  w,
                  h);
      System.arraycopy(mask, 0, shares, (k + 1) * cells, cells);
    }
    for (int i = 0; i < cells; i++) {
      float sum = 0;
      for (int k = 1; k <= masks.size(); k++) {
        sum += shares[k * cells + i];
      }
      for (int k = 1; k <= masks.size() && sum > 1; k++) {
        shares[k * cells + i] /= sum;
      }
      shares[i] = Math.max(0, 1 - sum);
    }
    return shares;
  }
}

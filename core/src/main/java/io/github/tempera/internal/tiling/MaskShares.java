package io.github.tempera.internal.tiling;

import io.github.tempera.image.Mask;
import io.github.tempera.image.Picture;
import io.github.tempera.internal.network.Network;
import io.github.tempera.internal.network.Regions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
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
    float[] values = byCell.computeIfAbsent(cell, this::sample);
    return network
        .backend()
        .float32(values, 1, window.height() / cell, window.width() / cell, masks.size() + 1)
        .permute(0, 3, 1, 2);
  }

  /** [1, 1, h / cell, w / cell] */
  Tensor share(int style, int cell) {
    return shares(cell).narrow(1, style + 1, 1);
  }

  /** How much of each pixel of a part of the window the masks cover: [1, 1, h, w], 0 to 1. */
  Tensor covered(Window part) {
    Tensor content = window.crop(shares(1).narrow(1, 0, 1), part, 1);
    return content.neg().add_(new Scalar(1f));
  }

  /** Cell by cell, the shares of each side by side: the layout of the feature maps. */
  private float[] sample(int cell) {
    int w = window.width() / cell;
    int h = window.height() / cell;
    int kinds = masks.size() + 1;
    float[] shares = new float[kinds * w * h];
    Picture picture = content.picture();
    for (int k = 1; k < kinds; k++) {
      float[] mask =
          masks
              .get(k - 1)
              .sample(
                  picture.width(),
                  picture.height(),
                  cell,
                  window.x() / cell,
                  window.y() / cell,
                  w,
                  h);
      for (int i = 0; i < mask.length; i++) {
        shares[i * kinds + k] = mask[i];
      }
    }
    for (int start = 0; start < shares.length; start += kinds) {
      float sum = 0;
      for (int k = 1; k < kinds; k++) {
        sum += shares[start + k];
      }
      for (int k = 1; k < kinds && sum > 1; k++) {
        shares[start + k] /= sum;
      }
      shares[start] = Math.max(0, 1 - sum);
    }
    return shares;
  }
}

package io.github.tempera.internal.tiling;

import java.util.function.Supplier;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * A tile's painting p put together with its content c, so that what no style is to change stays the
 * content to the pixel:
 *
 * <pre>
 *   k · p + (s − k) · r + (1 − s) · c      s = α m      k = min(1, 4 m)
 * </pre>
 *
 * <p>r is what painting makes of the content at strength 0: the network does not give all of it
 * back, and what is missing, c − r, is added in the share that is the content's. m is how much of a
 * pixel masks cover, 1 without masks; s is the style's share of it. A painting changes beyond the
 * edge of a mask too, as far as the decoder sees: k takes that away where nothing is covered.
 */
final class Composition {
  private static final float STEEPNESS = 4;

  private final double alpha;
  private final @Nullable Tensor covered; // m [1, 1, h, w] float32; null: 1 everywhere

  /**
   * @param shares in the tile or a window around it; null without masks
   */
  Composition(@Nullable MaskShares shares, Window tile, double alpha) {
    Tensor m = shares == null ? null : shares.covered(tile);
    this.covered = m == null || m.min().item_float() == 1 ? null : m;
    this.alpha = alpha;
  }

  /** Whether nothing but the content is left. */
  boolean isContent() {
    return alpha == 0 || (covered != null && covered.max().item_float() == 0);
  }

  /**
   * What comes of the three [1, 3, h, w], the others asked for only where they count.
   *
   * @param painting p
   * @param reconstruction r
   * @param content c, float32
   */
  Tensor of(Tensor painting, Supplier<Tensor> reconstruction, Supplier<Tensor> content) {
    if (alpha == 1 && covered == null) {
      return painting;
    }
    Tensor c = content.get();
    Tensor m = covered == null ? torch.ones_like(c.narrow(1, 0, 1)) : covered;
    Tensor s = m.mul(new Scalar(alpha));
    Tensor k = m.mul(new Scalar(STEEPNESS)).clamp_max_(new Scalar(1f));
    Tensor composed = c.mul(s.neg().add_(new Scalar(1f)));
    composed.add_(painting.to(ScalarType.Float).mul(k));
    return s.equal(k)
        ? composed
        : composed.add_(reconstruction.get().to(ScalarType.Float).mul(s.sub(k)));
  }
}

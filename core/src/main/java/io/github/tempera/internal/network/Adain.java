package io.github.tempera.internal.network;

import static org.bytedeco.pytorch.global.torch.conv2d;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * Adaptive instance normalization: AdaIN(x, y) = σ(y) · (x − μ(x)) / σ(x) + μ(y), channel by
 * channel (Huang &amp; Belongie 2017, equation 8).
 *
 * <p>The statistics are known before it is applied, so it is one multiplication and one addition a
 * cell; with several styles these are mixed by the styles' shares at each place.
 */
public final class Adain implements AutoCloseable {
  private final Scopes.Owner owner = new Scopes.Owner();
  private final Tensor gain; // [C, K, 1, 1] float32
  private final Tensor offset; // [C, K, 1, 1] float32

  /**
   * One or more statistics to give, each with the content's own that it replaces.
   *
   * @param content μ(x) and σ(x), one for each style
   * @param style μ(y) and σ(y)
   */
  public Adain(List<ChannelStatistics> content, List<ChannelStatistics> style, Network network) {
    int channels = style.get(0).channels();
    int styles = style.size();
    float[] gains = new float[channels * styles];
    float[] offsets = new float[channels * styles];
    for (int k = 0; k < styles; k++) {
      for (int c = 0; c < channels; c++) {
        double g = (double) style.get(k).deviation()[c] / content.get(k).deviation()[c];
        gains[c * styles + k] = (float) g;
        offsets[c * styles + k] = (float) (style.get(k).mean()[c] - g * content.get(k).mean()[c]);
      }
    }
    Backend backend = network.backend();
    gain = owner.own(backend.float32(gains, channels, styles, 1, 1));
    offset = owner.own(backend.float32(offsets, channels, styles, 1, 1));
  }

  /**
   * Gives the content's features the styles' statistics.
   *
   * @param x content features [1, C, h, w]
   * @param shares of the styles [1, K, h, w] float32; null for a single style
   * @return [1, C, h, w] in x's number type
   */
  public Tensor apply(Tensor x, @Nullable Tensor shares) {
    return Scopes.scoped(
        () -> {
          Tensor gains = shares == null ? gain.reshape(1, -1, 1, 1) : conv2d(shares, gain);
          Tensor offsets = shares == null ? offset.reshape(1, -1, 1, 1) : conv2d(shares, offset);
          return x.to(ScalarType.Float).mul(gains).add_(offsets).to(x.scalar_type());
        });
  }

  @Override
  public void close() {
    owner.close();
  }
}

package io.github.tempera.training.loss;

import static org.bytedeco.pytorch.global.torch.addcmul;
import static org.bytedeco.pytorch.global.torch.cat;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Channel-wise mean and standard deviation, as tensors that gradients go through. */
public final class Moments {
  private static final long[] PLACES = {2, 3};
  private static final double EPSILON = 1e-5;

  private Moments() {}

  /**
   * Mean, then standard deviation, of every channel, in one pass over the map: the variance is the
   * mean of squares less the square of the mean. In float32, whatever the map's number type.
   *
   * @param x [N, C, h, w]
   * @param unbiased whether the variance divides by h w - 1 (the paper's reference code) or by h w
   * @return [N, 2 C]
   */
  public static Tensor of(Tensor x, boolean unbiased) {
    double cells = (double) x.size(2) * x.size(3);
    Tensor exact = x.to(ScalarType.Float);
    Tensor mean = exact.mean(PLACES);
    Tensor variance = // [N, C]
        exact.square().mean(PLACES).sub(mean.square()).clamp_min(new Scalar(0));
    if (unbiased && cells > 1) {
      variance = variance.mul(new Scalar(cells / (cells - 1)));
    }
    return cat(new TensorVector(mean, variance.add(new Scalar(EPSILON)).sqrt()), 1);
  }

  /**
   * The gradient of {@link #of}'s map: for every channel one number, and one times the map.
   * Autograd takes more than ten times as long over it.
   *
   * @param x [N, C, h, w]
   * @param moments of it [N, 2 C]
   * @param gradient of the moments [N, 2 C]
   */
  static Tensor backward(Tensor x, Tensor moments, Tensor gradient, boolean unbiased) {
    double cells = (double) x.size(2) * x.size(3);
    double over = unbiased && cells > 1 ? cells - 1 : cells;
    // dσ / dx = (x − μ) / (over · σ); dμ / dx = 1 / cells
    Tensor slope = deviation(gradient).div(deviation(moments)).mul_(new Scalar(1 / over));
    Tensor offset =
        mean(gradient).div(new Scalar(cells)).sub_(mean(moments).mul(slope)); // [N, C, 1, 1]
    return addcmul(offset.to(x.scalar_type()), x, slope.to(x.scalar_type()), new Scalar(1));
  }

  /** The means [N, C, 1, 1] of what {@link #of} gave. */
  public static Tensor mean(Tensor moments) {
    long channels = moments.size(1) / 2;
    return moments.narrow(1, 0, channels).view(-1, channels, 1, 1);
  }

  /** The standard deviations [N, C, 1, 1] of what {@link #of} gave. */
  public static Tensor deviation(Tensor moments) {
    long channels = moments.size(1) / 2;
    return moments.narrow(1, channels, channels).view(-1, channels, 1, 1);
  }

  /** (x − μ(x)) / σ(x). */
  public static Tensor normalized(Tensor x, Tensor moments) {
    return x.sub(mean(moments)).div(deviation(moments));
  }

  /** AdaIN with the content's features normalized already: σ(y) · x + μ(y) (equation 8). */
  public static Tensor styled(Tensor normalized, Tensor style) {
    return normalized.mul(deviation(style)).add(mean(style));
  }
}

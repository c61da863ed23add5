package io.github.tempera.training.gradient;

import static org.bytedeco.pytorch.global.torch.cholesky_inverse;
import static org.bytedeco.pytorch.global.torch.eye;
import static org.bytedeco.pytorch.global.torch.linalg_cholesky;
import static org.bytedeco.pytorch.global.torch.stack;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * How the inputs of a 3x3 convolution vary together: over its channels, and over the nine places
 * that a filter sees. All of it is taken to be the Kronecker product of the two, up to a factor;
 * K-FAC (Martens &amp; Grosse 2015, section 3) does so for inputs and gradients.
 */
final class InputMoments implements AutoCloseable {
  private static final int PLACES = 9;

  /** Directions that hardly vary are taken to vary by this much of the mean. */
  private static final double DAMPING = 0.05;

  /** Neighbours on a map are alike: every third row and column says as much. */
  private static final long STRIDE = 3;

  private final Tensor channels; // [in, in], Σ x xᵀ over cells
  private final Tensor places; // [9, 9], Σ x xᵀ over cells and channels

  /**
   * Nothing seen yet.
   *
   * @param weights of the convolution [out, in, 3, 3]
   */
  InputMoments(Tensor weights) {
    try (PointerScope scope = new PointerScope()) {
      long in = weights.size(1);
      channels = Parameters.kept(weights.new_zeros(in, in));
      places = Parameters.kept(weights.new_zeros(PLACES, PLACES));
    }
  }

  void zero() {
    channels.zero_();
    places.zero_();
  }

  void add(InputMoments other) {
    channels.add_(other.channels);
    places.add_(other.places);
  }

  /**
   * Sees an input.
   *
   * @param padded [N, in, h + 2, w + 2], channels last
   */
  void see(Tensor padded) {
    try (PointerScope scope = new PointerScope()) {
      long height = padded.size(2) - 2;
      long width = padded.size(3) - 2;
      TensorVector shifted = new TensorVector();
      for (int i = 0; i < PLACES; i++) {
        shifted.push_back(sampled(sampled(padded, 2, i / 3, height), 3, i % 3, width).reshape(-1));
      }
      Tensor neighbours = stack(shifted, 0).to(ScalarType.Float);
      places.add_(neighbours.mm(neighbours.t()));
      Tensor cells = padded.permute(0, 2, 3, 1).reshape(-1, padded.size(1)).to(ScalarType.Float);
      channels.add_(cells.t().mm(cells));
    }
  }

  private static Tensor sampled(Tensor map, long dimension, long from, long count) {
    return map.slice(dimension, new LongOptional(from), new LongOptional(from + count), STRIDE);
  }

  /**
   * G C⁻¹, with C scaled so that the inputs vary by 1 in the mean of all directions.
   *
   * @param gradient G with respect to the weights [out, in, 3, 3]
   * @return [out, in · 9]
   */
  Tensor divide(Tensor gradient) {
    long out = gradient.size(0);
    long in = gradient.size(1);
    Tensor rows = gradient.permute(1, 0, 2, 3).reshape(in, out * PLACES);
    Tensor divided = inverse(channels).mm(rows).reshape(in * out, PLACES).mm(inverse(places));
    return divided.reshape(in, out, PLACES).permute(1, 0, 2).reshape(out, in * PLACES);
  }

  private static Tensor inverse(Tensor sums) {
    long n = sums.size(0);
    double mean = Math.max(sums.trace().item_double() / n, Double.MIN_NORMAL);
    return cholesky_inverse(
        linalg_cholesky(
            sums.div(new Scalar(mean)).add_(eye(n, sums.options()), new Scalar(DAMPING))));
  }

  @Override
  public void close() {
    List.of(channels, places).forEach(Tensor::releaseReference);
  }
}

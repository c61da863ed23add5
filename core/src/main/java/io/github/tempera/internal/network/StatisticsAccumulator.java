package io.github.tempera.internal.network;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * The channel statistics of a map that arrives in pieces, each cell with a weight: mean and squared
 * distance of each piece in float32, merged in float64 (Chan, Golub &amp; LeVeque 1979).
 *
 * <p>The unbiased variance divides by V1 - V2/V1 with V1 the sum of the weights and V2 that of
 * their squares: n - 1 for weights of 0 and 1, and unchanged when all weights are scaled alike.
 */
public final class StatisticsAccumulator {
  private final boolean unbiased;
  private final double[] mean;
  private final double[] squares;
  private double weight;
  private double weightSquares;

  public StatisticsAccumulator(int channels, boolean unbiased) {
    this.unbiased = unbiased;
    this.mean = new double[channels];
    this.squares = new double[channels];
  }

  /**
   * Adds the cells of a feature map.
   *
   * @param features [1, C, h, w]
   * @param weights [1, 1, h, w] float32, all ones when null
   */
  public void add(Tensor features, @Nullable Tensor weights) {
    try (PointerScope scope = new PointerScope()) {
      Tensor cells = // [h * w, C]
          features.to(ScalarType.Float).permute(0, 2, 3, 1).reshape(-1, mean.length);
      if (weights == null) {
        double count = cells.size(0);
        Tensor pieceMean = cells.mean(0);
        merge(pieceMean, cells.sub(pieceMean).square().sum(0), count, count);
      } else {
        Tensor row = weights.reshape(1, -1); // [1, h * w]
        double sum = sum(row);
        if (sum > 0) {
          Tensor pieceMean = row.mm(cells).div_(new Scalar(sum));
          Tensor distances = row.mm(cells.sub(pieceMean).square());
          merge(pieceMean, distances, sum, sum(row.square()));
        }
      }
    }
  }

  private static double sum(Tensor tensor) {
    return tensor.to(ScalarType.Double).sum().item_double();
  }

  private void merge(Tensor pieceMean, Tensor pieceSquares, double pieceWeight, double pieceV2) {
    float[] addedMean = Backend.values(pieceMean);
    float[] addedSquares = Backend.values(pieceSquares);
    double total = weight + pieceWeight;
    for (int c = 0; c < mean.length; c++) {
      double distance = addedMean[c] - mean[c];
      mean[c] += distance * pieceWeight / total;
      squares[c] += addedSquares[c] + distance * distance * weight * pieceWeight / total;
    }
    weight = total;
    weightSquares += pieceV2;
  }

  /** The statistics of all cells so far; zero mean and no spread where no cell had any weight. */
  public ChannelStatistics statistics() {
    double divisor = unbiased ? weight - weightSquares / Math.max(weight, 1e-30) : weight;
    float[] means = new float[mean.length];
    float[] deviations = new float[mean.length];
    for (int c = 0; c < mean.length; c++) {
      double variance = divisor > 1e-9 ? squares[c] / divisor : 0;
      means[c] = (float) mean[c];
      deviations[c] = (float) Math.sqrt(variance + ChannelStatistics.EPSILON);
    }
    return new ChannelStatistics(means, deviations);
  }
}

package io.github.tempera.training.trainee;

import io.github.tempera.model.Weights;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;

/** Weights to begin with. */
final class Initial {
  private Initial() {}

  /** Adds a 3x3 convolution whose outputs vary as its inputs do (He et al. 2015), times a gain. */
  static void convolution(
      Map<String, Weights> weights,
      String name,
      int in,
      int out,
      double gain,
      float bias,
      Random random) {
    float[] values = new float[out * in * 9];
    double deviation = gain * Math.sqrt(2.0 / (9 * in));
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * deviation);
    }
    float[] biases = new float[out];
    Arrays.fill(biases, bias);
    weights.put(name + ".weight", new Weights(new long[] {out, in, 3, 3}, values));
    weights.put(name + ".bias", new Weights(new long[] {out}, biases));
  }
}

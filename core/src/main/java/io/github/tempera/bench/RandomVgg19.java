package io.github.tempera.bench;

import io.github.tempera.model.Architecture;
import io.github.tempera.model.Model;
import io.github.tempera.model.ModelCard;
import io.github.tempera.model.Weights;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** The paper's network with random weights: as fast as with learned ones, and needs no download. */
public final class RandomVgg19 {
  private static final String[] NAMES = {
    "conv1_1", "conv1_2", "conv2_1", "conv2_2", "conv3_1", "conv3_2", "conv3_3", "conv3_4",
    "conv4_1"
  };
  private static final int[] CHANNELS = {3, 64, 64, 128, 128, 256, 256, 256, 256, 512};

  private RandomVgg19() {}

  /**
   * Weights of the size that keeps activations alive (He et al. 2015), and a last layer that paints
   * around mid-grey.
   */
  public static Model model() {
    Random random = new Random(19);
    TreeMap<String, Weights> weights = new TreeMap<>();
    weights.put(
        "encoder.conv0.weight",
        new Weights(new long[] {3, 3, 1, 1}, new float[] {0, 0, 2, 0, 2, 0, 2, 0, 0}));
    weights.put("encoder.conv0.bias", new Weights(new long[] {3}, new float[] {-1, -1, -1}));
    for (int i = 0; i < NAMES.length; i++) {
      int in = CHANNELS[i];
      int out = CHANNELS[i + 1];
      boolean last = i == 0;
      convolution(weights, "encoder." + NAMES[i], in, out, 1, 0, random);
      convolution(weights, "decoder." + NAMES[i], out, in, last ? 0.1 : 1, last ? 0.5f : 0, random);
    }
    return new Model(
        new ModelCard("random", Architecture.VGG19, "none", "random weights", new TreeMap<>()),
        weights);
  }

  private static void convolution(
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
    java.util.Arrays.fill(biases, bias);
    weights.put(name + ".weight", new Weights(new long[] {out, in, 3, 3}, values));
    weights.put(name + ".bias", new Weights(new long[] {out}, biases));
  }
}

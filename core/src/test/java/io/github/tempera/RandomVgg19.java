package io.github.tempera;

import io.github.tempera.model.Architecture;
import io.github.tempera.model.Model;
import io.github.tempera.model.ModelCard;
import io.github.tempera.model.Weights;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** VGG-19 networks with random weights: as fast as with learned ones, and they need no download. */
public final class RandomVgg19 {
  private static final String[] NAMES = {
    "conv1_1", "conv1_2", "conv2_1", "conv2_2", "conv3_1", "conv3_2", "conv3_3", "conv3_4",
    "conv4_1"
  };
  private static final int[] CHANNELS = {3, 64, 64, 128, 128, 256, 256, 256, 256, 512};

  /** The width and the projected numbers of the modulated decoder that comes with Tempera. */
  private static final int WIDTH = 24;

  private static final int PROJECTED = 128;
  private static final int STATISTICS = 2 * (64 + 128 + 256 + 512);

  private RandomVgg19() {}

  /**
   * The paper's network: weights of the size that keeps activations alive (He et al. 2015), and a
   * last layer that paints around mid-grey.
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
    return new Model(card(Architecture.VGG19), weights);
  }

  private static ModelCard card(Architecture network) {
    return new ModelCard("random", network, "none", "random weights", new TreeMap<>());
  }

  /** The network of the model vgg19, of the same size and with the same encoder. */
  public static Model modulated() {
    return modulated(WIDTH);
  }

  /**
   * The same encoder with a modulated decoder, whose modulations are large enough to be seen.
   *
   * @param w the decoder's channels at full resolution
   */
  public static Model modulated(int w) {
    Random random = new Random(20);
    TreeMap<String, Weights> weights =
        new TreeMap<>(model().weights().subMap("encoder.", "encoder/"));
    modulated(weights, "in", 512, 8 * w, 1, random);
    modulated(weights, "up1", 8 * w, 4 * w, 1, random);
    modulated(weights, "up2", 4 * w, 2 * w, 1, random);
    modulated(weights, "up3", 2 * w, w, 1, random);
    for (int block = 1; block <= 4; block++) {
      int channels = block <= 2 ? 8 * w : 4 * w;
      modulated(weights, "block" + block + ".conv1", channels, channels, 1, random);
      modulated(weights, "block" + block + ".conv2", channels, channels, 0.3, random);
    }
    convolution(weights, "decoder.out", w, 3, 0.3, 0.5f, random);
    weights.put("decoder.projection", normal(0.05, random, PROJECTED, STATISTICS));
    return new Model(card(Architecture.VGG19_MODULATED), weights);
  }

  private static void modulated(
      Map<String, Weights> weights, String layer, int in, int out, double gain, Random random) {
    String name = "decoder." + layer;
    convolution(weights, name, in, out, gain, 0, random);
    weights.put(name + ".modulation", normal(0.012, random, 2L * out, PROJECTED));
  }

  private static void convolution(
      Map<String, Weights> weights,
      String name,
      int in,
      int out,
      double gain,
      float bias,
      Random random) {
    float[] biases = new float[out];
    Arrays.fill(biases, bias);
    weights.put(name + ".weight", normal(gain * Math.sqrt(2.0 / (9 * in)), random, out, in, 3, 3));
    weights.put(name + ".bias", new Weights(new long[] {out}, biases));
  }

  private static Weights normal(double deviation, Random random, long... shape) {
    float[] values = new float[(int) Arrays.stream(shape).reduce(1, Math::multiplyExact)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * deviation);
    }
    return new Weights(shape, values);
  }
}

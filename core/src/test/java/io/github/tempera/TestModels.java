package io.github.tempera;

import io.github.tempera.image.Picture;
import io.github.tempera.model.Model;
import io.github.tempera.model.ModelCard;
import io.github.tempera.model.ModelStore;
import io.github.tempera.model.Network;
import io.github.tempera.model.Weights;
import java.util.Random;
import java.util.TreeMap;

/** Models and pictures that need no file from outside the project. */
public final class TestModels {
  private TestModels() {}

  /** The bundled slim model, or a vgg19 of random weights. */
  public static Model of(Network network) {
    return network == Network.SLIM ? ModelStore.standard().load("slim") : randomVgg19();
  }

  /**
   * A vgg19 with random weights of the size that keeps activations alive, and a last layer that
   * paints around mid-grey. Such a network passes on what happens at the edges of its reach, where
   * a trained one is tame.
   */
  private static Model randomVgg19() {
    Random random = new Random(19);
    TreeMap<String, Weights> weights = new TreeMap<>();
    weights.put(
        "encoder.conv0.weight",
        new Weights(new long[] {3, 3, 1, 1}, new float[] {0, 0, 2, 0, 2, 0, 2, 0, 0}));
    weights.put("encoder.conv0.bias", new Weights(new long[] {3}, new float[] {-1, -1, -1}));
    String[] names = {
      "conv1_1", "conv1_2", "conv2_1", "conv2_2", "conv3_1", "conv3_2", "conv3_3", "conv3_4",
      "conv4_1"
    };
    int[] channels = {3, 64, 64, 128, 128, 256, 256, 256, 256, 512};
    for (int i = 0; i < names.length; i++) {
      convolution(weights, "encoder." + names[i], channels[i], channels[i + 1], 1, 0, random);
      boolean last = i == 0;
      convolution(
          weights,
          "decoder." + names[i],
          channels[i + 1],
          channels[i],
          last ? 0.1 : 1,
          last ? 0.5f : 0,
          random);
    }
    ModelCard card =
        new ModelCard("random", Network.VGG19, "none", "random weights", new TreeMap<>());
    return new Model(card, weights);
  }

  private static void convolution(
      TreeMap<String, Weights> weights,
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

  /** A picture with waves, edges and noise in it, different for each seed. */
  public static Picture picture(int width, int height, long seed) {
    Random random = new Random(seed);
    double fx = 0.02 + 0.2 * random.nextDouble();
    double fy = 0.02 + 0.2 * random.nextDouble();
    double contrast = 20 + 60 * random.nextDouble();
    double noise = 5 + 50 * random.nextDouble();
    double[] tint = {90 + random.nextInt(80), 90 + random.nextInt(80), 90 + random.nextInt(80)};
    byte[] rgb = new byte[3 * width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double wave = Math.sin(x * fx) + Math.cos(y * fy) + ((x / 13 + y / 17) % 2);
        for (int c = 0; c < 3; c++) {
          double value =
              tint[c] + contrast * wave * (c == 1 ? -0.5 : 1) + noise * random.nextGaussian();
          rgb[3 * (y * width + x) + c] = (byte) Math.max(0, Math.min(255, value));
        }
      }
    }
    return Picture.of(width, height, rgb, null);
  }

  /** The largest difference of two pictures of one size, in steps of 1/255. */
  public static int largestDifference(Picture a, Picture b) {
    int largest = 0;
    for (int i = 0; i < a.rgb().length; i++) {
      largest = Math.max(largest, Math.abs((a.rgb()[i] & 255) - (b.rgb()[i] & 255)));
    }
    return largest;
  }

  /** The mean absolute difference of two pictures of one size, in steps of 1/255. */
  public static double meanDifference(Picture a, Picture b) {
    double sum = 0;
    for (int i = 0; i < a.rgb().length; i++) {
      sum += Math.abs((a.rgb()[i] & 255) - (b.rgb()[i] & 255));
    }
    return sum / a.rgb().length;
  }
}

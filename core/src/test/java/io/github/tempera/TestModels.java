package io.github.tempera;

import io.github.tempera.image.Mask;
import io.github.tempera.image.Picture;
import io.github.tempera.internal.description.RandomWeights;
import io.github.tempera.model.Architecture;
import io.github.tempera.model.Model;
import io.github.tempera.model.ModelStore;
import java.util.Random;

/** Models and pictures that need no file from outside the project. */
public final class TestModels {
  private TestModels() {}

  /**
   * The bundled slim model, or random weights: such a network passes on what happens at the edge of
   * its reach, where a trained one is tame.
   */
  public static Model of(Architecture network) {
    return switch (network) {
      case SLIM -> ModelStore.standard().load("slim");
      case VGG19_MODULATED -> RandomVgg19.modulated(4);
      default -> RandomWeights.model(network, 20);
    };
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
    return Picture.of(width, height, rgb);
  }

  /** A mask that gets brighter to the right, or darker. */
  public static Mask ramp(int width, int height, boolean falling) {
    byte[] values = new byte[width * height];
    for (int i = 0; i < values.length; i++) {
      int value = 220 * (i % width) / width;
      values[i] = (byte) (falling ? 200 - value * 200 / 220 : value);
    }
    return Mask.of(width, height, values);
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

  /** The columns of a picture from one, inclusive, to another, exclusive. */
  public static Picture part(Picture picture, int from, int to) {
    byte[] rgb = new byte[3 * (to - from) * picture.height()];
    for (int y = 0; y < picture.height(); y++) {
      System.arraycopy(
          picture.rgb(),
          3 * (y * picture.width() + from),
          rgb,
          3 * y * (to - from),
          3 * (to - from));
    }
    return Picture.of(to - from, picture.height(), rgb);
  }
}

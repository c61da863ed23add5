package io.github.tempera.internal.description;

import io.github.tempera.internal.description.Layer.Convolution;
import io.github.tempera.internal.description.Layer.Kind;
import io.github.tempera.model.Architecture;
import io.github.tempera.model.Model;
import io.github.tempera.model.ModelCard;
import io.github.tempera.model.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Weights that are drawn by seed. */
public final class RandomWeights {
  private RandomWeights() {}

  /** A model of a network as it is trained anew: as fast as one that has learned. */
  public static Model model(Architecture network, long seed) {
    ModelCard card = new ModelCard("random", network, "none", "random weights", new TreeMap<>());
    return new Model(card, of(Networks.of(network).usual(), seed));
  }

  /** All tensors of a network, its contrast and its modulations large enough to be seen. */
  public static SortedMap<String, Weights> of(Description description, long seed) {
    Random random = new Random(seed);
    List<Layer> layers =
        Stream.concat(description.encoder().stream(), description.decoder().stream()).toList();
    SortedMap<String, Weights> weights = drawn(layers, description.numbers(), 0.3, random);
    for (Layer layer : layers) {
      for (Convolution convolution : layer.convolutions()) {
        weights.computeIfPresent(
            convolution.modulation(), (name, none) -> normal(0.012, random, none.shape()));
      }
    }
    if (description.projected() > 0) {
      weights.put(
          Description.PROJECTION,
          normal(0.05, random, description.projected(), description.statistics()));
    }
    return weights;
  }

  /**
   * Layers up to a decoder's last as they begin to learn: outputs vary as inputs do (He et al.
   * 2015), blocks change little, the picture is about mid-grey and nothing is modulated.
   *
   * @param numbers of a style that modulate
   */
  public static SortedMap<String, Weights> beforeLearning(
      List<Layer> layers, int numbers, Random random) {
    return drawn(layers, numbers, 0.1, random);
  }

  private static SortedMap<String, Weights> drawn(
      List<Layer> layers, int numbers, double lastGain, Random random) {
    SortedMap<String, Weights> weights = new TreeMap<>();
    Layer last = layers.get(layers.size() - 1);
    for (Layer layer : inOrderOfDrawing(layers)) {
      for (Convolution convolution : layer.convolutions()) {
        boolean second = !convolution.equals(layer.convolutions().get(0));
        double gain = layer.equals(last) ? lastGain : second ? 0.3 : 1;
        double deviation = gain * Math.sqrt(2.0 / convolution.inputs());
        boolean colour = layer.kind() == Kind.COLOUR;
        weights.put(
            convolution.weight(),
            colour
                ? new Weights(convolution.shape(), new float[] {0, 0, 2, 0, 2, 0, 2, 0, 0})
                : normal(deviation, random, convolution.shape()));
        float[] biases = new float[convolution.out()];
        Arrays.fill(biases, colour ? -1 : layer.equals(last) ? 0.5f : 0);
        weights.put(convolution.bias(), new Weights(new long[] {biases.length}, biases));
        if (layer.modulated()) {
          int rows = 2 * convolution.out();
          weights.put(
              convolution.modulation(),
              new Weights(new long[] {rows, numbers}, new float[rows * numbers]));
        }
      }
    }
    return weights;
  }

  /** Upsampling layers after the last block: what a seed gives stays what it was. */
  private static List<Layer> inOrderOfDrawing(List<Layer> layers) {
    List<Layer> blocks = layers.stream().filter(layer -> layer.kind() == Kind.BLOCK).toList();
    List<Layer> order = new ArrayList<>(layers);
    if (!blocks.isEmpty()) {
      Layer lastBlock = blocks.get(blocks.size() - 1);
      List<Layer> ups =
          layers.subList(0, layers.indexOf(lastBlock)).stream()
              .filter(layer -> layer.kind() == Kind.UP)
              .toList();
      order.removeAll(ups);
      order.addAll(order.indexOf(lastBlock) + 1, ups);
    }
    return order;
  }

  /** Normally distributed numbers about 0. */
  public static Weights normal(double deviation, Random random, long... shape) {
    float[] values = new float[Math.toIntExact(Weights.count(shape))];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * deviation);
    }
    return new Weights(shape, values);
  }
}

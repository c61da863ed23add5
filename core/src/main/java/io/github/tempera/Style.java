package io.github.tempera;

import io.github.tempera.TemperaException.Kind;
import io.github.tempera.internal.format.TensorFile;
import io.github.tempera.internal.network.ChannelStatistics;
import io.github.tempera.model.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the network needs of a style picture and no more: mean and standard deviation of the
 * channels of one encoder layer (relu4_1, for the paper's decoder) or four (for decoders that the
 * style modulates). Immutable.
 */
public final class Style {
  /** The usual short side of a style picture in pixels; larger ones are shrunk to it. */
  public static final int DEFAULT_SIZE = 512;

  private static final String FORMAT = "tempera_style";

  private final String model;
  private final String encoder;
  private final List<ChannelStatistics> layers;

  Style(String model, String encoder, List<ChannelStatistics> layers) {
    this.model = model;
    this.encoder = encoder;
    this.layers = List.copyOf(layers);
  }

  /** Name of the model that encoded it. */
  public String model() {
    return model;
  }

  /** Fingerprint of the encoder whose numbers these are. */
  String encoder() {
    return encoder;
  }

  List<ChannelStatistics> layers() {
    return layers;
  }

  /**
   * The style between some styles: their statistics' weighted mean, which is what mixing AdaIN's
   * outputs comes to (Huang &amp; Belongie 2017, section 7.2 "Style interpolation").
   *
   * @param styles one or more, of one model, or of models with the same encoder and style layers
   * @param weights one a style, finite, not negative, with a positive sum; normalized to sum 1
   * @throws TemperaException if they do not fit
   */
  public static Style blend(List<Style> styles, List<Double> weights) {
    if (styles.isEmpty() || styles.size() != weights.size()) {
      throw new TemperaException(
          "Give one weight for each style: there are %d styles and %d weights."
              .formatted(styles.size(), weights.size()));
    }
    for (Style style : styles) {
      if (!style.fits(styles.get(0).encoder, styles.get(0).channels())) {
        throw new TemperaException(
            "Styles of the models %s and %s cannot be blended; encode them with one model."
                .formatted(styles.get(0).model, style.model));
      }
    }
    checkWeights(weights);
    Style blend = styles.get(0);
    double blended = weights.get(0);
    for (int i = 1; i < styles.size(); i++) {
      blended += weights.get(i);
      if (weights.get(i) > 0) {
        blend = blend.towards(styles.get(i), weights.get(i) / blended);
      }
    }
    return blend;
  }

  static void checkWeights(List<Double> weights) {
    double sum = 0;
    for (double weight : weights) {
      if (!(weight >= 0) || Double.isInfinite(weight)) {
        throw new TemperaException(
            "A style's weight must be a number of 0 or more, not " + weight + ".");
      }
      sum += weight;
    }
    if (!(sum > 0) || Double.isInfinite(sum)) {
      throw new TemperaException(
          "The weights of the styles must have a positive sum, not " + sum + ".");
    }
  }

  private int[] channels() {
    return layers.stream().mapToInt(ChannelStatistics::channels).toArray();
  }

  /** Whether these are statistics of that encoder, of layers with these channels. */
  boolean fits(String ofEncoder, int[] ofChannels) {
    return encoder.equals(ofEncoder) && Arrays.equals(channels(), ofChannels);
  }

  private Style towards(Style other, double share) {
    List<ChannelStatistics> mixed = new ArrayList<>();
    for (int layer = 0; layer < layers.size(); layer++) {
      mixed.add(layers.get(layer).towards(other.layers.get(layer), share));
    }
    return new Style(model, encoder, mixed);
  }

  /**
   * Writes the style as a safetensors file of a few kilobytes.
   *
   * @throws TemperaException if it cannot be written
   */
  public void save(Path file) {
    SortedMap<String, Weights> tensors = new TreeMap<>();
    for (int layer = 0; layer < layers.size(); layer++) {
      ChannelStatistics statistics = layers.get(layer);
      long[] shape = {statistics.channels()};
      tensors.put("layer" + layer + ".mean", new Weights(shape, statistics.mean()));
      tensors.put("layer" + layer + ".deviation", new Weights(shape, statistics.deviation()));
    }
    new TensorFile(tensors, Map.of(FORMAT, "1", "model", model, "encoder", encoder)).write(file);
  }

  private static boolean usable(float[] mean, float[] deviation) {
    for (int c = 0; c < mean.length; c++) {
      if (!Float.isFinite(mean[c]) || !Float.isFinite(deviation[c]) || deviation[c] <= 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Reads a style that {@link #save} wrote.
   *
   * @throws TemperaException if the file is absent or no style
   */
  public static Style load(Path file) {
    TensorFile tensors = TensorFile.read(file);
    Map<String, String> metadata = tensors.metadata();
    if (!"1".equals(metadata.get(FORMAT))) {
      throw new TemperaException(
          Kind.UNREADABLE,
          file,
          file + " is not a saved style; write one with `tempera style encode`.");
    }
    List<ChannelStatistics> layers = new ArrayList<>();
    for (int layer = 0; tensors.tensors().containsKey("layer" + layer + ".mean"); layer++) {
      float[] mean = tensors.get("layer" + layer + ".mean").values();
      float[] deviation = tensors.get("layer" + layer + ".deviation").values();
      if (mean.length != deviation.length || !usable(mean, deviation)) {
        throw new TemperaException(
            Kind.UNREADABLE,
            file,
            file + " is damaged: it holds no usable style. Encode the style picture again.");
      }
      layers.add(new ChannelStatistics(mean, deviation));
    }
    return new Style(
        metadata.getOrDefault("model", "unknown"), metadata.getOrDefault("encoder", ""), layers);
  }
}

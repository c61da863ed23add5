package io.github.tempera.model;

import io.github.tempera.TemperaException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** The two networks there are, and the tensors that a model of each consists of. */
public enum Architecture {
  /**
   * The small network with a modulated decoder: {@code encoder.conv1, down1, down2,
   * block{1,2}.conv{1,2}} and {@code decoder.block{1,2}.conv{1,2}, up1, up2, out}, each {@code
   * .weight} and {@code .bias}, all decoder convolutions but the last also {@code .modulation}
   * [2·out, 22·width]. The width is that of {@code encoder.conv1}.
   */
  SLIM,
  /**
   * The normalised VGG-19 up to relu4_1 and the decoder that mirrors it (Huang &amp; Belongie 2017,
   * section 6): {@code encoder.conv0} [3, 3, 1, 1], {@code encoder.conv1_1 .. conv4_1}, {@code
   * decoder.conv4_1 .. conv1_1}, each {@code .weight} [out, in, 3, 3] and {@code .bias} [out].
   */
  VGG19;

  /** What names and files call it: {@code slim} or {@code vgg19}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The network of that id.
   *
   * @throws TemperaException if there is none
   */
  public static Architecture of(String id) {
    for (Architecture network : values()) {
      if (network.id().equals(id)) {
        return network;
      }
    }
    throw new TemperaException(
        "There is no network \"" + id + "\"; the networks are slim and vgg19.");
  }

  /**
   * Checks that the tensors are those of this network, no more and no fewer, each of the right
   * shape and without infinities and NaN.
   *
   * @param source what to call the tensors' origin in error messages
   * @throws TemperaException naming the first tensor that is wrong
   */
  void check(Map<String, Weights> tensors, String source) {
    Map<String, long[]> expected = shapes(tensors, source);
    for (Map.Entry<String, long[]> entry : expected.entrySet()) {
      Weights weights = tensors.get(entry.getKey());
      if (weights == null) {
        throw new TemperaException(
            source + " lacks the tensor \"" + entry.getKey() + "\" of a " + id() + " model.");
      }
      checkShape(entry.getKey(), entry.getValue(), weights, source);
    }
    TreeSet<String> extra = new TreeSet<>(tensors.keySet());
    extra.removeAll(expected.keySet());
    if (!extra.isEmpty()) {
      throw new TemperaException(
          source + " holds tensors that no " + id() + " model has: " + extra + ".");
    }
  }

  /**
   * @throws TemperaException if the shape differs
   */
  static void checkShape(String name, long[] expected, Weights weights, String source) {
    if (!Arrays.equals(expected, weights.shape())) {
      throw new TemperaException(
          source
              + ": the tensor \""
              + name
              + "\" has the shape "
              + Arrays.toString(weights.shape())
              + ", but "
              + Arrays.toString(expected)
              + " is needed. It belongs to another network.");
    }
  }

  private Map<String, long[]> shapes(Map<String, Weights> tensors, String source) {
    if (this == VGG19) {
      return Vgg19Layout.SHAPES;
    }
    Weights first = tensors.get("encoder.conv1.weight");
    if (first == null || first.shape().length != 4 || first.shape()[0] < 1) {
      throw new TemperaException(
          source + " lacks a usable tensor \"encoder.conv1.weight\" of a slim model.");
    }
    return slimShapes(first.shape()[0]);
  }

  private static Map<String, long[]> slimShapes(long w) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    convolution(shapes, "encoder.conv1", 3, w);
    convolution(shapes, "encoder.down1", w, 2 * w);
    convolution(shapes, "encoder.down2", 2 * w, 4 * w);
    for (String half : new String[] {"encoder", "decoder"}) {
      for (int block = 1; block <= 2; block++) {
        for (int conv = 1; conv <= 2; conv++) {
          convolution(shapes, half + ".block" + block + ".conv" + conv, 4 * w, 4 * w);
        }
      }
    }
    convolution(shapes, "decoder.up1", 4 * w, 2 * w);
    convolution(shapes, "decoder.up2", 2 * w, w);
    convolution(shapes, "decoder.out", w, 3);
    // Mean and standard deviation of w, 2w, 4w and 4w channels.
    long statistics = 2 * (w + 2 * w + 4 * w + 4 * w);
    for (String name : shapes.keySet().toArray(new String[0])) {
      if (name.startsWith("decoder.") && name.endsWith(".bias") && !name.contains(".out.")) {
        long out = shapes.getOrDefault(name, new long[1])[0];
        shapes.put(name.replace(".bias", ".modulation"), new long[] {2 * out, statistics});
      }
    }
    return shapes;
  }

  private static void convolution(Map<String, long[]> shapes, String name, long in, long out) {
    shapes.put(name + ".weight", new long[] {out, in, 3, 3});
    shapes.put(name + ".bias", new long[] {out});
  }
}

package io.github.tempera.model;

import io.github.tempera.TemperaException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** The networks there are, and the tensors that a model of each consists of. */
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
  VGG19,
  /**
   * The same encoder with a modulated decoder: {@code decoder.in, block{1..4}.conv{1,2}, up{1..3},
   * out}, each {@code .weight} and {@code .bias}, all but the last also {@code .modulation} [2·out,
   * n]; {@code decoder.projection} [n, 1920] makes n numbers of a style's statistics. The width is
   * the channels that {@code decoder.out} reads.
   */
  VGG19_MODULATED;

  /** What names and files call it: {@code slim}, {@code vgg19} or {@code vgg19-modulated}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
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
        "There is no network \"" + id + "\"; the networks are slim, vgg19 and vgg19-modulated.");
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
    return switch (this) {
      case SLIM -> slimShapes(side(tensors, "encoder.conv1.weight", 4, 0, source));
      case VGG19 -> Vgg19Layout.SHAPES;
      case VGG19_MODULATED ->
          vgg19ModulatedShapes(
              side(tensors, "decoder.out.weight", 4, 1, source),
              side(tensors, "decoder.projection", 2, 0, source));
    };
  }

  /** A size that tells the others. */
  private long side(
      Map<String, Weights> tensors, String name, int dimensions, int which, String source) {
    Weights telling = tensors.get(name);
    if (telling == null || telling.shape().length != dimensions || telling.shape()[which] < 1) {
      throw new TemperaException(
          source + " lacks a usable tensor \"" + name + "\" of a " + id() + " model.");
    }
    return telling.shape()[which];
  }

  private static Map<String, long[]> slimShapes(long w) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    convolution(shapes, "encoder.conv1", 3, w);
    convolution(shapes, "encoder.down1", w, 2 * w);
    convolution(shapes, "encoder.down2", 2 * w, 4 * w);
    for (String half : new String[] {"encoder", "decoder"}) {
      block(shapes, half + ".block1", 4 * w);
      block(shapes, half + ".block2", 4 * w);
    }
    convolution(shapes, "decoder.up1", 4 * w, 2 * w);
    convolution(shapes, "decoder.up2", 2 * w, w);
    convolution(shapes, "decoder.out", w, 3);
    modulation(shapes, 2 * (w + 2 * w + 4 * w + 4 * w));
    return shapes;
  }

  private static Map<String, long[]> vgg19ModulatedShapes(long w, long projected) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    Vgg19Layout.SHAPES.forEach(
        (name, shape) -> {
          if (name.startsWith("encoder.")) {
            shapes.put(name, shape);
          }
        });
    convolution(shapes, "decoder.in", 512, 8 * w);
    block(shapes, "decoder.block1", 8 * w);
    block(shapes, "decoder.block2", 8 * w);
    convolution(shapes, "decoder.up1", 8 * w, 4 * w);
    block(shapes, "decoder.block3", 4 * w);
    block(shapes, "decoder.block4", 4 * w);
    convolution(shapes, "decoder.up2", 4 * w, 2 * w);
    convolution(shapes, "decoder.up3", 2 * w, w);
    convolution(shapes, "decoder.out", w, 3);
    shapes.put("decoder.projection", new long[] {projected, 2 * (64 + 128 + 256 + 512)});
    modulation(shapes, projected);
    return shapes;
  }

  private static void block(Map<String, long[]> shapes, String name, long channels) {
    convolution(shapes, name + ".conv1", channels, channels);
    convolution(shapes, name + ".conv2", channels, channels);
  }

  /**
   * Of all of the decoder's convolutions but the last.
   *
   * @param numbers of a style that modulate
   */
  private static void modulation(Map<String, long[]> shapes, long numbers) {
    for (String name : shapes.keySet().toArray(new String[0])) {
      if (name.startsWith("decoder.") && name.endsWith(".bias") && !name.contains(".out.")) {
        long out = shapes.getOrDefault(name, new long[1])[0];
        shapes.put(name.replace(".bias", ".modulation"), new long[] {2 * out, numbers});
      }
    }
  }

  private static void convolution(Map<String, long[]> shapes, String name, long in, long out) {
    shapes.put(name + ".weight", new long[] {out, in, 3, 3});
    shapes.put(name + ".bias", new long[] {out});
  }
}

package io.github.tempera.model;

import io.github.tempera.TemperaException;
import io.github.tempera.internal.description.Family;
import io.github.tempera.internal.description.Networks;
import java.util.Arrays;
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

  private static final int LARGEST = 1 << 16;

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
        "There is no network \"%s\"; the networks are %s."
            .formatted(id, Networks.named(any -> true)));
  }

  /**
   * Checks that the tensors are those of this network, no more and no fewer, each of the right
   * shape and without infinities and NaN.
   *
   * @param source what to call the tensors' origin in error messages
   * @throws TemperaException naming the first tensor that is wrong
   */
  void check(Map<String, Weights> tensors, String source) {
    Map<String, long[]> expected =
        Networks.of(this).of(size -> size(tensors, size, source)).shapes();
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

  /** A size that tells the others. */
  private int size(Map<String, Weights> tensors, Family.Size size, String source) {
    Weights telling = tensors.get(size.tensor());
    if (telling == null
        || telling.shape().length != size.dimensions()
        || telling.shape()[size.dimension()] < 1
        || telling.shape()[size.dimension()] > LARGEST) {
      throw new TemperaException(
          source + " lacks a usable tensor \"" + size.tensor() + "\" of a " + id() + " model.");
    }
    return (int) telling.shape()[size.dimension()];
  }
}

package io.github.tempera.internal.network;

import java.util.List;
import java.util.stream.Stream;

/**
 * The convolutions of a modulated decoder.
 *
 * @param steps all that are modulated, in order
 * @param out the last, which makes colours
 */
record ModulatedShapes(List<Step> steps, ConvolutionShape out) {

  /** What happens to a map. */
  enum Kind {
    /** ReLU(M(conv(x))). */
    RELU,
    /** M(conv(x)) of the map at twice its size. */
    UPSAMPLED,
    /** ReLU(M(conv(x))) of the map at twice its size. */
    UPSAMPLED_RELU,
    /** x + M(conv2(ReLU(M(conv1(x))))). */
    BLOCK
  }

  /** A step's convolutions: two of a block, one of the others. */
  record Step(Kind kind, List<ConvolutionShape> convolutions) {}

  /**
   * Slim's, from a quarter of the resolution.
   *
   * @param w its width: the channels at full resolution
   */
  static ModulatedShapes slim(int w) {
    return new ModulatedShapes(
        List.of(
            block("block1", 4 * w, 4),
            block("block2", 4 * w, 4),
            upsampledRelu("up1", 4 * w, 2 * w, 2),
            upsampledRelu("up2", 2 * w, w, 1)),
        convolution("out", w, 3, 1));
  }

  /**
   * The one for VGG-19's relu4_1, from an eighth of the resolution.
   *
   * @param w its width: the channels at full resolution
   */
  static ModulatedShapes vgg19(int w) {
    return new ModulatedShapes(
        List.of(
            new Step(Kind.RELU, List.of(convolution("in", 512, 8 * w, 8))),
            block("block1", 8 * w, 8),
            block("block2", 8 * w, 8),
            new Step(Kind.UPSAMPLED, List.of(convolution("up1", 8 * w, 4 * w, 4))),
            block("block3", 4 * w, 4),
            block("block4", 4 * w, 4),
            upsampledRelu("up2", 4 * w, 2 * w, 2),
            upsampledRelu("up3", 2 * w, w, 1)),
        convolution("out", w, 3, 1));
  }

  private static Step block(String name, int channels, int scale) {
    return new Step(
        Kind.BLOCK,
        List.of(
            convolution(name + ".conv1", channels, channels, scale),
            convolution(name + ".conv2", channels, channels, scale)));
  }

  private static Step upsampledRelu(String name, int in, int out, int scale) {
    return new Step(Kind.UPSAMPLED_RELU, List.of(convolution(name, in, out, scale)));
  }

  private static ConvolutionShape convolution(String name, int in, int out, int scale) {
    return new ConvolutionShape("decoder." + name, in, out, scale, 1);
  }

  /** All convolutions, in order. */
  List<ConvolutionShape> all() {
    return Stream.concat(steps.stream().flatMap(step -> step.convolutions.stream()), Stream.of(out))
        .toList();
  }
}

package io.github.tempera.internal.network;

import java.util.List;

/**
 * The convolutions of a slim network's encoder.
 *
 * @param w its width: the channels at full resolution
 */
record SlimShapes(int w) {
  ConvolutionShape conv1() {
    return encoder("conv1", 3, w, 1, 1);
  }

  ConvolutionShape down1() {
    return encoder("down1", w, 2 * w, 1, 2);
  }

  ConvolutionShape down2() {
    return encoder("down2", 2 * w, 4 * w, 2, 2);
  }

  /** A convolution of a residual block of the encoder; blocks and convolutions count from 1. */
  ConvolutionShape encoderBlock(int block, int convolution) {
    return encoder("block" + block + ".conv" + convolution, 4 * w, 4 * w, 4, 1);
  }

  /** All of the encoder, in order. */
  List<ConvolutionShape> encoder() {
    return List.of(
        conv1(),
        down1(),
        down2(),
        encoderBlock(1, 1),
        encoderBlock(1, 2),
        encoderBlock(2, 1),
        encoderBlock(2, 2));
  }

  /** The channels of the four layers that make a style. */
  int[] styleChannels() {
    return new int[] {w, 2 * w, 4 * w, 4 * w};
  }

  /** The numbers that make a style: mean and standard deviation of each channel. */
  int styleNumbers() {
    return 2 * (w + 2 * w + 4 * w + 4 * w);
  }

  private static ConvolutionShape encoder(String name, int in, int out, int scale, int stride) {
    return new ConvolutionShape("encoder." + name, in, out, scale, stride);
  }
}

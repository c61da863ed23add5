package io.github.tempera.internal.network;

import java.util.List;

/**
 * A 3x3 convolution's place in a network.
 *
 * @param name of its weights in the model file
 * @param in channels read
 * @param out channels written
 * @param scale pixels of the picture from one cell to the next in the map it reads
 * @param stride cells it steps over
 */
record ConvolutionShape(String name, int in, int out, int scale, int stride) {

  /** How far these convolutions look together, in pixels. */
  static int reach(List<ConvolutionShape> layers) {
    return layers.stream().mapToInt(ConvolutionShape::scale).sum();
  }

  /** Floating point operations for one pixel, a multiplication and an addition counted as two. */
  static double operationsPerPixel(List<ConvolutionShape> layers) {
    return layers.stream()
        .mapToDouble(
            layer ->
                2.0 * 9 * layer.in * layer.out / Math.pow((double) layer.scale * layer.stride, 2))
        .sum();
  }
}

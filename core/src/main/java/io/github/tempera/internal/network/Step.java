package io.github.tempera.internal.network;

import static org.bytedeco.pytorch.global.torch.max_pool2d;

import io.github.tempera.internal.description.Layer;
import java.util.List;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** A layer made ready to be computed. */
@FunctionalInterface
interface Step {
  /**
   * Computes it.
   *
   * @param x [1, in, h, w]
   * @param regions where each style holds; null if there is one for the whole picture
   */
  Tensor apply(Tensor x, @Nullable Regions regions);

  /** A layer of these convolutions. */
  static Step of(Layer layer, List<Convolution> convolutions) {
    return switch (layer.kind()) {
      case POOL -> (x, regions) -> max_pool2d(x, 2, 2);
      case CONVOLUTION, DOWN, UP -> {
        Convolution only = convolutions.get(0);
        yield layer.relu() ? only::relu : only::apply;
      }
      case BLOCK -> {
        Convolution first = convolutions.get(0);
        Convolution second = convolutions.get(1);
        yield (x, regions) -> second.apply(first.relu(x, regions), regions).add_(x);
      }
      case CENTRE, COLOUR ->
          throw new IllegalArgumentException("It goes into the convolution after it");
    };
  }

  /** A layer that no style modulates. */
  static Step of(
      Layer layer, Function<String, Tensor> tensors, Backend backend, Scopes.Owner owner) {
    return of(
        layer,
        layer.convolutions().stream()
            .map(
                one ->
                    new Convolution(
                        layer,
                        one.stride(),
                        tensors.apply(one.weight()),
                        tensors.apply(one.bias()),
                        null,
                        backend,
                        owner))
            .toList());
  }
}

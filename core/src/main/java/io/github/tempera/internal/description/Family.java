package io.github.tempera.internal.description;

import io.github.tempera.model.Weights;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * A network some of whose sizes are free.
 *
 * @param sizes that are
 * @param layers what it is with given sizes, in their order
 */
public record Family(List<Size> sizes, Function<int[], Description> layers) {
  /**
   * A size that is free, and where a model's tensors tell it.
   *
   * @param tensor that tells it
   * @param dimensions that this tensor has
   * @param dimension which of them is the size
   * @param usual what it is in a network that is trained anew
   */
  public record Size(String tensor, int dimensions, int dimension, int usual) {}

  /** The network of these sizes. */
  public Description of(ToIntFunction<Size> size) {
    return layers.apply(sizes.stream().mapToInt(size).toArray());
  }

  /** The network as it is trained anew. */
  public Description usual() {
    return of(Size::usual);
  }

  /**
   * The network whose tensors these are, or part of them.
   *
   * @throws IllegalArgumentException if one that tells a size is not there
   */
  public Description of(Map<String, Weights> tensors) {
    return of(
        size -> {
          Weights telling = tensors.get(size.tensor);
          if (telling == null) {
            throw new IllegalArgumentException("no tensor " + size.tensor);
          }
          return Math.toIntExact(telling.shape()[size.dimension]);
        });
  }
}

package io.github.tempera.training.gradient;

import io.github.tempera.internal.description.Layer;
import io.github.tempera.internal.network.Backend;
import io.github.tempera.internal.network.Scopes;
import io.github.tempera.training.convolution.Convolutions;
import io.github.tempera.training.convolution.Filter;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;

/**
 * The convolutions of a network as its weights stand at the moment, made ready to be computed with.
 * Made by one thread, then used by several.
 */
public final class Layers implements AutoCloseable {
  private final Scopes.Owner owner = new Scopes.Owner();
  private final Map<String, Filter> filters = new HashMap<>();
  private final Map<String, Tensor> values = new HashMap<>();
  private final Convolutions convolutions;

  /** No layers yet, for the calling thread alone. */
  public Layers(Backend backend) {
    this(Convolutions.of(backend, null));
  }

  /** No layers yet, whose convolutions are computed so. */
  public Layers(Convolutions convolutions) {
    this.convolutions = convolutions;
  }

  /**
   * Adds a convolution.
   *
   * @param weight [out, in, 3, 3]
   * @param bias [out]
   */
  public void add(String name, Tensor weight, Tensor bias, long stride) {
    filters.put(name, convolutions.of(weight, bias, stride, owner));
  }

  /**
   * Adds a convolution of a map at twice its size, for {@link Tape#upsampled}.
   *
   * @param weight [out, in, 3, 3]
   * @param bias [out]
   */
  public void addUpsampling(String name, Tensor weight, Tensor bias) {
    filters.put(name, convolutions.ofUpsampled(weight, bias, owner));
  }

  /**
   * Adds all that a layer needs.
   *
   * @param tensors by name
   */
  public void add(Layer layer, Function<String, Tensor> tensors) {
    for (Layer.Convolution one : layer.convolutions()) {
      Tensor weight = tensors.apply(one.weight());
      Tensor bias = tensors.apply(one.bias());
      if (layer.kind() == Layer.Kind.UP) {
        addUpsampling(one.name(), weight, bias);
      } else {
        add(one.name(), weight, bias, one.stride());
      }
      if (layer.modulated()) {
        add(one.modulation(), tensors.apply(one.modulation()));
      }
    }
  }

  /** Adds a parameter that is no convolution's. */
  public void add(String name, Tensor value) {
    values.put(name, owner.own(value));
  }

  Filter filter(String name) {
    return found(filters, name);
  }

  Tensor value(String name) {
    return found(values, name);
  }

  private static <T> T found(Map<String, T> map, String name) {
    T value = map.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no layer " + name);
    }
    return value;
  }

  @Override
  public void close() {
    owner.close();
  }
}

package io.github.tempera.training.gradient;

import io.github.tempera.internal.network.Backend;
import io.github.tempera.model.Weights;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * All numbers that a network learns, one after the other in a single tensor, so that the optimizer
 * is a few operations whatever the network.
 */
public final class Parameters implements AutoCloseable {
  private record Place(long start, long[] shape) {
    long count() {
      return java.util.Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }
  }

  private final Map<String, Place> places = new LinkedHashMap<>();
  private final Tensor values;
  private final Backend backend;

  /** The parameters with these initial values. */
  public Parameters(SortedMap<String, Weights> initial, Backend backend) {
    this.backend = backend;
    long count = 0;
    for (Map.Entry<String, Weights> entry : initial.entrySet()) {
      Place place = new Place(count, entry.getValue().shape());
      places.put(entry.getKey(), place);
      count += place.count();
    }
    float[] flat = new float[Math.toIntExact(count)];
    int next = 0;
    for (Weights weights : initial.values()) {
      System.arraycopy(weights.values(), 0, flat, next, weights.values().length);
      next += weights.values().length;
    }
    values = kept(backend.float32(flat, count));
  }

  /** Keeps a tensor beyond the scope it was made in. */
  static Tensor kept(Tensor tensor) {
    tensor.retainReference();
    return tensor;
  }

  /** The names, in the order the numbers lie in. */
  public Set<String> names() {
    return Collections.unmodifiableSet(places.keySet());
  }

  /** All numbers [count]; changes are the network's. */
  public Tensor values() {
    return values;
  }

  /** One parameter in its shape; a view. */
  public Tensor get(String name) {
    return view(values, name);
  }

  /** One parameter's part of a tensor that is laid out like these parameters; a view. */
  public Tensor view(Tensor flat, String name) {
    Place place = places.get(name);
    if (place == null) {
      throw new IllegalArgumentException("no parameter " + name);
    }
    return flat.narrow(0, place.start, place.count()).view(place.shape);
  }

  /** Zeros, as many as there are parameters. */
  public Tensor zeros() {
    try (PointerScope scope = new PointerScope()) {
      return kept(torch.zeros_like(values));
    }
  }

  /** Numbers laid out like these parameters, by name. */
  public SortedMap<String, Weights> weights(Tensor flat) {
    TreeMap<String, Weights> weights = new TreeMap<>();
    try (PointerScope scope = new PointerScope()) {
      places.forEach(
          (name, place) ->
              weights.put(name, new Weights(place.shape, Backend.values(view(flat, name)))));
    }
    return weights;
  }

  /** Overwrites a tensor that is laid out like these parameters. */
  public void load(Tensor flat, float[] numbers) {
    try (PointerScope scope = new PointerScope()) {
      flat.copy_(backend.float32(numbers, numbers.length));
    }
  }

  @Override
  public void close() {
    values.releaseReference();
  }
}

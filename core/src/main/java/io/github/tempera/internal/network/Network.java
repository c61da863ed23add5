package io.github.tempera.internal.network;

import io.github.tempera.Device;
import io.github.tempera.Precision;
import io.github.tempera.internal.description.Description;
import io.github.tempera.internal.description.Geometry;
import io.github.tempera.internal.description.Layer;
import io.github.tempera.internal.description.Networks;
import io.github.tempera.model.Model;
import io.github.tempera.model.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * An encoder f and a decoder g, to be joined by {@link Adain}: T(c, s) = g(AdaIN(f(c), f(s))).
 *
 * <p>Safe for use by several threads until it is closed; closing frees its weights.
 */
public final class Network implements AutoCloseable {
  private final Description description;
  private final Geometry geometry;
  private final Backend backend;
  private final Scopes.Owner owner = new Scopes.Owner();
  private final List<EncoderStep> encoder = new ArrayList<>();
  private final DecoderWeights decoder;

  private record EncoderStep(Step step, boolean observed) {}

  /**
   * Makes a network ready.
   *
   * @param weights all tensors of the description
   */
  public Network(Description description, Map<String, Weights> weights, Backend backend) {
    this.description = description;
    this.geometry = description.geometry();
    this.backend = backend;
    try (PointerScope scope = new PointerScope()) {
      Function<String, Tensor> tensors =
          FirstConvolution.withPreparation(
              description.encoder(), name -> tensor(weights, name, backend));
      for (Layer layer : description.encoder()) {
        if (!layer.preparesPicture()) {
          encoder.add(new EncoderStep(Step.of(layer, tensors, backend, owner), layer.observed()));
        }
      }
      decoder = new DecoderWeights(description, tensors, backend, owner);
    }
  }

  /** Makes the network of a model ready on a device. */
  public static Network of(Model model, Precision precision, Device device) {
    Description description = Networks.of(model.card().network()).of(model.weights());
    return new Network(description, model.weights(), Backend.of(precision, device));
  }

  private static Tensor tensor(Map<String, Weights> weights, String name, Backend backend) {
    Weights found = weights.get(name);
    if (found == null) {
      throw new IllegalArgumentException("no tensor " + name);
    }
    return backend.float32(found.values(), found.shape());
  }

  /** Number type and device of its tensors. */
  public Backend backend() {
    return backend;
  }

  /** What it consists of. */
  public Description description() {
    return description;
  }

  /** How far it sees. */
  public Geometry geometry() {
    return geometry;
  }

  /** The channels of the observed layers of the encoder, the last being f's. */
  public int[] channels() {
    return description.channels();
  }

  /** The first of the layers whose statistics make a style: 0 (all) or the last (f alone). */
  public int firstStyleLayer() {
    return description.firstStyleLayer();
  }

  /** Whether variances divide by n - 1 (the paper's reference code) or by n. */
  public boolean unbiasedVariance() {
    return description.unbiasedVariance();
  }

  /**
   * The encoder.
   *
   * @param picture [1, 3, h, w], values in [0, 1], sides multiples of the cell and not below the
   *     minimum of {@link #geometry}
   * @param observer is shown the observed layers
   * @return f [1, C, h / cell, w / cell]
   */
  public Tensor encode(Tensor picture, LayerObserver observer) {
    Flow flow = Flow.of(picture);
    int observed = 0;
    for (EncoderStep one : encoder) {
      flow.through(x -> one.step.apply(x, null));
      if (one.observed) {
        flow.shownTo(observer, observed);
        observed++;
      }
    }
    return flow.result();
  }

  /**
   * The decoder for one style, or for several that each hold in a region.
   *
   * @param styles for each, the statistics of its style layers
   */
  public Decoder decoder(List<List<ChannelStatistics>> styles) {
    return decoder.of(styles);
  }

  @Override
  public void close() {
    owner.close();
  }
}

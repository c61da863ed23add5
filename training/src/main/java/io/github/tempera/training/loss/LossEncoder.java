package io.github.tempera.training.loss;

import io.github.tempera.internal.description.Layer;
import io.github.tempera.internal.description.Networks;
import io.github.tempera.internal.network.Backend;
import io.github.tempera.internal.network.FirstConvolution;
import io.github.tempera.model.Weights;
import io.github.tempera.training.convolution.Convolutions;
import io.github.tempera.training.convolution.Crew;
import io.github.tempera.training.gradient.Forward;
import io.github.tempera.training.gradient.Layers;
import io.github.tempera.training.gradient.Tape;
import io.github.tempera.training.gradient.Tape.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The frozen encoder in whose space t and every loss live: the normalised VGG-19 up to relu4_1
 * (Huang &amp; Belongie 2017, section 6). Gradients go through it to the picture.
 */
public final class LossEncoder implements AutoCloseable {
  private static final List<Layer> ENCODER = Networks.VGG19_ENCODER;

  private final Layers layers;
  private final Backend backend;

  /**
   * The encoder of these weights.
   *
   * @param weights the encoder's tensors, {@code encoder.conv0.weight} to {@code
   *     encoder.conv4_1.bias}
   */
  public LossEncoder(Map<String, Weights> weights, Backend backend) {
    this(weights, backend, null);
  }

  /**
   * The same, for a thread whose work a crew shares.
   *
   * @param crew null for none
   */
  public LossEncoder(Map<String, Weights> weights, Backend backend, @Nullable Crew crew) {
    this.backend = backend;
    this.layers = new Layers(Convolutions.of(backend, crew));
    try (PointerScope scope = new PointerScope()) {
      Function<String, Tensor> tensors =
          FirstConvolution.withPreparation(ENCODER, name -> tensor(weights, name));
      for (Layer layer : ENCODER) {
        if (!layer.preparesPicture()) {
          layers.add(layer, tensors);
        }
      }
    }
  }

  private Tensor tensor(Map<String, Weights> weights, String name) {
    Weights found = weights.get(name);
    if (found == null) {
      throw new IllegalArgumentException("no tensor " + name);
    }
    return backend.float32(found.values(), found.shape());
  }

  /**
   * relu1_1, relu2_1, relu3_1 and relu4_1 of pictures [N, 3, h, w] with values in [0, 1]; relu4_1
   * is [N, 512, h / 8, w / 8].
   */
  public List<Node> features(Tape tape, Node pictures) {
    List<Node> observed = new ArrayList<>();
    Forward forward = new Forward(tape, layers);
    Node x = pictures;
    for (Layer layer : ENCODER) {
      if (!layer.preparesPicture()) {
        x = forward.through(layer, x);
        if (layer.observed()) {
          observed.add(x);
        }
      }
    }
    return observed;
  }

  /** What the encoder has to say of pictures that need no gradient. */
  public Frozen frozen(Tensor pictures) {
    Tensor kept;
    List<Tensor> moments = new ArrayList<>();
    try (Tape tape = new Tape()) {
      List<Node> features = features(tape, tape.constant(pictures));
      for (Node layer : features) {
        Tensor layerMoments = Moments.of(layer.value(), true);
        layerMoments.retainReference();
        moments.add(layerMoments);
      }
      kept = Moments.normalized(features.get(3).value(), moments.get(3));
      kept.retainReference();
    }
    attach(kept);
    moments.forEach(LossEncoder::attach);
    return new Frozen(kept, List.copyOf(moments));
  }

  private static void attach(Tensor tensor) {
    PointerScope outer = PointerScope.getInnerScope();
    if (outer != null) {
      outer.attach(tensor);
      tensor.releaseReference();
    }
  }

  /**
   * What the encoder says of some pictures.
   *
   * @param normalized relu4_1 without its mean and standard deviation [N, 512, h / 8, w / 8]
   * @param moments means, then standard deviations of the four layers [N, 2 C]
   */
  public record Frozen(Tensor normalized, List<Tensor> moments) {}

  @Override
  public void close() {
    layers.close();
  }
}

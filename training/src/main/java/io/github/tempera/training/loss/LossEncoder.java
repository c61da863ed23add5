package io.github.tempera.training.loss;

import static org.bytedeco.pytorch.global.torch.max_pool2d;

import io.github.tempera.Precision;
import io.github.tempera.internal.network.Backend;
import io.github.tempera.model.Weights;
import io.github.tempera.training.convolution.Crew;
import io.github.tempera.training.gradient.Layers;
import io.github.tempera.training.gradient.Tape;
import io.github.tempera.training.gradient.Tape.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The frozen encoder in whose space t and every loss live: the normalised VGG-19 up to relu4_1
 * (Huang &amp; Belongie 2017, section 6). Gradients go through it to the picture.
 */
public final class LossEncoder implements AutoCloseable {
  /** The convolutions, in groups that a pooling separates. */
  private static final List<List<String>> GROUPS =
      List.of(
          List.of("conv1_1", "conv1_2"),
          List.of("conv2_1", "conv2_2"),
          List.of("conv3_1", "conv3_2", "conv3_3", "conv3_4"),
          List.of("conv4_1"));

  private final Layers layers;
  private final Backend backend;

  /**
   * The encoder of these weights.
   *
   * @param weights the encoder's tensors, {@code encoder.conv0.weight} to {@code
   *     encoder.conv4_1.bias}
   */
  public LossEncoder(
      Map<String, Weights> weights, Backend backend, Precision precision, boolean cuda) {
    this(weights, backend, precision, cuda, null);
  }

  /**
   * The same, for a thread whose work a crew shares.
   *
   * @param crew null for none
   */
  public LossEncoder(
      Map<String, Weights> weights,
      Backend backend,
      Precision precision,
      boolean cuda,
      @Nullable Crew crew) {
    this.backend = backend;
    this.layers = new Layers(backend, precision, cuda, crew);
    try (PointerScope scope = new PointerScope()) {
      Tensor color = tensor(weights, "conv0.weight").view(3, 3);
      Tensor offset = tensor(weights, "conv0.bias");
      for (List<String> group : GROUPS) {
        for (String name : group) {
          Tensor weight = tensor(weights, name + ".weight");
          Tensor bias = tensor(weights, name + ".bias");
          if (name.equals("conv1_1")) { // conv0 goes into it: reflection padding commutes with it
            bias = bias.add(weight.sum(2, 3).matmul(offset));
            weight = weight.permute(0, 2, 3, 1).matmul(color).permute(0, 3, 1, 2);
          }
          layers.add(name, weight, bias, 1);
        }
      }
    }
  }

  private Tensor tensor(Map<String, Weights> weights, String name) {
    Weights found = weights.get("encoder." + name);
    if (found == null) {
      throw new IllegalArgumentException("no tensor encoder." + name);
    }
    return backend.float32(found.values(), found.shape());
  }

  /**
   * relu1_1, relu2_1, relu3_1 and relu4_1 of pictures [N, 3, h, w] with values in [0, 1]; relu4_1
   * is [N, 512, h / 8, w / 8].
   */
  public List<Node> features(Tape tape, Node pictures) {
    List<Node> observed = new ArrayList<>();
    Node x = pictures;
    for (List<String> group : GROUPS) {
      if (!observed.isEmpty()) {
        x = tape.apply(map -> max_pool2d(map, 2, 2), x);
      }
      for (String name : group) {
        x = tape.relu(layers, name, x);
        if (name.endsWith("_1")) {
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

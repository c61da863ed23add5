package io.github.tempera.training.gradient;

import static org.bytedeco.pytorch.global.torch.max_pool2d;

import io.github.tempera.internal.description.Layer;
import io.github.tempera.internal.description.Layer.Convolution;
import io.github.tempera.internal.description.Layer.Kind;
import io.github.tempera.training.gradient.Tape.Node;
import java.util.function.Function;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The way of maps through a network's layers, on a tape. Where styles modulate, a convolution's
 * output y becomes M(y) = y · (1 + A z) + B z.
 *
 * @param z the styles' numbers [N, numbers]; null if they modulate nothing
 * @param activation what is done in place of ReLU; null for ReLU
 */
public record Forward(
    Tape tape, Layers layers, @Nullable Node z, @Nullable Function<Tensor, Tensor> activation) {

  /** Through layers that no style modulates. */
  public Forward(Tape tape, Layers layers) {
    this(tape, layers, null, null);
  }

  /** Through all of these, in order. */
  public Node through(Iterable<Layer> all, Node x) {
    Node y = x;
    for (Layer layer : all) {
      y = through(layer, y);
    }
    return y;
  }

  /** Through one, [N, in, h, w] to [N, out, h', w']. */
  public Node through(Layer layer, Node x) {
    return switch (layer.kind()) {
      case CENTRE -> tape.apply(picture -> picture.sub(new Scalar(0.5)).mul(new Scalar(4)), x);
      case COLOUR ->
          throw new IllegalArgumentException("It learns nothing and goes into what follows it");
      case POOL -> tape.apply(map -> max_pool2d(map, 2, 2), x);
      case CONVOLUTION, DOWN, UP ->
          convolution(layer, layer.convolutions().get(0), x, layer.relu());
      case BLOCK -> {
        Node y = convolution(layer, layer.convolutions().get(0), x, true);
        y = convolution(layer, layer.convolutions().get(1), y, false);
        yield tape.combine(maps -> maps[0].add(maps[1]), y, x);
      }
    };
  }

  private Node convolution(Layer layer, Convolution one, Node x, boolean relu) {
    String name = one.name();
    boolean up = layer.kind() == Kind.UP;
    if (relu && !layer.modulated() && activation == null) {
      return up ? tape.upsampledRelu(layers, name, x) : tape.relu(layers, name, x);
    }
    Node y = up ? tape.upsampled(layers, name, x) : tape.convolution(layers, name, x);
    if (layer.modulated() && z != null) {
      return modulated(one, y, z, relu);
    }
    return relu && activation != null ? tape.apply(activation, y) : y;
  }

  private Node modulated(Convolution one, Node y, Node by, boolean relu) {
    return tape.combine(
        in -> {
          Tensor scaleAndShift = in[1].matmul(in[2].t()); // [n, 2 out]
          long out = in[0].size(1);
          Tensor scale = typed(scaleAndShift.narrow(1, 0, out).add(new Scalar(1)), in[0]);
          Tensor shift = typed(scaleAndShift.narrow(1, out, out), in[0]);
          Tensor modulated = in[0].mul(scale).add(shift);
          return relu ? modulated.relu() : modulated;
        },
        y,
        by,
        tape.parameter(layers, one.modulation()));
  }

  /** One number a channel [n, out], to be combined with a map [n, out, h, w] of its number type. */
  private static Tensor typed(Tensor numbers, Tensor map) {
    return numbers.to(map.scalar_type()).view(-1, map.size(1), 1, 1);
  }
}

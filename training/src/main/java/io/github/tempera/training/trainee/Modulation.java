package io.github.tempera.training.trainee;

import io.github.tempera.model.Weights;
import io.github.tempera.training.gradient.Layers;
import io.github.tempera.training.gradient.Parameters;
import io.github.tempera.training.gradient.Tape;
import io.github.tempera.training.gradient.Tape.Node;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Layers of a decoder that styles modulate: a convolution's output y becomes M(y) = y · (1 + A z) +
 * B z.
 *
 * @param z the styles' statistics [N, numbers]
 */
record Modulation(Tape tape, Layers layers, Node z) {
  /** Adds a modulation that does nothing yet to all of the decoder's convolutions but the last. */
  static void initial(Map<String, Weights> weights, int statistics) {
    TreeMap<String, Weights> modulations = new TreeMap<>();
    weights.forEach(
        (name, bias) -> {
          if (name.startsWith("decoder.") && name.endsWith(".bias") && !name.contains(".out.")) {
            int rows = 2 * bias.values().length;
            modulations.put(
                name.replace(".bias", ".modulation"),
                new Weights(new long[] {rows, statistics}, new float[rows * statistics]));
          }
        });
    weights.putAll(modulations);
  }

  /** Adds convolutions and modulations as the parameters stand now. */
  static Layers layers(Parameters parameters, Layers layers) {
    for (String name : parameters.names()) {
      if (name.endsWith(".weight")) {
        String layer = name.substring(0, name.length() - ".weight".length());
        Tensor weight = parameters.get(name);
        Tensor bias = parameters.get(layer + ".bias");
        if (layer.contains(".up")) {
          layers.addUpsampling(layer, weight, bias);
        } else {
          layers.add(layer, weight, bias, layer.contains(".down") ? 2 : 1);
        }
      } else if (!name.endsWith(".bias")) {
        layers.add(name, parameters.get(name));
      }
    }
    return layers;
  }

  /** x + M(conv2(ReLU(M(conv1(x))))). */
  Node block(String name, Node x) {
    Node y = relu(name + ".conv1", x);
    y = modulated(name + ".conv2", tape.convolution(layers, name + ".conv2", y), false);
    return tape.combine(maps -> maps[0].add(maps[1]), y, x);
  }

  /** ReLU(M(conv(x))). */
  Node relu(String name, Node x) {
    return modulated(name, tape.convolution(layers, name, x), true);
  }

  /** M(conv(x)) of the map at twice its size. */
  Node upsampled(String name, Node x) {
    return modulated(name, tape.upsampled(layers, name, x), false);
  }

  /** ReLU(M(conv(x))) of the map at twice its size. */
  Node upsampledRelu(String name, Node x) {
    return modulated(name, tape.upsampled(layers, name, x), true);
  }

  private Node modulated(String name, Node y, boolean relu) {
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
        z,
        tape.parameter(layers, name + ".modulation"));
  }

  /** One number a channel [n, out], to be combined with a map [n, out, h, w] of its number type. */
  private static Tensor typed(Tensor numbers, Tensor map) {
    return numbers.to(map.scalar_type()).view(-1, map.size(1), 1, 1);
  }
}

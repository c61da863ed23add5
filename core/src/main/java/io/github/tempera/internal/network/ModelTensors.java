package io.github.tempera.internal.network;

import io.github.tempera.TemperaException;
import io.github.tempera.model.Model;
import io.github.tempera.model.Weights;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;

/** A model's weights as float32 tensors, their shapes checked. */
final class ModelTensors {
  private final Model model;
  private final Backend backend;

  ModelTensors(Model model, Backend backend) {
    this.model = model;
    this.backend = backend;
  }

  /** [out, in, 3, 3] */
  Tensor weight(ConvolutionShape shape) {
    return tensor(shape.name() + ".weight", shape.out(), shape.in(), 3, 3);
  }

  /** [out] */
  Tensor bias(ConvolutionShape shape) {
    return tensor(shape.name() + ".bias", shape.out());
  }

  Tensor tensor(String name, long... shape) {
    Weights weights = model.weights().get(name);
    if (weights == null) {
      throw new TemperaException(
          "Model " + model.card().name() + " lacks the tensor " + name + "; import it anew.");
    }
    if (!Arrays.equals(weights.shape(), shape)) {
      throw new TemperaException(
          String.format(
              "In model %s, %s has shape %s where %s is needed.",
              model.card().name(), name, Arrays.toString(weights.shape()), Arrays.toString(shape)));
    }
    return backend.float32(weights.values(), shape);
  }
}

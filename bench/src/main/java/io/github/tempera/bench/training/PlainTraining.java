package io.github.tempera.bench.training;

import static org.bytedeco.pytorch.global.torch.conv2d;
import static org.bytedeco.pytorch.global.torch.max_pool2d;
import static org.bytedeco.pytorch.global.torch.mse_loss;
import static org.bytedeco.pytorch.global.torch.reflection_pad2d;
import static org.bytedeco.pytorch.global.torch.upsample_nearest2d;

import io.github.tempera.Device;
import io.github.tempera.Precision;
import io.github.tempera.bench.Workload;
import io.github.tempera.internal.description.RandomWeights;
import io.github.tempera.internal.network.Backend;
import io.github.tempera.internal.network.Scopes;
import io.github.tempera.model.Architecture;
import io.github.tempera.model.Model;
import io.github.tempera.model.Weights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The baseline: an iteration of the paper's training, operation by operation, as its reference
 * implementations write it down. Float32, channels first, the library's autograd and Adam, nothing
 * folded, nothing kept.
 */
final class PlainTraining implements TrainWorkload {
  private static final List<String> ENCODER =
      List.of(
          "conv1_1", "conv1_2", "pool", "conv2_1", "conv2_2", "pool", "conv3_1", "conv3_2",
          "conv3_3", "conv3_4", "pool", "conv4_1");
  private static final List<String> DECODER =
      List.of(
          "conv4_1", "up", "conv3_4", "conv3_3", "conv3_2", "conv3_1", "up", "conv2_2", "conv2_1",
          "up", "conv1_2", "conv1_1");
  private static final long[] ONE = {1, 1};
  private static final long[] ZERO = {0, 0};

  private final Scopes.Owner owner = new Scopes.Owner();
  private final Map<String, Tensor> weights = new HashMap<>();
  private final Tensor content;
  private final Tensor style;
  private final Adam adam;

  PlainTraining(int batch, int crop) {
    Backend backend = Backend.of(Precision.FLOAT32, Device.CPU);
    try (PointerScope scope = new PointerScope()) {
      TensorVector learned = new TensorVector();
      Model random = RandomWeights.model(Architecture.VGG19, Workload.SEED);
      for (Map.Entry<String, Weights> entry : random.weights().entrySet()) {
        String name = entry.getKey();
        Tensor tensor =
            owner.own(backend.float32(entry.getValue().values(), entry.getValue().shape()));
        if (name.startsWith("decoder.")) {
          tensor.requires_grad_(true);
          learned.push_back(tensor);
        }
        weights.put(name, tensor);
      }
      adam = owner.own(new Adam(learned, new AdamOptions(1e-4)));
      content = owner.own(torch.rand(batch, 3, crop, crop));
      style = owner.own(torch.rand(batch, 3, crop, crop));
    }
  }

  @Override
  public void iterate() {
    try (PointerScope scope = new PointerScope()) {
      Tensor t;
      List<Tensor> wanted;
      try (NoGradGuard guard = new NoGradGuard()) {
        wanted = encode(style);
        t = adain(encode(content).get(3), wanted.get(3));
      }
      List<Tensor> features = encode(decode(t));
      Tensor total = mse_loss(features.get(3), t);
      for (int layer = 0; layer < 4; layer++) {
        Tensor means = mse_loss(mean(features.get(layer)), mean(wanted.get(layer)));
        Tensor deviations = mse_loss(deviation(features.get(layer)), deviation(wanted.get(layer)));
        total = total.add(means.add(deviations), new Scalar(10));
      }
      adam.zero_grad();
      total.backward();
      adam.step();
    }
  }

  /** relu1_1, relu2_1, relu3_1 and relu4_1. */
  private List<Tensor> encode(Tensor pictures) {
    List<Tensor> observed = new ArrayList<>();
    Tensor x = conv2d(pictures, weight("encoder.conv0"), bias("encoder.conv0"), ONE, ZERO, ONE, 1);
    for (String layer : ENCODER) {
      x = layer.equals("pool") ? max_pool2d(x, 2, 2) : convolution(x, "encoder." + layer).relu();
      if (layer.endsWith("_1")) {
        observed.add(x);
      }
    }
    return observed;
  }

  private Tensor decode(Tensor t) {
    Tensor x = t;
    for (String layer : DECODER) {
      if (layer.equals("up")) {
        x = upsample_nearest2d(x, 2 * x.size(2), 2 * x.size(3));
      } else {
        Tensor y = convolution(x, "decoder." + layer);
        x = layer.equals("conv1_1") ? y : y.relu();
      }
    }
    return x;
  }

  private Tensor convolution(Tensor x, String layer) {
    return conv2d(reflection_pad2d(x, 1, 1, 1, 1), weight(layer), bias(layer), ONE, ZERO, ONE, 1);
  }

  private Tensor weight(String layer) {
    return tensor(layer + ".weight");
  }

  private TensorOptional bias(String layer) {
    return new TensorOptional(tensor(layer + ".bias"));
  }

  private Tensor tensor(String name) {
    Tensor tensor = weights.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(name);
    }
    return tensor;
  }

  private static Tensor adain(Tensor content, Tensor style) {
    return content
        .sub(mean(content))
        .div(deviation(content))
        .mul(deviation(style))
        .add(mean(style));
  }

  private static Tensor mean(Tensor x) {
    return x.flatten(2, 3).mean(2).view(x.size(0), x.size(1), 1, 1);
  }

  private static Tensor deviation(Tensor x) {
    return x.flatten(2, 3)
        .var(new long[] {2}, true, false)
        .add(new Scalar(1e-5f))
        .sqrt()
        .view(x.size(0), x.size(1), 1, 1);
  }

  @Override
  public double secondsWaited() {
    return 0;
  }

  @Override
  public void close() {
    owner.close();
  }
}

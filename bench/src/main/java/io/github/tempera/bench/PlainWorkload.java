package io.github.tempera.bench;

import static org.bytedeco.pytorch.global.torch.conv2d;
import static org.bytedeco.pytorch.global.torch.max_pool2d;
import static org.bytedeco.pytorch.global.torch.reflection_pad2d;
import static org.bytedeco.pytorch.global.torch.sqrt;
import static org.bytedeco.pytorch.global.torch.upsample_nearest2d;

import io.github.tempera.Device;
import io.github.tempera.Precision;
import io.github.tempera.image.Picture;
import io.github.tempera.internal.network.Backend;
import io.github.tempera.internal.network.Natives;
import io.github.tempera.internal.network.Scopes;
import io.github.tempera.model.Model;
import io.github.tempera.model.Weights;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;

/**
 * The baseline: the paper's network operation by operation, as its reference implementations write
 * it down. Float32, channels first, nothing folded, nothing kept.
 */
final class PlainWorkload implements Workload {
  private static final List<String> ENCODER =
      List.of(
          "conv1_1", "conv1_2", "pool", "conv2_1", "conv2_2", "pool", "conv3_1", "conv3_2",
          "conv3_3", "conv3_4", "pool", "conv4_1");
  private static final List<String> DECODER =
      List.of(
          "conv4_1", "up", "conv3_4", "conv3_3", "conv3_2", "conv3_1", "up", "conv2_2", "conv2_1",
          "up", "conv1_2");
  private static final List<String> LAST = List.of("conv1_1");
  private static final long[] ONE = {1, 1};
  private static final long[] ZERO = {0, 0};

  private final Scopes.Owner owner = new Scopes.Owner();
  private final Map<String, Tensor> weights = new HashMap<>();
  private final Map<String, TensorOptional> biases = new HashMap<>();
  private final Picture content;
  private final Picture style;
  private final Tensor features;
  private final Tensor styleFeatures;

  PlainWorkload(Model vgg19, int size) {
    content = Pictures.noise(size, 1);
    style = Pictures.noise(size, 2);
    Natives.load();
    try (PointerScope scope = new PointerScope();
        InferenceMode inference = new InferenceMode(true)) {
      for (Map.Entry<String, Weights> entry : vgg19.weights().entrySet()) {
        String name = entry.getKey();
        Tensor tensor = Tensor.create(entry.getValue().values(), entry.getValue().shape());
        if (name.endsWith(".bias")) {
          biases.put(name.replace(".bias", ""), owner.own(new TensorOptional(tensor)));
        } else {
          weights.put(name.replace(".weight", ""), owner.own(tensor));
        }
      }
      features = owner.own(encode(content));
      styleFeatures = owner.own(encode(style));
    }
  }

  private Tensor encode(Picture picture) {
    Tensor x = PlainWorkload.input(picture);
    x = conv2d(x, weight("encoder.conv0"), bias("encoder.conv0"), ONE, ZERO, ONE, 1);
    for (String layer : ENCODER) {
      x = layer.equals("pool") ? next(x, Op.POOL, "") : next(x, Op.RELU, "encoder." + layer);
    }
    return x;
  }

  private Tensor decode(Tensor f, Tensor s) {
    Tensor x = adain(f, s);
    for (String layer : DECODER) {
      x = layer.equals("up") ? next(x, Op.UP, "") : next(x, Op.RELU, "decoder." + layer);
    }
    return next(x, Op.CONVOLUTION, "decoder.conv1_1");
  }

  private enum Op {
    POOL,
    UP,
    RELU,
    CONVOLUTION
  }

  private Tensor next(Tensor x, Op op, String layer) {
    return Scopes.scoped(
        () ->
            switch (op) {
              case POOL -> max_pool2d(x, 2, 2);
              case UP -> upsample_nearest2d(x, 2 * x.size(2), 2 * x.size(3));
              case RELU -> convolution(x, layer).relu();
              case CONVOLUTION -> convolution(x, layer);
            });
  }

  private Tensor convolution(Tensor x, String layer) {
    return conv2d(reflection_pad2d(x, 1, 1, 1, 1), weight(layer), bias(layer), ONE, ZERO, ONE, 1);
  }

  private Tensor weight(String layer) {
    Tensor weight = weights.get(layer);
    if (weight == null) {
      throw new IllegalArgumentException(layer);
    }
    return weight;
  }

  private TensorOptional bias(String layer) {
    TensorOptional bias = biases.get(layer);
    if (bias == null) {
      throw new IllegalArgumentException(layer);
    }
    return bias;
  }

  private static Tensor adain(Tensor content, Tensor style) {
    long[] shape = {1, content.size(1), 1, 1};
    Tensor contentCells = content.flatten(2, 3);
    Tensor styleCells = style.flatten(2, 3);
    Tensor mean = contentCells.mean(2).reshape(shape);
    Tensor styleMean = styleCells.mean(2).reshape(shape);
    Tensor deviation = deviation(contentCells).reshape(shape);
    Tensor styleDeviation = deviation(styleCells).reshape(shape);
    return content.sub(mean).div(deviation).mul(styleDeviation).add(styleMean);
  }

  private static Tensor deviation(Tensor cells) {
    return sqrt(cells.var(new long[] {2}, true, false).add(new Scalar(1e-5f)));
  }

  private static Tensor input(Picture picture) {
    return Scopes.scoped(
        () ->
            Backend.of(Precision.FLOAT32, Device.CPU)
                .picture(picture.rgb(), picture.width(), picture.height())
                .contiguous());
  }

  @Override
  public void run(Stage stage) {
    try (PointerScope scope = new PointerScope();
        InferenceMode inference = new InferenceMode(true)) {
      switch (stage) {
        case CONTENT_ENCODE -> encode(content);
        case STYLE_ENCODE -> encode(style);
        case DECODE -> decode(features, styleFeatures);
        case WHOLE -> Backend.bytes(decode(encode(content), encode(style)));
        case WITH_ENCODED_STYLE -> Backend.bytes(decode(encode(content), styleFeatures));
      }
    }
  }

  @Override
  public double operations(Stage stage) {
    double pixels = (double) content.width() * content.height();
    double decoder = operations("decoder.", DECODER, 8) + operations("decoder.", LAST, 1);
    return pixels * stage.operations(operations("encoder.", ENCODER, 1), decoder);
  }

  /** For one pixel of the picture; a multiplication and an addition are two operations. */
  private double operations(String part, List<String> layers, double firstScale) {
    double scale = firstScale;
    double operations = 0;
    for (String layer : layers) {
      switch (layer) {
        case "pool" -> scale *= 2;
        case "up" -> scale /= 2;
        default -> operations += 2.0 * weight(part + layer).numel() / (scale * scale);
      }
    }
    return operations;
  }

  @Override
  public void close() {
    owner.close();
  }
}

package io.github.tempera.training.trainee;

import io.github.tempera.Precision;
import io.github.tempera.internal.network.Backend;
import io.github.tempera.model.Model;
import io.github.tempera.model.ModelCard;
import io.github.tempera.model.Weights;
import io.github.tempera.training.gradient.Layers;
import io.github.tempera.training.gradient.Parameters;
import io.github.tempera.training.gradient.Tape;
import io.github.tempera.training.gradient.Tape.Node;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The decoder g of the paper's network, which mirrors the encoder (Huang &amp; Belongie 2017,
 * section 6); the encoder stays as it is.
 */
public final class Vgg19Trainee implements Trainee {
  private record Layer(String name, int in, int out, boolean upsampled) {}

  private static final List<Layer> DECODER =
      List.of(
          new Layer("decoder.conv4_1", 512, 256, false),
          new Layer("decoder.conv3_4", 256, 256, true),
          new Layer("decoder.conv3_3", 256, 256, false),
          new Layer("decoder.conv3_2", 256, 256, false),
          new Layer("decoder.conv3_1", 256, 128, false),
          new Layer("decoder.conv2_2", 128, 128, true),
          new Layer("decoder.conv2_1", 128, 64, false),
          new Layer("decoder.conv1_2", 64, 64, true),
          new Layer("decoder.conv1_1", 64, 3, false));

  private final Map<String, Weights> encoder;
  private final Parameters parameters;
  private final Backend backend;
  private final Precision precision;
  private final boolean cuda;
  private final Normalization normalization;

  /**
   * A decoder that starts from these weights.
   *
   * @param encoder the frozen encoder's tensors
   * @param decoder initial weights of the decoder
   */
  public Vgg19Trainee(
      Map<String, Weights> encoder,
      SortedMap<String, Weights> decoder,
      Backend backend,
      Precision precision,
      boolean cuda,
      Normalization normalization) {
    this.encoder = encoder;
    this.parameters = new Parameters(decoder, backend);
    this.backend = backend;
    this.precision = precision;
    this.cuda = cuda;
    this.normalization = normalization;
  }

  /** Random weights of a decoder that keep activations alive, by seed. */
  public static SortedMap<String, Weights> initial(long seed) {
    Random random = new Random(seed);
    TreeMap<String, Weights> weights = new TreeMap<>();
    for (Layer layer : DECODER) {
      boolean last = layer.out == 3;
      Initial.convolution(
          weights, layer.name, layer.in, layer.out, last ? 0.1 : 1, last ? 0.5f : 0, random);
    }
    return weights;
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public Layers layers() {
    Layers layers = new Layers(backend, precision, cuda);
    for (Layer layer : DECODER) {
      Tensor weight = parameters.get(layer.name + ".weight");
      Tensor bias = parameters.get(layer.name + ".bias");
      if (layer.upsampled) {
        layers.addUpsampling(layer.name, weight, bias);
      } else {
        layers.add(layer.name, weight, bias, 1);
      }
    }
    return layers;
  }

  @Override
  public int cell() {
    return 8;
  }

  @Override
  public Node paint(Tape tape, Layers layers, Pairs pairs) {
    Node x = tape.constant(pairs.t());
    for (Layer layer : DECODER) {
      if (layer.out == 3) {
        x = tape.convolution(layers, layer.name, x);
      } else if (normalization == Normalization.NONE) {
        x =
            layer.upsampled
                ? tape.upsampledRelu(layers, layer.name, x)
                : tape.relu(layers, layer.name, x);
      } else {
        x =
            tape.apply(
                this::normalized,
                layer.upsampled
                    ? tape.upsampled(layers, layer.name, x)
                    : tape.convolution(layers, layer.name, x));
      }
    }
    return x;
  }

  private Tensor normalized(Tensor x) {
    long[] over = normalization == Normalization.BATCH ? new long[] {0, 2, 3} : new long[] {2, 3};
    Tensor exact = x.to(ScalarType.Float);
    Tensor centred = exact.sub(mean(exact, over));
    return centred
        .div(mean(centred.square(), over).add(new Scalar(1e-5)).sqrt())
        .relu()
        .to(x.scalar_type());
  }

  private static Tensor mean(Tensor x, long[] over) {
    return x.mean(over, true, new org.bytedeco.pytorch.ScalarTypeOptional());
  }

  @Override
  public Model model(Tensor values, ModelCard card) {
    TreeMap<String, Weights> all = new TreeMap<>(encoder);
    all.putAll(parameters.weights(values));
    return new Model(card, all);
  }

  @Override
  public void close() {
    parameters.close();
  }
}

package io.github.tempera.internal.network;

import static org.bytedeco.pytorch.global.torch.max_pool2d;

import io.github.tempera.model.Architecture;
import io.github.tempera.model.Model;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * VGG-19 up to relu4_1 (Huang &amp; Belongie 2017, section 5) with the paper's decoder or a
 * modulated one.
 */
final class Vgg19Network implements Network {
  private static final List<ConvolutionShape> ENCODER =
      List.of(
          new ConvolutionShape("encoder.conv1_1", 3, 64, 1, 1),
          new ConvolutionShape("encoder.conv1_2", 64, 64, 1, 1),
          new ConvolutionShape("encoder.conv2_1", 64, 128, 2, 1),
          new ConvolutionShape("encoder.conv2_2", 128, 128, 2, 1),
          new ConvolutionShape("encoder.conv3_1", 128, 256, 4, 1),
          new ConvolutionShape("encoder.conv3_2", 256, 256, 4, 1),
          new ConvolutionShape("encoder.conv3_3", 256, 256, 4, 1),
          new ConvolutionShape("encoder.conv3_4", 256, 256, 4, 1),
          new ConvolutionShape("encoder.conv4_1", 256, 512, 8, 1));

  private final Backend backend;
  private final Scopes.Owner owner = new Scopes.Owner();
  private final Map<String, Convolution> layers = new HashMap<>();
  private final StyledDecoders decoder;

  Vgg19Network(Model model, Backend backend) {
    this.backend = backend;
    try (PointerScope scope = new PointerScope()) {
      ModelTensors weights = new ModelTensors(model, backend);
      for (ConvolutionShape shape : ENCODER) {
        Tensor weight = weights.weight(shape);
        Tensor bias = weights.bias(shape);
        if (shape.equals(ENCODER.get(0))) {
          bias = bias.add(colourBias(weights, weight));
          weight = colourWeight(weights, weight);
        }
        layers.put(shape.name(), Convolution.of(weight, bias, 1, backend, owner));
      }
      decoder =
          model.card().network() == Architecture.VGG19_MODULATED
              ? modulated(model, weights)
              : new MirrorDecoder(weights, backend, owner);
    }
  }

  private StyledDecoders modulated(Model model, ModelTensors weights) {
    int w = (int) model.get("decoder.out.weight").shape()[1];
    long numbers = model.get("decoder.projection").shape()[0];
    long statistics = 2L * IntStream.of(channels()).sum();
    Tensor projection = weights.tensor("decoder.projection", numbers, statistics);
    return new ModulatedDecoder(
        ModulatedShapes.vgg19(w), numbers, projection, weights, backend, owner);
  }

  /** The 1x1 colour layer conv0 goes into conv1_1: reflection padding commutes with it. */
  private static Tensor colourWeight(ModelTensors weights, Tensor conv11) {
    Tensor colour = weights.tensor("encoder.conv0.weight", 3, 3, 1, 1).reshape(3, 3);
    return torch // [64, 3, 3, 3]: over conv0's outputs, for each of its inputs
        .matmul(conv11.permute(0, 2, 3, 1), colour)
        .permute(0, 3, 1, 2);
  }

  private static Tensor colourBias(ModelTensors weights, Tensor conv11) {
    Tensor colour = weights.tensor("encoder.conv0.bias", 3);
    return conv11.sum(2, 3).matmul(colour);
  }

  private Tensor relu(String name, Tensor x) {
    return layer(name).relu(x);
  }

  private Convolution layer(String name) {
    Convolution layer = layers.get(name);
    if (layer == null) {
      throw new IllegalArgumentException(name);
    }
    return layer;
  }

  @Override
  public Tensor encode(Tensor picture, LayerObserver observer) {
    return Flow.of(picture)
        .through(x -> relu("encoder.conv1_1", x))
        .shownTo(observer, 0)
        .through(x -> relu("encoder.conv1_2", x))
        .through(Vgg19Network::pool)
        .through(x -> relu("encoder.conv2_1", x))
        .shownTo(observer, 1)
        .through(x -> relu("encoder.conv2_2", x))
        .through(Vgg19Network::pool)
        .through(x -> relu("encoder.conv3_1", x))
        .shownTo(observer, 2)
        .through(x -> relu("encoder.conv3_2", x))
        .through(x -> relu("encoder.conv3_3", x))
        .through(x -> relu("encoder.conv3_4", x))
        .through(Vgg19Network::pool)
        .through(x -> relu("encoder.conv4_1", x))
        .shownTo(observer, 3)
        .result();
  }

  private static Tensor pool(Tensor x) {
    return max_pool2d(x, 2, 2);
  }

  @Override
  public Decoder decoder(List<List<ChannelStatistics>> styles) {
    return decoder.of(styles);
  }

  @Override
  public Backend backend() {
    return backend;
  }

  @Override
  public Geometry geometry() {
    return new Geometry(
        8, ConvolutionShape.reach(ENCODER), ConvolutionShape.reach(decoder.shapes()));
  }

  @Override
  public int[] channels() {
    return new int[] {64, 128, 256, 512};
  }

  @Override
  public int firstStyleLayer() {
    return decoder.firstStyleLayer();
  }

  @Override
  public boolean unbiasedVariance() {
    return true;
  }

  @Override
  public double encoderOperations() {
    return ConvolutionShape.operationsPerPixel(ENCODER);
  }

  @Override
  public double decoderOperations() {
    return ConvolutionShape.operationsPerPixel(decoder.shapes());
  }

  @Override
  public void close() {
    owner.close();
  }
}

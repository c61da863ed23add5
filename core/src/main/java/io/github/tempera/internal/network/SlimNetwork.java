package io.github.tempera.internal.network;

import io.github.tempera.model.Model;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** The slim network: AdaIN at a quarter of the resolution between residual blocks. */
final class SlimNetwork implements Network {
  private final SlimShapes shapes;
  private final Backend backend;
  private final Scopes.Owner owner = new Scopes.Owner();
  private final Convolution conv1;
  private final Convolution down1;
  private final Convolution down2;
  private final Block block1;
  private final Block block2;
  private final ModulatedDecoder decoder;

  SlimNetwork(Model model, Backend backend) {
    this.backend = backend;
    shapes = new SlimShapes((int) model.get("encoder.conv1.weight").shape()[0]);
    try (PointerScope scope = new PointerScope()) {
      ModelTensors weights = new ModelTensors(model, backend);
      conv1 = centred(weights);
      down1 = convolution(weights, shapes.down1());
      down2 = convolution(weights, shapes.down2());
      block1 = block(weights, 1);
      block2 = block(weights, 2);
      decoder =
          new ModulatedDecoder(
              ModulatedShapes.slim(shapes.w()),
              shapes.styleNumbers(),
              null,
              weights,
              backend,
              owner);
    }
  }

  /** The network reads (x - 0.5) * 4: that goes into the first convolution. */
  private Convolution centred(ModelTensors weights) {
    Tensor weight = weights.weight(shapes.conv1()).mul(new Scalar(4f));
    Tensor bias = weights.bias(shapes.conv1()).sub(weight.sum(1, 2, 3).mul(new Scalar(0.5f)));
    return Convolution.of(weight, bias, 1, backend, owner);
  }

  private Convolution convolution(ModelTensors weights, ConvolutionShape shape) {
    return Convolution.of(
        weights.weight(shape), weights.bias(shape), shape.stride(), backend, owner);
  }

  private Block block(ModelTensors weights, int block) {
    return new Block(
        convolution(weights, shapes.encoderBlock(block, 1)),
        convolution(weights, shapes.encoderBlock(block, 2)));
  }

  /** A residual block x + conv2(ReLU(conv1(x))). */
  private record Block(Convolution conv1, Convolution conv2) {
    Tensor apply(Tensor x) {
      return conv2.apply(conv1.relu(x)).add_(x);
    }
  }

  @Override
  public Tensor encode(Tensor picture, LayerObserver observer) {
    return Flow.of(picture)
        .through(conv1::relu)
        .shownTo(observer, 0)
        .through(down1::relu)
        .shownTo(observer, 1)
        .through(down2::relu)
        .through(block1::apply)
        .shownTo(observer, 2)
        .through(block2::apply)
        .shownTo(observer, 3)
        .result();
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
        4, ConvolutionShape.reach(shapes.encoder()), ConvolutionShape.reach(decoder.shapes()));
  }

  @Override
  public int[] channels() {
    return shapes.styleChannels();
  }

  @Override
  public int firstStyleLayer() {
    return decoder.firstStyleLayer();
  }

  @Override
  public boolean unbiasedVariance() {
    return false;
  }

  @Override
  public double encoderOperations() {
    return ConvolutionShape.operationsPerPixel(shapes.encoder());
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

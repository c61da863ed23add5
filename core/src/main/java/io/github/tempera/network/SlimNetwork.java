package io.github.tempera.network;

import static org.bytedeco.pytorch.global.torch.conv2d;

import io.github.tempera.model.Model;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * The slim network: AdaIN at a quarter of the resolution between residual blocks. A style also
 * modulates the decoder: six of its convolutions' outputs y become M(y) = y (1 + A z) + B z, with z
 * the style's statistics of four encoder layers and A, B learned matrices.
 *
 * <p>One style over the whole picture folds M into the weights; with regions, scale and shift are
 * mixed by the styles' shares at each place.
 */
final class SlimNetwork implements Network {
  private final SlimShapes shapes;
  private final Backend backend;
  private final Scopes.Owner owner = new Scopes.Owner();
  private final Convolution conv1;
  private final Convolution down1;
  private final Convolution down2;
  private final Block block1;
  private final Block block2;
  private final Convolution out;
  private final Modulated decoder11;
  private final Modulated decoder12;
  private final Modulated decoder21;
  private final Modulated decoder22;
  private final Modulated up1;
  private final Modulated up2;

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
      out = convolution(weights, shapes.out());
      decoder11 = modulated(weights, shapes.decoderBlock(1, 1));
      decoder12 = modulated(weights, shapes.decoderBlock(1, 2));
      decoder21 = modulated(weights, shapes.decoderBlock(2, 1));
      decoder22 = modulated(weights, shapes.decoderBlock(2, 2));
      up1 = modulated(weights, shapes.up1());
      up2 = modulated(weights, shapes.up2());
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

  private Modulated modulated(ModelTensors weights, ConvolutionShape shape) {
    return new Modulated(
        shape,
        owner.own(weights.weight(shape)),
        owner.own(weights.bias(shape)),
        owner.own(
            weights.tensor(shape.name() + ".modulation", 2L * shape.out(), shapes.styleNumbers())));
  }

  /** A residual block x + conv2(ReLU(conv1(x))). */
  private record Block(Convolution conv1, Convolution conv2) {
    Tensor apply(Tensor x) {
      return conv2.apply(conv1.relu(x)).add_(x);
    }
  }

  /** A convolution of the decoder as it was learned: weight, bias, and A above B. */
  private record Modulated(ConvolutionShape shape, Tensor weight, Tensor bias, Tensor modulation) {}

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
    try (PointerScope scope = new PointerScope()) {
      Tensor z = statistics(styles);
      Scopes.Owner styled = new Scopes.Owner();
      Styled conv11 = styled(decoder11, z, styled);
      Styled conv12 = styled(decoder12, z, styled);
      Styled conv21 = styled(decoder21, z, styled);
      Styled conv22 = styled(decoder22, z, styled);
      Styled conv1 = styled(up1, z, styled);
      Styled conv2 = styled(up2, z, styled);
      return new Decoder() {
        @Override
        public Tensor decode(Tensor t, @Nullable Regions regions) {
          return Flow.of(t)
              .through(x -> conv12.apply(conv11.relu(x, regions), regions).add_(x))
              .through(x -> conv22.apply(conv21.relu(x, regions), regions).add_(x))
              .through(x -> conv1.relu(x, regions))
              .through(x -> conv2.relu(x, regions))
              .through(out::apply)
              .result();
        }

        @Override
        public void close() {
          styled.close();
        }
      };
    }
  }

  /** [style numbers, K]: mean, then standard deviation, of each layer in turn, a column a style. */
  private Tensor statistics(List<List<ChannelStatistics>> styles) {
    int length = shapes.styleNumbers();
    float[] rows = new float[styles.size() * length];
    int next = 0;
    for (List<ChannelStatistics> style : styles) {
      for (ChannelStatistics layer : style) {
        System.arraycopy(layer.mean(), 0, rows, next, layer.channels());
        System.arraycopy(layer.deviation(), 0, rows, next + layer.channels(), layer.channels());
        next += 2 * layer.channels();
      }
    }
    return backend.float32(rows, styles.size(), length).t();
  }

  private Styled styled(Modulated learned, Tensor z, Scopes.Owner styled) {
    int channels = learned.shape.out();
    Tensor modulation = learned.modulation.matmul(z); // [2 out, K]
    Tensor scale = modulation.narrow(0, 0, channels).add(new Scalar(1f));
    Tensor shift = modulation.narrow(0, channels, channels);
    boolean folded = z.size(1) == 1;
    Tensor weight = folded ? learned.weight.mul(scale.reshape(-1, 1, 1, 1)) : learned.weight;
    Tensor bias =
        folded ? learned.bias.mul(scale.reshape(-1)).add_(shift.reshape(-1)) : learned.bias;
    Convolution convolution =
        learned.shape.scale() < 4
            ? Convolution.afterUpsampling(weight, bias, backend, styled)
            : Convolution.of(weight, bias, 1, backend, styled);
    return new Styled(
        convolution,
        learned.shape.scale(),
        styled.own(scale.reshape(channels, -1, 1, 1).contiguous()),
        styled.own(shift.reshape(channels, -1, 1, 1).contiguous()));
  }

  /** M after a convolution; scale and shift [out, K, 1, 1] count where there are regions. */
  private record Styled(Convolution convolution, int cell, Tensor scale, Tensor shift) {
    Tensor apply(Tensor x, @Nullable Regions regions) {
      if (regions == null) {
        return convolution.apply(x);
      }
      return Scopes.scoped(
          () -> {
            Tensor shares = regions.shares(cell);
            Tensor y = convolution.apply(x);
            return y.to(ScalarType.Float)
                .mul(conv2d(shares, scale))
                .add_(conv2d(shares, shift))
                .to(y.scalar_type());
          });
    }

    Tensor relu(Tensor x, @Nullable Regions regions) {
      return regions == null ? convolution.relu(x) : apply(x, regions).relu_();
    }
  }

  @Override
  public Backend backend() {
    return backend;
  }

  @Override
  public Geometry geometry() {
    return new Geometry(
        4, ConvolutionShape.reach(shapes.encoder()), ConvolutionShape.reach(shapes.decoder()));
  }

  @Override
  public int[] channels() {
    return shapes.styleChannels();
  }

  @Override
  public int firstStyleLayer() {
    return 0;
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
    return ConvolutionShape.operationsPerPixel(shapes.decoder());
  }

  @Override
  public void close() {
    owner.close();
  }
}

package io.github.tempera.internal.network;

import static org.bytedeco.pytorch.global.torch.conv2d;

import io.github.tempera.internal.network.ModulatedShapes.Kind;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * A decoder that a style also modulates: the output y of each convolution but the last becomes M(y)
 * = y (1 + A z) + B z, with z the style's statistics of four encoder layers and A, B learned
 * matrices.
 *
 * <p>One style over the whole picture folds M into the weights; with regions, scale and shift are
 * mixed by the styles' shares at each place.
 */
final class ModulatedDecoder implements StyledDecoders {
  private final ModulatedShapes shapes;
  private final Backend backend;
  private final @Nullable Tensor projection;
  private final List<Step> steps;
  private final Convolution out;

  private record Step(Kind kind, List<Learned> convolutions) {}

  /** A convolution as it was learned, and A above B. */
  private record Learned(ConvolutionShape shape, Tensor weight, Tensor bias, Tensor modulation) {}

  /**
   * @param numbers that make z
   * @param projection P [numbers, statistics], which makes z = P s of a style's statistics s; null
   *     if they are z themselves
   * @param owner of the weights
   */
  ModulatedDecoder(
      ModulatedShapes shapes,
      long numbers,
      @Nullable Tensor projection,
      ModelTensors weights,
      Backend backend,
      Scopes.Owner owner) {
    this.shapes = shapes;
    this.backend = backend;
    this.projection = projection == null ? null : owner.own(projection);
    steps =
        shapes.steps().stream()
            .map(
                step ->
                    new Step(
                        step.kind(),
                        step.convolutions().stream()
                            .map(shape -> learned(shape, numbers, weights, owner))
                            .toList()))
            .toList();
    out =
        Convolution.of(weights.weight(shapes.out()), weights.bias(shapes.out()), 1, backend, owner);
  }

  private static Learned learned(
      ConvolutionShape shape, long numbers, ModelTensors weights, Scopes.Owner owner) {
    return new Learned(
        shape,
        owner.own(weights.weight(shape)),
        owner.own(weights.bias(shape)),
        owner.own(weights.tensor(shape.name() + ".modulation", 2L * shape.out(), numbers)));
  }

  @Override
  public int firstStyleLayer() {
    return 0;
  }

  @Override
  public List<ConvolutionShape> shapes() {
    return shapes.all();
  }

  @Override
  public Decoder of(List<List<ChannelStatistics>> styles) {
    try (PointerScope scope = new PointerScope()) {
      Tensor z = statistics(styles);
      Scopes.Owner styled = new Scopes.Owner();
      List<Layer> layers = new ArrayList<>();
      for (Step step : steps) {
        boolean upsampled = step.kind == Kind.UPSAMPLED || step.kind == Kind.UPSAMPLED_RELU;
        List<Modulated> convolutions =
            step.convolutions.stream().map(one -> modulated(one, upsampled, z, styled)).toList();
        Modulated first = convolutions.get(0);
        layers.add(
            switch (step.kind) {
              case RELU, UPSAMPLED_RELU -> first::relu;
              case UPSAMPLED -> first::apply;
              case BLOCK -> {
                Modulated second = convolutions.get(1);
                yield (x, regions) -> second.apply(first.relu(x, regions), regions).add_(x);
              }
            });
      }
      return new Decoder() {
        @Override
        public Tensor decode(Tensor t, @Nullable Regions regions) {
          Flow flow = Flow.of(t);
          layers.forEach(layer -> flow.through(x -> layer.apply(x, regions)));
          return flow.through(out::apply).result();
        }

        @Override
        public void close() {
          styled.close();
        }
      };
    }
  }

  private interface Layer {
    Tensor apply(Tensor x, @Nullable Regions regions);
  }

  /** [numbers, K]: mean, then standard deviation, of each layer in turn, a column a style. */
  private Tensor statistics(List<List<ChannelStatistics>> styles) {
    int length = styles.get(0).stream().mapToInt(layer -> 2 * layer.channels()).sum();
    float[] rows = new float[styles.size() * length];
    int next = 0;
    for (List<ChannelStatistics> style : styles) {
      for (ChannelStatistics layer : style) {
        System.arraycopy(layer.mean(), 0, rows, next, layer.channels());
        System.arraycopy(layer.deviation(), 0, rows, next + layer.channels(), layer.channels());
        next += 2 * layer.channels();
      }
    }
    Tensor columns = backend.float32(rows, styles.size(), length).t();
    return projection == null ? columns : projection.matmul(columns);
  }

  private Modulated modulated(Learned learned, boolean upsampled, Tensor z, Scopes.Owner styled) {
    int channels = learned.shape.out();
    Tensor modulation = learned.modulation.matmul(z); // [2 out, K]
    Tensor scale = modulation.narrow(0, 0, channels).add(new Scalar(1f));
    Tensor shift = modulation.narrow(0, channels, channels);
    boolean folded = z.size(1) == 1;
    Tensor weight = folded ? learned.weight.mul(scale.reshape(-1, 1, 1, 1)) : learned.weight;
    Tensor bias =
        folded ? learned.bias.mul(scale.reshape(-1)).add_(shift.reshape(-1)) : learned.bias;
    Convolution convolution =
        upsampled
            ? Convolution.afterUpsampling(weight, bias, backend, styled)
            : Convolution.of(weight, bias, 1, backend, styled);
    return new Modulated(
        convolution,
        learned.shape.scale(),
        styled.own(scale.reshape(channels, -1, 1, 1).contiguous()),
        styled.own(shift.reshape(channels, -1, 1, 1).contiguous()));
  }

  /** M after a convolution; scale and shift [out, K, 1, 1] count where there are regions. */
  private record Modulated(Convolution convolution, int cell, Tensor scale, Tensor shift) {
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
}

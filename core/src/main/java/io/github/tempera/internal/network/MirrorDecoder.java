package io.github.tempera.internal.network;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The paper's decoder (Huang &amp; Belongie 2017, section 5): the encoder's mirror image, with
 * nearest-neighbour upsampling for pooling and without any normalization layer. The same for every
 * style: all a style has to say is in AdaIN's output.
 */
final class MirrorDecoder implements StyledDecoders {
  private static final List<ConvolutionShape> SHAPES =
      List.of(
          new ConvolutionShape("decoder.conv4_1", 512, 256, 8, 1),
          new ConvolutionShape("decoder.conv3_4", 256, 256, 4, 1),
          new ConvolutionShape("decoder.conv3_3", 256, 256, 4, 1),
          new ConvolutionShape("decoder.conv3_2", 256, 256, 4, 1),
          new ConvolutionShape("decoder.conv3_1", 256, 128, 4, 1),
          new ConvolutionShape("decoder.conv2_2", 128, 128, 2, 1),
          new ConvolutionShape("decoder.conv2_1", 128, 64, 2, 1),
          new ConvolutionShape("decoder.conv1_2", 64, 64, 1, 1),
          new ConvolutionShape("decoder.conv1_1", 64, 3, 1, 1));

  private static final List<String> AFTER_UPSAMPLING =
      List.of("decoder.conv3_4", "decoder.conv2_2", "decoder.conv1_2");

  private final List<Convolution> layers = new ArrayList<>();

  MirrorDecoder(ModelTensors weights, Backend backend, Scopes.Owner owner) {
    for (ConvolutionShape shape : SHAPES) {
      Tensor weight = weights.weight(shape);
      Tensor bias = weights.bias(shape);
      layers.add(
          AFTER_UPSAMPLING.contains(shape.name())
              ? Convolution.afterUpsampling(weight, bias, backend, owner)
              : Convolution.of(weight, bias, 1, backend, owner));
    }
  }

  @Override
  public Decoder of(List<List<ChannelStatistics>> styles) {
    return new Decoder() {
      @Override
      public Tensor decode(Tensor t, @Nullable Regions regions) {
        Flow flow = Flow.of(t);
        int last = layers.size() - 1;
        layers.subList(0, last).forEach(layer -> flow.through(layer::relu));
        return flow.through(layers.get(last)::apply).result();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public int firstStyleLayer() {
    return 3;
  }

  @Override
  public List<ConvolutionShape> shapes() {
    return SHAPES;
  }
}

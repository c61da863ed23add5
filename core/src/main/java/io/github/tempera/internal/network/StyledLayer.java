package io.github.tempera.internal.network;

import io.github.tempera.internal.description.Layer;
import java.util.List;
import java.util.function.Function;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * A decoder's layer, to be made ready for some styles. Where they modulate it, the output y of each
 * of its convolutions becomes M(y) = y (1 + A z) + B z, with A, B learned and z the style's
 * numbers.
 *
 * <p>One style over the whole picture folds M into the weights; with regions, scale and shift are
 * mixed by the styles' shares at each place.
 */
@FunctionalInterface
interface StyledLayer {
  /**
   * The layer for some styles.
   *
   * @param z [numbers, K], a column a style
   * @param owner of what is made for these styles alone
   */
  Step of(Tensor z, Scopes.Owner owner);

  /**
   * A layer of a model.
   *
   * @param owner of the weights
   */
  static StyledLayer of(
      Layer layer, Function<String, Tensor> tensors, Backend backend, Scopes.Owner owner) {
    if (!layer.modulated()) {
      Step same = Step.of(layer, tensors, backend, owner);
      return (z, styled) -> same;
    }
    List<Learned> learned =
        layer.convolutions().stream()
            .map(
                one ->
                    new Learned(
                        one,
                        owner.own(tensors.apply(one.weight())),
                        owner.own(tensors.apply(one.bias())),
                        owner.own(tensors.apply(one.modulation()))))
            .toList();
    return (z, styled) ->
        Step.of(
            layer, learned.stream().map(one -> one.modulated(layer, z, backend, styled)).toList());
  }

  /**
   * A convolution as it was learned.
   *
   * @param weight [out, in, 3, 3]
   * @param bias [out]
   * @param modulation A above B [2 out, numbers]
   */
  record Learned(Layer.Convolution convolution, Tensor weight, Tensor bias, Tensor modulation) {
    private Convolution modulated(Layer layer, Tensor z, Backend backend, Scopes.Owner styled) {
      int channels = convolution.out();
      Tensor both = modulation.matmul(z); // [2 out, K]
      Tensor scale = both.narrow(0, 0, channels).add(new Scalar(1f));
      Tensor shift = both.narrow(0, channels, channels);
      if (z.size(1) == 1) {
        return new Convolution(
            layer,
            convolution.stride(),
            weight.mul(scale.reshape(-1, 1, 1, 1)),
            bias.mul(scale.reshape(-1)).add_(shift.reshape(-1)),
            null,
            backend,
            styled);
      }
      return new Convolution(
          layer,
          convolution.stride(),
          weight,
          bias,
          new Convolution.Modulation(
              styled.own(scale.reshape(channels, -1, 1, 1).contiguous()),
              styled.own(shift.reshape(channels, -1, 1, 1).contiguous()),
              convolution.scale() * convolution.stride()),
          backend,
          styled);
    }
  }
}

package io.github.tempera.internal.network;

import static org.bytedeco.pytorch.global.torch.matmul;

import io.github.tempera.internal.description.Layer;
import io.github.tempera.internal.description.Layer.Kind;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * The first convolution of an encoder, with what prepares the picture before it in its weights:
 * reflection padding commutes with that.
 *
 * @param weight [out, 3, 3, 3] float32
 * @param bias [out] float32
 */
public record FirstConvolution(Tensor weight, Tensor bias) {
  /**
   * The tensors of an encoder that computes none of the layers that prepare the picture.
   *
   * @param tensors of the encoder as it is, by name
   * @return by the same names
   */
  public static Function<String, Tensor> withPreparation(
      List<Layer> encoder, Function<String, Tensor> tensors) {
    int at = 0;
    while (encoder.get(at).preparesPicture()) {
      at++;
    }
    if (encoder.get(at).convolutions().size() != 1) {
      throw new IllegalArgumentException("An encoder begins with a convolution");
    }
    Layer.Convolution first = encoder.get(at).convolutions().get(0);
    FirstConvolution whole =
        new FirstConvolution(tensors.apply(first.weight()), tensors.apply(first.bias()));
    while (--at >= 0) {
      whole = whole.after(encoder.get(at), tensors);
    }
    Map<String, Tensor> others = Map.of(first.weight(), whole.weight, first.bias(), whole.bias);
    return name -> {
      Tensor other = others.get(name);
      return other == null ? tensors.apply(name) : other;
    };
  }

  private FirstConvolution after(Layer layer, Function<String, Tensor> tensors) {
    if (layer.kind() == Kind.CENTRE) {
      Tensor larger = weight.mul(new Scalar(4f));
      return new FirstConvolution(larger, bias.sub(larger.sum(1, 2, 3).mul(new Scalar(0.5f))));
    }
    Layer.Convolution colour = layer.convolutions().get(0);
    Tensor matrix = tensors.apply(colour.weight()).reshape(3, 3);
    return new FirstConvolution(
        matmul(weight.permute(0, 2, 3, 1), matrix).permute(0, 3, 1, 2),
        bias.add(weight.sum(2, 3).matmul(tensors.apply(colour.bias()))));
  }
}

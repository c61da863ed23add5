package io.github.tempera.internal.network;

import io.github.tempera.Device;
import io.github.tempera.Precision;
import io.github.tempera.model.Model;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * An encoder f and a decoder g, to be joined by {@link Adain}: T(c, s) = g(AdaIN(f(c), f(s))).
 *
 * <p>Safe for use by several threads until it is closed; closing frees its weights.
 */
public interface Network extends AutoCloseable {
  /** Makes the network of a model ready on a device. */
  static Network of(Model model, Precision precision, Device device) {
    Backend backend = Backend.of(precision, device);
    return switch (model.card().network()) {
      case SLIM -> new SlimNetwork(model, backend);
      case VGG19, VGG19_MODULATED -> new Vgg19Network(model, backend);
    };
  }

  /** Number type and device of its tensors. */
  Backend backend();

  /** How far it sees. */
  Geometry geometry();

  /** The channels of the four observed layers of the encoder, the last being f's. */
  int[] channels();

  /** The first of the layers whose statistics make a style: 0 (all four) or 3 (f alone). */
  int firstStyleLayer();

  /** Whether variances divide by n - 1 (the paper's reference code) or by n. */
  boolean unbiasedVariance();

  /**
   * The encoder.
   *
   * @param picture [1, 3, h, w], values in [0, 1], sides multiples of the cell and not below the
   *     minimum of {@link #geometry}
   * @param observer is shown the four layers
   * @return f [1, C, h / cell, w / cell]
   */
  Tensor encode(Tensor picture, LayerObserver observer);

  /**
   * The decoder for one style, or for several that each hold in a region.
   *
   * @param styles for each, the statistics of its style layers
   */
  Decoder decoder(List<List<ChannelStatistics>> styles);

  /** Floating point operations of the encoder for one pixel. */
  double encoderOperations();

  /** Floating point operations of the decoder for one pixel. */
  double decoderOperations();

  @Override
  void close();
}

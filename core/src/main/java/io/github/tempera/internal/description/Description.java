package io.github.tempera.internal.description;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network: an encoder f and a decoder g, layer by layer.
 *
 * @param encoder from a picture to f, its last layer observed
 * @param decoder from AdaIN's output to a picture
 * @param unbiasedVariance whether variances divide by n − 1 (the paper's reference code) or by n
 * @param projected how many numbers z a learned matrix {@link #PROJECTION} makes of a style's
 *     statistics; 0 if they are z themselves
 */
public record Description(
    List<Layer> encoder, List<Layer> decoder, boolean unbiasedVariance, int projected) {
  /** What the matrix [projected, statistics] is called. */
  public static final String PROJECTION = "decoder.projection";

  /**
   * @throws IllegalArgumentException if AdaIN could not act on f, or g gives no picture
   */
  public Description {
    encoder = List.copyOf(encoder);
    decoder = List.copyOf(decoder);
    Layer last = decoder.get(decoder.size() - 1);
    if (!encoder.get(encoder.size() - 1).observed() || last.out() != 3 || last.scale() != 1) {
      throw new IllegalArgumentException("Not from a picture to observed features and back");
    }
  }

  /** The channels of the observed layers of the encoder, the last being f's. */
  public int[] channels() {
    return encoder.stream().filter(Layer::observed).mapToInt(Layer::out).toArray();
  }

  /** Whether a style modulates the decoder, besides what AdaIN does. */
  public boolean isModulated() {
    return decoder.stream().anyMatch(Layer::modulated);
  }

  /** The first of the observed layers whose statistics make a style: 0 (all) or the last (f's). */
  public int firstStyleLayer() {
    return isModulated() ? 0 : channels().length - 1;
  }

  /** Mean and standard deviation of each channel of all observed layers: how many they are. */
  public int statistics() {
    int sum = 0;
    for (int channels : channels()) {
      sum += 2 * channels;
    }
    return sum;
  }

  /** How many numbers z of a style modulate. */
  public int numbers() {
    return projected == 0 ? statistics() : projected;
  }

  /**
   * Whether the encoder is the VGG-19 that the losses live in: it stays as it is when the network
   * learns.
   */
  public boolean hasVgg19Encoder() {
    return encoder.equals(Networks.VGG19_ENCODER);
  }

  /** The shapes of all tensors of a model, by name. */
  public Map<String, long[]> shapes() {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    shapes.putAll(Layer.shapes(encoder, numbers()));
    shapes.putAll(Layer.shapes(decoder, numbers()));
    if (projected > 0) {
      shapes.put(PROJECTION, new long[] {projected, statistics()});
    }
    return shapes;
  }

  /** How far it sees. */
  public Geometry geometry() {
    return new Geometry(
        encoder.get(encoder.size() - 1).scaleAfter(), Layer.reach(encoder), Layer.reach(decoder));
  }

  /** Floating point operations of the encoder for one pixel. */
  public double encoderOperations() {
    return Layer.operations(encoder);
  }

  /** Floating point operations of the decoder for one pixel. */
  public double decoderOperations() {
    return Layer.operations(decoder);
  }
}

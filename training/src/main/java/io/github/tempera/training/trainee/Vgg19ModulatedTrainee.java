package io.github.tempera.training.trainee;

import static org.bytedeco.pytorch.global.torch.cat;

import io.github.tempera.Precision;
import io.github.tempera.internal.network.Backend;
import io.github.tempera.model.Model;
import io.github.tempera.model.ModelCard;
import io.github.tempera.model.Weights;
import io.github.tempera.training.gradient.Layers;
import io.github.tempera.training.gradient.Parameters;
import io.github.tempera.training.gradient.Tape;
import io.github.tempera.training.gradient.Tape.Node;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/** The modulated decoder of the frozen VGG-19. */
public final class Vgg19ModulatedTrainee implements Trainee {
  /** Channels at full resolution of the network that comes with Tempera. */
  public static final int WIDTH = 24;

  static final String PROJECTION = "decoder.projection";
  private static final int PROJECTED = 128;

  /**
   * The projection learns from statistics in this unit: there are many, and Adam moves what it
   * makes of them by the learning rate times their sum.
   */
  static final float UNIT = 0.02f;

  private static final int STATISTICS = 2 * (64 + 128 + 256 + 512);

  private final Map<String, Weights> encoder;
  private final Parameters parameters;
  private final Backend backend;
  private final Precision precision;
  private final boolean cuda;

  /**
   * A decoder that starts from these weights.
   *
   * @param encoder the frozen encoder's tensors
   * @param decoder initial weights of the decoder
   */
  public Vgg19ModulatedTrainee(
      Map<String, Weights> encoder,
      SortedMap<String, Weights> decoder,
      Backend backend,
      Precision precision,
      boolean cuda) {
    this.encoder = encoder;
    this.parameters = new Parameters(decoder, backend);
    this.backend = backend;
    this.precision = precision;
    this.cuda = cuda;
  }

  /**
   * Random parameters, by seed, with no modulation yet.
   *
   * @param w the channels at full resolution
   */
  public static SortedMap<String, Weights> initial(int w, long seed) {
    Random random = new Random(seed);
    TreeMap<String, Weights> weights = new TreeMap<>();
    Initial.convolution(weights, "decoder.in", 512, 8 * w, 1, 0, random);
    for (int block = 1; block <= 4; block++) {
      String name = "decoder.block" + block;
      int channels = block <= 2 ? 8 * w : 4 * w;
      Initial.convolution(weights, name + ".conv1", channels, channels, 1, 0, random);
      Initial.convolution(weights, name + ".conv2", channels, channels, 0.3, 0, random);
    }
    Initial.convolution(weights, "decoder.up1", 8 * w, 4 * w, 1, 0, random);
    Initial.convolution(weights, "decoder.up2", 4 * w, 2 * w, 1, 0, random);
    Initial.convolution(weights, "decoder.up3", 2 * w, w, 1, 0, random);
    Initial.convolution(weights, "decoder.out", w, 3, 0.1, 0.5f, random);
    Modulation.initial(weights, PROJECTED);
    float[] projection = new float[PROJECTED * STATISTICS];
    for (int i = 0; i < projection.length; i++) {
      projection[i] = (float) (random.nextGaussian() * 0.1);
    }
    weights.put(PROJECTION, new Weights(new long[] {PROJECTED, STATISTICS}, projection));
    return weights;
  }

  /** The parameters of a model's decoder. */
  public static SortedMap<String, Weights> initial(Model model) {
    TreeMap<String, Weights> parameters =
        new TreeMap<>(model.weights().subMap("decoder.", "decoder/"));
    parameters.put(PROJECTION, times(model.get(PROJECTION), 1 / UNIT));
    return parameters;
  }

  /** A decoder as a model has it, of these parameters. */
  static SortedMap<String, Weights> stored(SortedMap<String, Weights> parameters) {
    TreeMap<String, Weights> decoder = new TreeMap<>(parameters);
    decoder.computeIfPresent(PROJECTION, (name, projection) -> times(projection, UNIT));
    return decoder;
  }

  private static Weights times(Weights weights, float factor) {
    float[] values = weights.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
    return new Weights(weights.shape(), values);
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public Layers layers() {
    return Modulation.layers(parameters, new Layers(backend, precision, cuda));
  }

  @Override
  public int cell() {
    return 8;
  }

  @Override
  public Node paint(Tape tape, Layers layers, Pairs pairs) {
    Modulation by = modulation(tape, layers, pairs);
    Node x = by.block("decoder.block3", trunk(tape, by, pairs));
    x = by.block("decoder.block4", x);
    x = by.upsampledRelu("decoder.up2", x);
    x = by.upsampledRelu("decoder.up3", x);
    return tape.convolution(layers, "decoder.out", x);
  }

  /** By the style's statistics of four layers. */
  static Modulation modulation(Tape tape, Layers layers, Pairs pairs) {
    TensorVector moments = new TensorVector();
    pairs.styleMoments().forEach(moments::push_back);
    Node statistics = tape.constant(cat(moments, 1).mul(new Scalar(UNIT)));
    Node projection = tape.parameter(layers, PROJECTION);
    return new Modulation(
        tape, layers, tape.combine(in -> in[0].matmul(in[1].t()), statistics, projection));
  }

  /** What is at a quarter of the resolution before the first block there [N, 4 w, h / 4, w / 4]. */
  static Node trunk(Tape tape, Modulation by, Pairs pairs) {
    Node x = by.relu("decoder.in", tape.constant(pairs.t()));
    x = by.block("decoder.block1", x);
    x = by.block("decoder.block2", x);
    return by.upsampled("decoder.up1", x);
  }

  @Override
  public Model model(Tensor values, ModelCard card) {
    TreeMap<String, Weights> all = new TreeMap<>(encoder);
    all.putAll(stored(parameters.weights(values)));
    return new Model(card, all);
  }

  @Override
  public void close() {
    parameters.close();
  }
}

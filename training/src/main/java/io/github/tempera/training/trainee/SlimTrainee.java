package io.github.tempera.training.trainee;

import static org.bytedeco.pytorch.global.torch.avg_pool2d;
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
import io.github.tempera.training.loss.Moments;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/** The slim network: encoder, decoder and modulation all learn. */
public final class SlimTrainee implements Trainee {
  /** Channels at full resolution of the network that comes with Tempera. */
  public static final int WIDTH = 16;

  private static final String PROJECTION = "warm.projection";

  private final Parameters parameters;
  private final Backend backend;
  private final Precision precision;
  private final boolean cuda;

  /**
   * A network that starts from these weights.
   *
   * @param initial weights of a slim model, with or without the warm start's projection
   */
  public SlimTrainee(
      SortedMap<String, Weights> initial, Backend backend, Precision precision, boolean cuda) {
    this.parameters = new Parameters(initial, backend);
    this.backend = backend;
    this.precision = precision;
    this.cuda = cuda;
  }

  /**
   * Random weights, by seed, with no modulation yet and the projection of the warm start.
   *
   * @param w the channels at full resolution
   */
  public static SortedMap<String, Weights> initial(int w, long seed) {
    Random random = new Random(seed);
    TreeMap<String, Weights> weights = new TreeMap<>();
    Initial.convolution(weights, "encoder.conv1", 3, w, 1, 0, random);
    Initial.convolution(weights, "encoder.down1", w, 2 * w, 1, 0, random);
    Initial.convolution(weights, "encoder.down2", 2 * w, 4 * w, 1, 0, random);
    for (String half : new String[] {"encoder", "decoder"}) {
      for (int block = 1; block <= 2; block++) {
        Initial.convolution(
            weights, half + ".block" + block + ".conv1", 4 * w, 4 * w, 1, 0, random);
        Initial.convolution(
            weights, half + ".block" + block + ".conv2", 4 * w, 4 * w, 0.3, 0, random);
      }
    }
    Initial.convolution(weights, "decoder.up1", 4 * w, 2 * w, 1, 0, random);
    Initial.convolution(weights, "decoder.up2", 2 * w, w, 1, 0, random);
    Initial.convolution(weights, "decoder.out", w, 3, 0.1, 0.5f, random);
    int statistics = 2 * (w + 2 * w + 4 * w + 4 * w);
    Modulation.initial(weights, statistics);
    float[] projection = new float[512 * 4 * w];
    for (int i = 0; i < projection.length; i++) {
      projection[i] = (float) (random.nextGaussian() / Math.sqrt(4.0 * w));
    }
    weights.put(PROJECTION, new Weights(new long[] {512, 4L * w}, projection));
    return weights;
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public Layers layers() {
    return Modulation.layers(parameters, new Layers(backend, precision, cuda));
  }

  /** f of a picture and the four maps whose statistics make a style. */
  private record Encoded(Node first, Node second, Node third, Node f) {}

  private Encoded encode(Tape tape, Layers layers, Tensor pictures) {
    Node x = tape.constant(pictures.sub(new Scalar(0.5)).mul(new Scalar(4)));
    Node first = tape.relu(layers, "encoder.conv1", x);
    Node second = tape.relu(layers, "encoder.down1", first);
    Node down = tape.relu(layers, "encoder.down2", second);
    Node third = block(tape, layers, "encoder.block1", down);
    return new Encoded(first, second, third, block(tape, layers, "encoder.block2", third));
  }

  private static Node block(Tape tape, Layers layers, String name, Node x) {
    Node inner = tape.relu(layers, name + ".conv1", x);
    return tape.combine(
        maps -> maps[0].add(maps[1]), tape.convolution(layers, name + ".conv2", inner), x);
  }

  @Override
  public int cell() {
    return 4;
  }

  @Override
  public Node paint(Tape tape, Layers layers, Pairs pairs) {
    long contents = pairs.content().size(0);
    long styles = pairs.style().size(0);
    long times = contents / styles;
    Encoded both = encode(tape, layers, cat(new TensorVector(pairs.content(), pairs.style()), 0));
    Node z = statistics(tape, both, contents, times);
    Node t =
        tape.apply(
            f -> adain(f.narrow(0, 0, contents), f.narrow(0, contents, styles), times), both.f);
    return decode(tape, layers, t, z);
  }

  /** z of the pictures from a first one on [n, 22 w], so many times over. */
  private static Node statistics(Tape tape, Encoded encoded, long first, long times) {
    return tape.combine(
        maps -> {
          TensorVector moments = new TensorVector();
          for (Tensor map : maps) {
            moments.push_back(Moments.of(map.narrow(0, first, map.size(0) - first), false));
          }
          return cat(moments, 1).repeat(times, 1);
        },
        encoded.first,
        encoded.second,
        encoded.third,
        encoded.f);
  }

  private static Tensor adain(Tensor content, Tensor style, long times) {
    return Moments.styled(
        Moments.normalized(content, Moments.of(content, false)),
        Moments.of(style, false).repeat(times, 1));
  }

  private static Node decode(Tape tape, Layers layers, Node t, Node z) {
    Modulation by = new Modulation(tape, layers, z);
    Node x = by.block("decoder.block1", t);
    x = by.block("decoder.block2", x);
    x = by.upsampledRelu("decoder.up1", x);
    x = by.upsampledRelu("decoder.up2", x);
    return tape.convolution(layers, "decoder.out", x);
  }

  /**
   * The picture comes back, and f, pooled and projected, matches the frozen encoder's relu4_1, both
   * without their mean and standard deviation. The projection is thrown away afterwards.
   */
  @Override
  public Node warmLoss(Tape tape, Layers layers, Pairs pairs) {
    Encoded encoded = encode(tape, layers, pairs.content());
    Node painted = decode(tape, layers, encoded.f, statistics(tape, encoded, 0, 1));
    return tape.combine(
        in -> {
          Tensor f = Moments.normalized(in[0], Moments.of(in[0], false));
          Tensor cells = avg_pool2d(f, 2).permute(0, 2, 3, 1); // [n, h / 8, w / 8, 4 w]
          Tensor projected = cells.matmul(in[1].t()).permute(0, 3, 1, 2);
          Tensor distance = projected.sub(pairs.normalized()).square().mean();
          return in[2].sub(pairs.content()).square().mean().mul(new Scalar(10)).add(distance);
        },
        encoded.f,
        tape.parameter(layers, PROJECTION),
        painted);
  }

  @Override
  public Model model(Tensor values, ModelCard card) {
    SortedMap<String, Weights> weights = parameters.weights(values);
    weights.remove(PROJECTION);
    return new Model(card, weights);
  }

  @Override
  public void close() {
    parameters.close();
  }
}

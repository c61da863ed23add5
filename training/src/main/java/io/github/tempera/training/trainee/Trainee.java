package io.github.tempera.training.trainee;

import static org.bytedeco.pytorch.global.torch.avg_pool2d;
import static org.bytedeco.pytorch.global.torch.cat;

import io.github.tempera.internal.description.Description;
import io.github.tempera.internal.description.Layer;
import io.github.tempera.internal.description.Networks;
import io.github.tempera.internal.description.RandomWeights;
import io.github.tempera.internal.network.Backend;
import io.github.tempera.model.Model;
import io.github.tempera.model.ModelCard;
import io.github.tempera.model.Weights;
import io.github.tempera.training.gradient.Forward;
import io.github.tempera.training.gradient.Layers;
import io.github.tempera.training.gradient.Parameters;
import io.github.tempera.training.gradient.Tape;
import io.github.tempera.training.gradient.Tape.Node;
import io.github.tempera.training.loss.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.jspecify.annotations.Nullable;

/**
 * A network that is being trained: all of it, or its decoder alone where its encoder is the frozen
 * one that the losses live in.
 */
public final class Trainee implements AutoCloseable {
  /** Only needed in the warm start of an encoder, and in no model. */
  private static final String WARM_PROJECTION = "warm.projection";

  /**
   * The projection learns from statistics in this unit: there are many, and Adam moves what it
   * makes of them by the learning rate times their sum.
   */
  static final float UNIT = 0.02f;

  private final Description network;
  private final Map<String, Weights> frozen;
  private final Parameters parameters;
  private final Backend backend;
  private final Normalization normalization;

  /**
   * A network that starts from these weights.
   *
   * @param encoder the frozen encoder's tensors
   * @param initial what {@link #initial(Description, long)} or {@link #initial(Model, boolean,
   *     long)} gave
   */
  public Trainee(
      Description network,
      Map<String, Weights> encoder,
      SortedMap<String, Weights> initial,
      Backend backend,
      Normalization normalization) {
    this.network = network;
    this.frozen = network.hasVgg19Encoder() ? encoder : Map.of();
    this.parameters = new Parameters(initial, backend);
    this.backend = backend;
    this.normalization = normalization;
  }

  /** What learns: random, by seed, without modulation yet. */
  public static SortedMap<String, Weights> initial(Description network, long seed) {
    Random random = new Random(seed);
    SortedMap<String, Weights> weights =
        RandomWeights.beforeLearning(learned(network), network.numbers(), random);
    if (network.projected() > 0) {
      weights.put(
          Description.PROJECTION,
          RandomWeights.normal(0.1, random, network.projected(), network.statistics()));
    }
    if (!network.hasVgg19Encoder()) {
      int from = last(network.encoder()).out();
      int to = last(Networks.VGG19_ENCODER).out();
      float[] projection = new float[to * from];
      for (int i = 0; i < projection.length; i++) {
        projection[i] = (float) (random.nextGaussian() / Math.sqrt(from));
      }
      weights.put(WARM_PROJECTION, new Weights(new long[] {to, from}, projection));
    }
    return weights;
  }

  /**
   * What learns, as a model has it.
   *
   * @param warmStart whether there is one, which needs more than a model holds
   * @param seed of what it needs
   */
  public static SortedMap<String, Weights> initial(Model model, boolean warmStart, long seed) {
    Description network = Networks.of(model.card().network()).of(model.weights());
    return initial(network, model.weights(), warmStart, seed);
  }

  static SortedMap<String, Weights> initial(
      Description network, SortedMap<String, Weights> model, boolean warmStart, long seed) {
    TreeMap<String, Weights> weights = new TreeMap<>();
    if (network.hasVgg19Encoder()) {
      weights.putAll(model.subMap("decoder.", "decoder/"));
    } else {
      if (warmStart) {
        weights.putAll(initial(network, seed));
      }
      weights.putAll(model);
    }
    weights.computeIfPresent(Description.PROJECTION, (name, all) -> times(all, 1 / UNIT));
    return weights;
  }

  /** These parameters as a model has them. */
  static SortedMap<String, Weights> stored(SortedMap<String, Weights> parameters) {
    TreeMap<String, Weights> weights = new TreeMap<>(parameters);
    weights.remove(WARM_PROJECTION);
    weights.computeIfPresent(Description.PROJECTION, (name, all) -> times(all, UNIT));
    return weights;
  }

  private static Weights times(Weights weights, float factor) {
    float[] values = weights.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
    return new Weights(weights.shape(), values);
  }

  private static List<Layer> learned(Description network) {
    return network.hasVgg19Encoder()
        ? network.decoder()
        : Stream.concat(network.encoder().stream(), network.decoder().stream()).toList();
  }

  private static Layer last(List<Layer> layers) {
    return layers.get(layers.size() - 1);
  }

  /** What it learns. */
  public Parameters parameters() {
    return parameters;
  }

  /** Its convolutions as its parameters stand now; to be closed by the caller. */
  public Layers layers() {
    Layers layers = new Layers(backend);
    learned(network).forEach(layer -> layers.add(layer, parameters::get));
    for (String name : List.of(Description.PROJECTION, WARM_PROJECTION)) {
      if (parameters.names().contains(name)) {
        layers.add(name, parameters.get(name));
      }
    }
    return layers;
  }

  /**
   * Side in pixels of its coarsest cell. Windows onto the same picture that are apart by as much
   * are painted alike; the sides of what it paints are multiples of it.
   */
  public int cell() {
    return network.geometry().cell();
  }

  /** T(c, s), not clamped, of every content [k N, 3, h, w]. */
  public Node paint(Tape tape, Layers layers, Pairs pairs) {
    if (network.hasVgg19Encoder()) {
      Node z = numbers(tape, layers, tape.constant(together(pairs.styleMoments())));
      return decode(tape, layers, tape.constant(pairs.t()), z);
    }
    long contents = pairs.content().size(0);
    long styles = pairs.style().size(0);
    long times = contents / styles;
    List<Node> both =
        encode(tape, layers, cat(new TensorVector(pairs.content(), pairs.style()), 0));
    Node z = numbers(tape, layers, statistics(tape, both, contents, times));
    Node t =
        tape.apply(
            f -> adain(f.narrow(0, 0, contents), f.narrow(0, contents, styles), times),
            both.get(both.size() - 1));
    return decode(tape, layers, t, z);
  }

  /** The observed maps of pictures, the last being f. */
  private List<Node> encode(Tape tape, Layers layers, Tensor pictures) {
    Forward forward = new Forward(tape, layers);
    List<Node> observed = new ArrayList<>();
    Node x = tape.constant(pictures);
    for (Layer layer : network.encoder()) {
      x = forward.through(layer, x);
      if (layer.observed()) {
        observed.add(x);
      }
    }
    return observed;
  }

  /** Means and deviations of the pictures from a first one on [n, 2 C], so many times over. */
  private Node statistics(Tape tape, List<Node> observed, long first, long times) {
    return tape.combine(
        maps -> {
          List<Tensor> moments = new ArrayList<>();
          for (Tensor map : maps) {
            moments.add(moments(map.narrow(0, first, map.size(0) - first)));
          }
          return together(moments).repeat(times, 1);
        },
        observed.toArray(new Node[0]));
  }

  private Tensor moments(Tensor map) {
    return Moments.of(map, network.unbiasedVariance());
  }

  private static Tensor together(List<Tensor> moments) {
    TensorVector all = new TensorVector();
    moments.forEach(all::push_back);
    return cat(all, 1);
  }

  private Tensor adain(Tensor content, Tensor style, long times) {
    return Moments.styled(
        Moments.normalized(content, moments(content)), moments(style).repeat(times, 1));
  }

  private @Nullable Node numbers(Tape tape, Layers layers, Node statistics) {
    return network.isModulated() ? numbers(tape, layers, network, statistics) : null;
  }

  /** z of styles [N, numbers], of their statistics [N, 2 C]. */
  static Node numbers(Tape tape, Layers layers, Description network, Node statistics) {
    if (network.projected() == 0) {
      return statistics;
    }
    Node inUnits = tape.apply(all -> all.mul(new Scalar(UNIT)), statistics);
    Node projection = tape.parameter(layers, Description.PROJECTION);
    return tape.combine(in -> in[0].matmul(in[1].t()), inUnits, projection);
  }

  private Node decode(Tape tape, Layers layers, Node t, @Nullable Node z) {
    boolean plain = normalization == Normalization.NONE;
    return new Forward(tape, layers, z, plain ? null : normalization::relu)
        .through(network.decoder(), t);
  }

  /**
   * The loss of the warm start, in which the network only learns to give pictures back: without it
   * training from random weights is slow or stalls. The mean squared distance from the pictures;
   * for an encoder that learns also that of f, pooled and projected, from the frozen encoder's
   * relu4_1, both without their mean and standard deviation. That projection is thrown away
   * afterwards.
   *
   * @param pairs whose style is their content
   */
  public Node warmLoss(Tape tape, Layers layers, Pairs pairs) {
    if (network.hasVgg19Encoder()) {
      return tape.apply(
          painted -> painted.sub(pairs.content()).square().mean(), paint(tape, layers, pairs));
    }
    List<Node> observed = encode(tape, layers, pairs.content());
    Node f = observed.get(observed.size() - 1);
    Node painted = decode(tape, layers, f, numbers(tape, layers, statistics(tape, observed, 0, 1)));
    return tape.combine(
        in -> {
          Tensor normalized = Moments.normalized(in[0], moments(in[0]));
          long pooled = normalized.size(2) / pairs.normalized().size(2);
          Tensor cells = avg_pool2d(normalized, pooled).permute(0, 2, 3, 1); // [n, h / 8, w / 8, C]
          Tensor projected = cells.matmul(in[1].t()).permute(0, 3, 1, 2);
          Tensor distance = projected.sub(pairs.normalized()).square().mean();
          return in[2].sub(pairs.content()).square().mean().mul(new Scalar(10)).add(distance);
        },
        f,
        tape.parameter(layers, WARM_PROJECTION),
        painted);
  }

  /**
   * The model so far.
   *
   * @param values laid out like the parameters: themselves, or their average over time
   */
  public Model model(Tensor values, ModelCard card) {
    TreeMap<String, Weights> all = new TreeMap<>(frozen);
    all.putAll(stored(parameters.weights(values)));
    return new Model(card, all);
  }

  @Override
  public void close() {
    parameters.close();
  }
}

package io.github.tempera.training.trainee;

import static org.bytedeco.pytorch.global.torch.cat;
import static org.bytedeco.pytorch.global.torch.eye;
import static org.bytedeco.pytorch.global.torch.linalg_solve;
import static org.bytedeco.pytorch.global.torch.linalg_svd;

import io.github.tempera.Device;
import io.github.tempera.Precision;
import io.github.tempera.internal.description.Description;
import io.github.tempera.internal.description.Layer;
import io.github.tempera.internal.network.Backend;
import io.github.tempera.internal.network.Natives;
import io.github.tempera.internal.network.Network;
import io.github.tempera.model.Model;
import io.github.tempera.model.ModelCard;
import io.github.tempera.model.Vgg19Encoder;
import io.github.tempera.model.Weights;
import io.github.tempera.training.convolution.Crew;
import io.github.tempera.training.gradient.Forward;
import io.github.tempera.training.gradient.Gradient;
import io.github.tempera.training.gradient.Layers;
import io.github.tempera.training.gradient.Muon;
import io.github.tempera.training.gradient.Parameters;
import io.github.tempera.training.gradient.Tape;
import io.github.tempera.training.gradient.Tape.Node;
import io.github.tempera.training.loss.Moments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.StringViewOptional;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A start for the modulated decoder of VGG-19: slim's decoder, which has learned to paint already,
 * is brought to read VGG-19.
 *
 * <p>Slim's statistics of a style are predicted from VGG-19's by ridge regression, so that slim's
 * modulations become VGG-19's. The layers in front of slim's first block learn to predict what slim
 * has there, AdaIN's output at a quarter of the resolution, from what VGG-19 has at an eighth.
 * Channels that slim lacks begin without effect.
 */
public final class SlimStart implements AutoCloseable {
  private static final double RIDGE = 0.01;
  private static final double RATE = 2e-3;
  private static final int WARMUP = 20;
  private static final double KEPT = 0.98;

  /** What z comes to is then about 1. */
  private static final double SIZE = 4;

  /** Slim's modulated layers, and what they are called here. */
  private static final List<Map.Entry<String, String>> LAYERS =
      List.of(
          Map.entry("block1.conv1", "block3.conv1"),
          Map.entry("block1.conv2", "block3.conv2"),
          Map.entry("block2.conv1", "block4.conv1"),
          Map.entry("block2.conv2", "block4.conv2"),
          Map.entry("up1", "up2"),
          Map.entry("up2", "up3"));

  private final Model slim;
  private final Vgg19Encoder encoder;
  private final Backend backend = Backend.of(Precision.FLOAT32, Device.CPU);
  private final Description network;
  private final Network slimNetwork;
  private final TreeMap<String, Weights> decoder;
  private final List<float[]> statistics = new ArrayList<>();
  private final List<float[]> slimStatistics = new ArrayList<>();

  /**
   * Nothing is learned yet.
   *
   * @param network a modulated VGG-19, its decoder at least as wide as slim's
   */
  public SlimStart(Model slim, Vgg19Encoder encoder, Description network, long seed) {
    // With several threads its decompositions need more stack than a thread of Java has.
    Natives.useThreadsForProducts(1);
    this.slim = slim;
    this.encoder = encoder;
    this.network = network;
    this.slimNetwork = Network.of(slim, Precision.FLOAT32, Device.CPU);
    this.decoder = new TreeMap<>(Trainee.initial(network, seed));
  }

  /** What slim has of pictures: f, and means and standard deviations of the four layers. */
  private record Encoded(Tensor f, List<Tensor> moments) {}

  private Encoded encoded(Tensor pictures) {
    List<Tensor> moments = new ArrayList<>();
    Tensor f =
        slimNetwork.encode(pictures, (layer, features) -> moments.add(Moments.of(features, false)));
    return new Encoded(f, moments);
  }

  /** Looks at one style. */
  public void see(Pairs pair) {
    try (PointerScope scope = new PointerScope()) {
      statistics.add(Backend.values(together(pair.styleMoments())));
      slimStatistics.add(Backend.values(together(encoded(pair.style()).moments)));
    }
  }

  private static Tensor together(List<Tensor> moments) {
    TensorVector all = new TensorVector();
    moments.forEach(all::push_back);
    return cat(all, 1);
  }

  /** Takes slim's decoder over, modulated by what was seen of VGG-19's statistics. */
  public void takeOver() {
    try (PointerScope scope = new PointerScope()) {
      Tensor s = matrix(statistics).mul(new Scalar(Trainee.UNIT));
      Tensor slimZ = matrix(slimStatistics);
      long f = slim.get("decoder.block1.conv1.bias").shape()[0];
      // AdaIN's own scale and shift: 1 + A z is the deviation, B z the mean.
      Tensor mean = slimZ.narrow(1, slimZ.size(1) - 2 * f, f);
      Tensor deviation = slimZ.narrow(1, slimZ.size(1) - f, f).sub(new Scalar(1));
      Map<String, Tensor> modulations = new LinkedHashMap<>(); // of statistics, not yet of z
      modulations.put("up1", ridge(s, cat(new TensorVector(deviation, mean), 1)));
      Tensor prediction = ridge(s, slimZ); // [slim's numbers, statistics]
      for (Map.Entry<String, String> layer : LAYERS) {
        Weights learned = slim.get("decoder." + layer.getKey() + ".modulation");
        Tensor modulation = backend.float32(learned.values(), learned.shape());
        modulations.put(layer.getValue(), modulation.matmul(prediction));
        embed(layer.getKey(), layer.getValue());
      }
      embed("out", "out");
      project(modulations);
    }
  }

  /** The projection onto the directions that matter most to all modulations together. */
  private void project(Map<String, Tensor> modulations) {
    TensorVector rows = new TensorVector();
    modulations.values().forEach(rows::push_back);
    T_TensorTensorTensor_T parts =
        linalg_svd(cat(rows, 0).to(ScalarType.Double), false, new StringViewOptional());
    long numbers = weights(Description.PROJECTION).shape()[0];
    Tensor projection = parts.get2().narrow(0, 0, numbers).mul(new Scalar(SIZE));
    decoder.put(
        Description.PROJECTION,
        new Weights(
            new long[] {numbers, projection.size(1)},
            Backend.values(projection.to(ScalarType.Float).contiguous())));
    // Its rows are orthogonal, SIZE long.
    Tensor back = projection.t().div(new Scalar(SIZE * SIZE)).to(ScalarType.Float);
    modulations.forEach((layer, modulation) -> modulate(layer, modulation.matmul(back)));
  }

  private Tensor matrix(List<float[]> rows) {
    int columns = rows.get(0).length;
    float[] all = new float[rows.size() * columns];
    for (int row = 0; row < rows.size(); row++) {
      System.arraycopy(rows.get(row), 0, all, row * columns, columns);
    }
    return backend.float32(all, rows.size(), columns);
  }

  /** R with y ≈ R x [numbers of y, numbers of x], without an intercept, computed in float64. */
  private static Tensor ridge(Tensor x, Tensor y) {
    Tensor in = x.to(ScalarType.Double);
    Tensor square = in.t().matmul(in);
    double damping = RIDGE * square.trace().item_double() / square.size(0);
    Tensor damped = square.add(eye(square.size(0), square.options()), new Scalar(damping));
    return linalg_solve(damped, in.t().matmul(y.to(ScalarType.Double)))
        .t()
        .to(ScalarType.Float)
        .contiguous();
  }

  /** A above B, of as many channels as slim has: those it lacks are not modulated. */
  private void modulate(String layer, Tensor modulation) {
    String name = "decoder." + layer + ".modulation";
    long[] shape = weights(name).shape();
    float[] from = Backend.values(modulation);
    float[] to = new float[weights(name).values().length];
    System.arraycopy(from, 0, to, 0, from.length / 2);
    System.arraycopy(from, from.length / 2, to, to.length / 2, from.length / 2);
    decoder.put(name, new Weights(shape, to));
  }

  /** Slim's channels first; they do not read those it lacks. */
  private void embed(String from, String to) {
    Weights small = slim.get("decoder." + from + ".weight");
    Weights large = weights("decoder." + to + ".weight");
    int smallRow = (int) small.shape()[1] * 9;
    int row = (int) large.shape()[1] * 9;
    float[] values = large.values().clone();
    for (int out = 0; out < small.shape()[0]; out++) {
      Arrays.fill(values, out * row, (out + 1) * row, 0);
      System.arraycopy(small.values(), out * smallRow, values, out * row, smallRow);
    }
    decoder.put("decoder." + to + ".weight", new Weights(large.shape(), values));
    float[] bias = slim.get("decoder." + from + ".bias").values();
    Weights biases = weights("decoder." + to + ".bias");
    float[] all = biases.values().clone();
    System.arraycopy(bias, 0, all, 0, bias.length);
    decoder.put("decoder." + to + ".bias", new Weights(biases.shape(), all));
  }

  private Weights weights(String name) {
    Weights found = decoder.get(name);
    if (found == null) {
      throw new IllegalArgumentException(name);
    }
    return found;
  }

  /** Where the pairs of an iteration come from, in the scope that is open. */
  public interface Source {
    /** Those of an iteration, from 0. */
    Pairs at(int iteration);
  }

  /** Hears of the distance to what slim has, in units of its variance. */
  public interface Listener {
    /** An iteration is done. */
    void done(int iteration, double distance);
  }

  /** Teaches the layers in front of slim's first block. */
  public void learn(Source source, int iterations, Listener listener) {
    TreeMap<String, Weights> initial = new TreeMap<>(decoder);
    initial
        .keySet()
        .removeIf(name -> trunk().stream().noneMatch(layer -> name.startsWith(layer.name() + ".")));
    try (Parameters parameters = new Parameters(initial, backend);
        Crew crew = new Crew(1);
        Muon muon = new Muon(parameters, crew);
        Gradient gradient = new Gradient(parameters, true)) {
      Tensor average = parameters.zeros();
      average.copy_(parameters.values());
      for (int i = 0; i < iterations; i++) {
        double rise = Math.min(1, (i + 1.0) / WARMUP);
        double rate = RATE * rise * 0.5 * (1 + Math.cos(Math.PI * i / iterations));
        gradient.zero();
        listener.done(i, distance(parameters, gradient, source, i));
        muon.step(gradient, i + 1.0, rate, Double.MAX_VALUE);
        average.lerp_(parameters.values(), new Scalar(1 - Math.min(KEPT, (1.0 + i) / (10.0 + i))));
      }
      decoder.putAll(parameters.weights(average));
      average.releaseReference();
    }
  }

  private double distance(Parameters parameters, Gradient gradient, Source source, int iteration) {
    try (PointerScope scope = new PointerScope();
        Layers layers = new Layers(backend);
        Tape tape = new Tape(gradient)) {
      trunk().forEach(layer -> layers.add(layer, parameters::get));
      Weights projection = weights(Description.PROJECTION);
      layers.add(
          Description.PROJECTION,
          backend.float32(projection.values(), projection.shape())); // stays as it is
      Pairs pairs = source.at(iteration);
      Encoded content = encoded(pairs.content());
      Tensor style = encoded(pairs.style()).moments.get(3);
      Tensor normalized = Moments.normalized(content.f, content.moments.get(3));
      Tensor t = Moments.styled(normalized, style);
      Node z =
          Trainee.numbers(tape, layers, network, tape.constant(together(pairs.styleMoments())));
      Node trunk = new Forward(tape, layers, z, null).through(trunk(), tape.constant(pairs.t()));
      Node distance =
          tape.apply(
              x -> x.narrow(1, 0, t.size(1)).sub(t).div(Moments.deviation(style)).square().mean(),
              trunk);
      tape.backward(distance);
      return distance.value().item_double();
    }
  }

  /** The layers in front of slim's first block. */
  private List<Layer> trunk() {
    return network.decoder().stream()
        .takeWhile(layer -> !layer.name().equals("decoder.block3"))
        .toList();
  }

  /** A model to start a training from. */
  public Model model(ModelCard card) {
    TreeMap<String, Weights> all = new TreeMap<>(encoder.weights());
    all.putAll(Trainee.stored(decoder));
    return new Model(card, all);
  }

  @Override
  public void close() {
    slimNetwork.close();
  }
}

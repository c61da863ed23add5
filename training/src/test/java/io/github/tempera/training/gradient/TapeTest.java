package io.github.tempera.training.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.tempera.Device;
import io.github.tempera.Precision;
import io.github.tempera.internal.network.Backend;
import io.github.tempera.model.Weights;
import io.github.tempera.training.convolution.Convolutions;
import io.github.tempera.training.gradient.Tape.Node;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** The tape on a small network against the library's autograd. */
class TapeTest {
  private static final long[] ONE = {1, 1};

  /**
   * loss = mean((conv2(p(r) + r))²) with r = ReLU(conv1(x)), p pooling and upsampling: a value used
   * twice, a filter of each kind, and operations with either kind of gradient.
   */
  private static Node onTape(Tape tape, Layers layers, Node x) {
    Node r = tape.relu(layers, "conv1", x);
    Node pooled = tape.apply(map -> torch.max_pool2d(map, 2, 2), r);
    Node enlarged =
        tape.apply(map -> torch.upsample_nearest2d(map, 2 * map.size(2), 2 * map.size(3)), pooled);
    Node sum = tape.combine(maps -> maps[0].add(maps[1]), enlarged, r);
    Node y = tape.convolution(layers, "conv2", sum);
    Node squared = tape.apply(Tensor::square, (in, out, g) -> in.mul(g).mul(new Scalar(2)), y);
    return tape.apply(Tensor::mean, squared);
  }

  private static Tensor byLibrary(Tensor x, Tensor w1, Tensor b1, Tensor w2, Tensor b2) {
    Tensor r = convolution(x, w1, b1).relu();
    Tensor p = torch.max_pool2d(r, 2, 2);
    Tensor sum = torch.upsample_nearest2d(p, 2 * p.size(2), 2 * p.size(3)).add(r);
    return convolution(sum, w2, b2).square().mean();
  }

  private static Tensor convolution(Tensor x, Tensor weight, Tensor bias) {
    Tensor padded = torch.reflection_pad2d(x, 1, 1, 1, 1);
    return torch.conv2d(padded, weight, new TensorOptional(bias), ONE, new long[] {0, 0}, ONE, 1);
  }

  @Property(tries = 12)
  void gradientsAreThoseOfTheLibrary(
      @ForAll @IntRange(min = 1, max = 3) int samples,
      @ForAll @IntRange(min = 1, max = 9) int halfHeight,
      @ForAll @IntRange(min = 1, max = 9) int halfWidth,
      @ForAll long seed) {
    Random random = new Random(seed);
    TreeMap<String, Weights> initial = new TreeMap<>();
    add(initial, "conv1", 3, 16, random);
    add(initial, "conv2", 16, 16, random);
    Backend backend = Backend.of(Precision.FLOAT32, Device.CPU);
    try (PointerScope scope = new PointerScope();
        Parameters parameters = new Parameters(initial, backend);
        Gradient gradient = new Gradient(parameters, false);
        Layers layers = new Layers(backend)) {
      for (String layer : new String[] {"conv1", "conv2"}) {
        layers.add(layer, parameters.get(layer + ".weight"), parameters.get(layer + ".bias"), 1);
      }
      Tensor x =
          torch
              .randn(samples, 3, 2L * halfHeight, 2L * halfWidth)
              .contiguous(torch.MemoryFormat.ChannelsLast);

      Tensor leaf = x.detach().requires_grad_(true);
      Tensor[] learned =
          parameters.names().stream()
              .map(name -> parameters.get(name).detach().clone().requires_grad_(true))
              .toArray(Tensor[]::new); // bias before weight, by name
      Tensor expected = byLibrary(leaf, learned[1], learned[0], learned[3], learned[2]);
      expected.backward(
          torch.ones_like(expected), new BoolOptional(), false, new TensorArrayRefOptional());

      try (Tape tape = new Tape(gradient)) {
        Node input = tape.variable(x);
        Node loss = onTape(tape, layers, input);
        assertClose(loss.value(), expected);
        tape.backward(loss);
        assertClose(input.gradient(), leaf.grad());
      }
      int i = 0;
      for (String name : parameters.names()) {
        assertClose(parameters.view(gradient.values(), name), learned[i++].grad());
      }
    }
  }

  private static void assertClose(Tensor actual, Tensor expected) {
    double scale = expected.detach().abs().max().item_double();
    assertThat(actual.sub(expected.detach()).abs().max().item_double())
        .isLessThan(1e-4 * scale + 1e-6);
  }

  private static void add(
      Map<String, Weights> weights, String layer, int in, int out, Random random) {
    weights.put(layer + ".weight", random(random, out, in, 3, 3));
    weights.put(layer + ".bias", random(random, out));
  }

  private static Weights random(Random random, long... shape) {
    int count = (int) java.util.Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (0.2 * random.nextGaussian());
    }
    return new Weights(shape, values);
  }

  /** What a convolution after an upsampling comes to, and everything that is learned from it. */
  private record Upsampled(float[] y, float[] input, float[] parameters, float[] divided) {
    static Upsampled of(TreeMap<String, Weights> initial, Tensor x, boolean small) {
      Backend backend = Backend.of(Precision.FLOAT32, Device.CPU);
      try (PointerScope scope = new PointerScope();
          Parameters parameters = new Parameters(initial, backend);
          Gradient gradient = new Gradient(parameters, true);
          // As on a card: the library's convolutions, here on the processor.
          Layers layers =
              new Layers(small ? Convolutions.ofLibrary(backend) : Convolutions.of(backend, null));
          Tape tape = new Tape(gradient)) {
        Tensor weight = parameters.get("conv.weight");
        layers.addUpsampling("conv", weight, parameters.get("conv.bias"));
        assertThat(layers.filter("conv").upsamples()).isEqualTo(small);
        Node input = tape.variable(x);
        Node y = tape.upsampledRelu(layers, "conv", input);
        tape.backward(tape.apply(map -> map.square().mean(), y));
        return new Upsampled(
            Backend.values(y.value()),
            Backend.values(input.gradient()),
            Backend.values(gradient.values()),
            Backend.values(gradient.inputs("conv.weight").divide(torch.ones_like(weight))));
      }
    }
  }

  @Property(tries = 8)
  void anUpsamplingIsFoldedIntoItsConvolution(
      @ForAll @IntRange(min = 1, max = 2) int samples,
      @ForAll @IntRange(min = 3, max = 13) int height,
      @ForAll @IntRange(min = 3, max = 13) int width,
      @ForAll long seed) {
    TreeMap<String, Weights> initial = new TreeMap<>();
    add(initial, "conv", 16, 16, new Random(seed));
    try (PointerScope scope = new PointerScope()) {
      Tensor x =
          torch.randn(samples, 16, height, width).contiguous(torch.MemoryFormat.ChannelsLast);
      Upsampled expected = Upsampled.of(initial, x, false);
      Upsampled actual = Upsampled.of(initial, x, true);
      assertThat(actual.y).containsExactly(expected.y, within(1e-4f));
      assertThat(actual.input).containsExactly(expected.input, within(1e-5f));
      assertThat(actual.parameters).containsExactly(expected.parameters, within(1e-5f));
      assertThat(actual.divided).containsExactly(expected.divided, within(2e-2f));
    }
  }
}

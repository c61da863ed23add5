package io.github.tempera.training.convolution;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tempera.Device;
import io.github.tempera.Precision;
import io.github.tempera.internal.network.Backend;
import io.github.tempera.internal.network.Scopes;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
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
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

/** Our convolutions against the library's and its autograd. */
class FilterTest {
  /**
   * A convolution's output and its gradients, as the library has them in float64, for which it has
   * one way only. Of those in float32 some are wrong on some processors.
   */
  private record Expected(Tensor y, Tensor input, Tensor weight, Tensor bias) {
    static Expected of(Tensor padded, Tensor weight, Tensor bias, Tensor gradient, long stride) {
      Tensor x = leaf(padded);
      Tensor w = leaf(weight);
      Tensor b = leaf(bias);
      long[] none = {0, 0};
      Tensor y =
          torch.conv2d(
              x, w, new TensorOptional(b), new long[] {stride, stride}, none, new long[] {1, 1}, 1);
      y.backward(
          gradient.to(ScalarType.Double), new BoolOptional(), false, new TensorArrayRefOptional());
      return new Expected(exact(y.detach()), exact(x.grad()), exact(w.grad()), exact(b.grad()));
    }

    private static Tensor leaf(Tensor tensor) {
      return tensor.detach().to(ScalarType.Double).contiguous().requires_grad_(true);
    }
  }

  private static Tensor noise(long... shape) {
    Tensor noise = torch.randn(shape);
    return shape.length == 4 ? noise.contiguous(MemoryFormat.ChannelsLast) : noise;
  }

  private static void assertClose(Tensor actual, Tensor expected) {
    double scale = expected.abs().max().item_double();
    assertThat(actual.sizes().vec().get()).isEqualTo(expected.sizes().vec().get());
    assertThat(actual.sub(expected).abs().max().item_double()).isLessThan(2e-5 * (1 + scale));
  }

  @Property(tries = 25)
  void winogradIsTheConvolution(
      @ForAll @IntRange(min = 1, max = 3) int samples,
      @ForAll @IntRange(min = 1, max = 19) int in,
      @ForAll @IntRange(min = 1, max = 19) int out,
      @ForAll @IntRange(min = 1, max = 23) int h,
      @ForAll @IntRange(min = 1, max = 23) int w,
      @ForAll @IntRange(min = 0, max = 3) int crewSize) {
    try (PointerScope scope = new PointerScope();
        Scopes.Owner owner = new Scopes.Owner();
        Crew crew = new Crew(Math.max(1, crewSize))) {
      Tensor weight = noise(out, in, 3, 3);
      Tensor bias = noise(out);
      check(
          new Winograd(weight, bias, x -> x, owner, crewSize == 0 ? null : crew),
          weight,
          bias,
          noise(samples, in, h + 2, w + 2),
          1);
    }
  }

  @Property(tries = 15)
  void theLibrarysWayIsTheConvolution(
      @ForAll @IntRange(min = 1, max = 3) int samples,
      @ForAll @IntRange(min = 1, max = 9) int in,
      @ForAll @IntRange(min = 1, max = 9) int out,
      @ForAll @IntRange(min = 1, max = 17) int h,
      @ForAll @IntRange(min = 1, max = 17) int w,
      @ForAll @IntRange(min = 1, max = 2) int stride) {
    try (PointerScope scope = new PointerScope();
        Scopes.Owner owner = new Scopes.Owner()) {
      Tensor weight = noise(out, in, 3, 3);
      Tensor bias = noise(out);
      check(
          new DirectFilter(weight, bias, stride, owner),
          weight,
          bias,
          noise(samples, in, h + 2, w + 2),
          stride);
    }
  }

  @Property(tries = 15)
  void afterUpsamplingItIsTheConvolutionOfTheLargeMap(
      @ForAll @IntRange(min = 1, max = 3) int samples,
      @ForAll @IntRange(min = 2, max = 9) int in,
      @ForAll @IntRange(min = 1, max = 9) int out,
      @ForAll @IntRange(min = 1, max = 11) int h,
      @ForAll @IntRange(min = 1, max = 11) int w) {
    try (PointerScope scope = new PointerScope();
        Scopes.Owner owner = new Scopes.Owner()) {
      Tensor weight = noise(out, in, 3, 3);
      Tensor bias = noise(out);
      Tensor gradient = noise(samples, out, 2L * h, 2L * w);
      Tensor small = torch.replication_pad2d(noise(samples, in, h, w), 1, 1, 1, 1);
      Tensor leaf = Expected.leaf(small);
      Tensor large = torch.upsample_nearest2d(leaf, 2L * h + 4, 2L * w + 4);
      Expected expected =
          Expected.of(
              large.narrow(2, 1, 2L * h + 2).narrow(3, 1, 2L * w + 2).detach(),
              weight,
              bias,
              gradient,
              1);
      large
          .narrow(2, 1, 2L * h + 2)
          .narrow(3, 1, 2L * w + 2)
          .backward(
              expected.input.to(ScalarType.Double),
              new BoolOptional(),
              false,
              new TensorArrayRefOptional());

      Filter filter = new UpsamplingFilter(weight, bias, UnaryOperator.identity(), owner);
      assertClose(filter.forward(small), expected.y);
      Tensor weightGradient = torch.zeros_like(weight);
      Tensor biasGradient = torch.zeros_like(bias);
      Tensor back =
          filter.backward(
              small, gradient, new Filter.Gradients(true, weightGradient, biasGradient));
      assertClose(back, exact(leaf.grad()));
      assertClose(weightGradient, expected.weight);
      assertClose(biasGradient, expected.bias);
    }
  }

  @Property(tries = 15)
  void inBfloat16TheLibrarysWayIsTheConvolutionToThreeDigits(
      @ForAll @IntRange(min = 1, max = 2) int samples,
      @ForAll @IntRange(min = 2, max = 33) int in,
      @ForAll @IntRange(min = 2, max = 33) int out,
      @ForAll @IntRange(min = 1, max = 17) int size,
      @ForAll @IntRange(min = 1, max = 2) int stride) {
    try (PointerScope scope = new PointerScope();
        Scopes.Owner owner = new Scopes.Owner()) {
      Tensor weight = bfloat16(noise(out, in, 3, 3));
      Tensor bias = bfloat16(noise(out));
      Tensor padded = bfloat16(noise(samples, in, size + 2, size + 2));
      DirectFilter filter = new DirectFilter(weight, bias, stride, owner);
      Tensor y = filter.forward(padded);
      Tensor gradient = bfloat16(noise(y.size(0), y.size(1), y.size(2), y.size(3)));
      Expected expected =
          Expected.of(exact(padded), exact(weight), exact(bias), exact(gradient), stride);
      Tensor weightGradient = torch.zeros_like(exact(weight));
      Tensor biasGradient = torch.zeros_like(exact(bias));
      Tensor back =
          filter.backward(
              padded, gradient, new Filter.Gradients(true, weightGradient, biasGradient));
      assertNear(exact(y), expected.y);
      assertNear(exact(back), expected.input);
      assertNear(weightGradient, expected.weight);
      assertNear(biasGradient, expected.bias);
    }
  }

  private static Tensor bfloat16(Tensor tensor) {
    return tensor.to(ScalarType.BFloat16);
  }

  private static Tensor exact(Tensor tensor) {
    return tensor.to(ScalarType.Float);
  }

  private static void assertNear(Tensor actual, Tensor expected) {
    double difference = actual.sub(expected).norm().item_double();
    assertThat(difference).isLessThan(0.005 * expected.norm().item_double() + 0.01);
  }

  /** The library's own gradient of the input crashes where it is computed twice at a time. */
  @Test
  void threadsDoNotDisturbEachOther() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<float[]>> gradients = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        int seed = i / 2;
        gradients.add(threads.submit(() -> inputGradient(new Random(seed))));
      }
      for (int i = 0; i < gradients.size(); i += 2) {
        assertThat(gradients.get(i).get()).isEqualTo(gradients.get(i + 1).get());
      }
    } finally {
      threads.shutdown();
    }
  }

  private static float[] inputGradient(Random random) {
    torch.set_num_threads(1); // holds for this thread
    try (PointerScope scope = new PointerScope();
        Scopes.Owner owner = new Scopes.Owner()) {
      int in = 16 + random.nextInt(80);
      int out = 16 + random.nextInt(80);
      int size = 5 + random.nextInt(40);
      Filter filter = new DirectFilter(noise(random, out, in, 3, 3), torch.zeros(out), 1, owner);
      return Backend.values(
          filter.backward(
              noise(random, 1, in, size + 2, size + 2),
              noise(random, 1, out, size, size),
              new Filter.Gradients(true, null, null)));
    }
  }

  private static Tensor noise(Random random, long... shape) {
    float[] values = new float[(int) (shape[0] * shape[1] * shape[2] * shape[3])];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Tensor.create(values, shape).contiguous(MemoryFormat.ChannelsLast);
  }

  private static void check(Filter filter, Tensor weight, Tensor bias, Tensor padded, long stride) {
    Tensor y = filter.forward(padded);
    Tensor gradient = noise(y.size(0), y.size(1), y.size(2), y.size(3));
    Expected expected = Expected.of(padded, weight, bias, gradient, stride);
    assertClose(y, expected.y);

    Tensor weightGradient = torch.ones_like(weight);
    Tensor biasGradient = torch.ones_like(bias);
    Tensor back =
        filter.backward(padded, gradient, new Filter.Gradients(true, weightGradient, biasGradient));
    assertClose(back, expected.input);
    // They are added to what is there.
    assertClose(weightGradient, expected.weight.add(torch.ones_like(weight)));
    assertClose(biasGradient, expected.bias.add(torch.ones_like(bias)));
    assertClose(
        filter.backward(padded, gradient, new Filter.Gradients(true, null, null)), expected.input);
  }

  @Test
  void winogradInBfloat16ErrsAtMostTwoAndAHalfTimesAsMuchAsTheLibrary() {
    try (PointerScope scope = new PointerScope();
        Scopes.Owner owner = new Scopes.Owner()) {
      Tensor weight = noise(96, 64, 3, 3);
      Tensor bias = noise(96);
      // What a layer sees: nothing negative.
      Tensor padded = noise(2, 64, 34, 26).relu().add(new Scalar(0.2f));
      Tensor gradient = noise(2, 96, 32, 24);
      Backend backend = Backend.of(Precision.BFLOAT16, Device.CPU);
      Filter library = new DirectFilter(backend.place(weight), backend.place(bias), 1, owner);
      Filter winograd = new Winograd(weight, bias, backend::place, owner, null);
      Expected expected = Expected.of(padded, weight, bias, gradient, 1);
      Tensor[] wanted = {expected.y, expected.input, expected.weight};
      Tensor[] theirs = results(library, padded, gradient);
      Tensor[] ours = results(winograd, padded, gradient);
      for (int i = 0; i < wanted.length; i++) {
        assertThat(distance(ours[i], wanted[i])).isLessThan(2.5 * distance(theirs[i], wanted[i]));
      }
    }
  }

  @Property(tries = 20)
  void winogradInBfloat16IsTheConvolution(
      @ForAll @IntRange(min = 1, max = 3) int samples,
      @ForAll @IntRange(min = 1, max = 19) int in,
      @ForAll @IntRange(min = 1, max = 19) int out,
      @ForAll @IntRange(min = 12, max = 60) int h,
      @ForAll @IntRange(min = 12, max = 60) int w) {
    try (PointerScope scope = new PointerScope();
        Scopes.Owner owner = new Scopes.Owner()) {
      Tensor weight = noise(out, in, 3, 3);
      Tensor bias = noise(out);
      Tensor padded = noise(samples, in, h + 2, w + 2);
      Tensor gradient = noise(samples, out, h, w);
      Backend backend = Backend.of(Precision.BFLOAT16, Device.CPU);
      Expected expected = Expected.of(padded, weight, bias, gradient, 1);
      Tensor[] wanted = {expected.y, expected.input, expected.weight};
      Tensor[] ours =
          results(new Winograd(weight, bias, backend::place, owner, null), padded, gradient);
      for (int i = 0; i < wanted.length; i++) {
        assertThat(ours[i].sizes().vec().get()).isEqualTo(wanted[i].sizes().vec().get());
        assertThat(distance(ours[i], wanted[i])).isLessThan(0.02);
      }
    }
  }

  /** Output, and the gradients of input and weight. */
  private static Tensor[] results(Filter filter, Tensor padded, Tensor gradient) {
    Tensor weight = torch.zeros(gradient.size(1), padded.size(1), 3, 3);
    Tensor bias = torch.zeros(gradient.size(1));
    Tensor back = filter.backward(padded, gradient, new Filter.Gradients(true, weight, bias));
    return new Tensor[] {filter.forward(padded), back, weight};
  }

  /** Root of the mean squared difference, over that of the mean square. */
  private static double distance(Tensor actual, Tensor expected) {
    return actual.sub(expected).norm().item_double() / expected.norm().item_double();
  }

  @Test
  void aCrewRepeatsItselfBitForBit() {
    try (PointerScope scope = new PointerScope();
        Scopes.Owner owner = new Scopes.Owner();
        Crew crew = new Crew(3)) {
      Winograd filter = new Winograd(noise(16, 16, 3, 3), noise(16), x -> x, owner, crew);
      Tensor padded = noise(1, 16, 130, 93);
      Tensor gradient = noise(1, 16, 128, 91);
      float[] y = Backend.values(filter.forward(padded));
      Filter.Gradients input = new Filter.Gradients(true, null, null);
      float[] back = Backend.values(filter.backward(padded, gradient, input));
      for (int i = 0; i < 5; i++) {
        assertThat(Backend.values(filter.forward(padded))).isEqualTo(y);
        assertThat(Backend.values(filter.backward(padded, gradient, input))).isEqualTo(back);
      }
    }
  }
}

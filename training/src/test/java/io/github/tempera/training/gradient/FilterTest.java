package io.github.tempera.training.gradient;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tempera.network.Backend;
import io.github.tempera.network.Scopes;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.junit.jupiter.api.Test;

/** Our convolutions against the library's and its autograd. */
class FilterTest {
  /** A convolution's output and its gradients, as the library has them. */
  private record Expected(Tensor y, Tensor input, Tensor weight, Tensor bias) {
    static Expected of(Tensor padded, Tensor weight, Tensor bias, Tensor gradient, long stride) {
      Tensor x = padded.detach().requires_grad_(true);
      Tensor w = weight.detach().requires_grad_(true);
      Tensor b = bias.detach().requires_grad_(true);
      long[] none = {0, 0};
      Tensor y =
          torch.conv2d(
              x, w, new TensorOptional(b), new long[] {stride, stride}, none, new long[] {1, 1}, 1);
      y.backward(gradient, new BoolOptional(), false, new TensorArrayRefOptional());
      return new Expected(y.detach(), x.grad().detach(), w.grad().detach(), b.grad().detach());
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
          new Winograd(weight, bias, owner, crewSize == 0 ? null : crew),
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
  void aCrewRepeatsItselfBitForBit() {
    try (PointerScope scope = new PointerScope();
        Scopes.Owner owner = new Scopes.Owner();
        Crew crew = new Crew(3)) {
      Winograd filter = new Winograd(noise(16, 16, 3, 3), noise(16), owner, crew);
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

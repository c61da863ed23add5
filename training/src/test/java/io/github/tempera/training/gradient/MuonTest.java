package io.github.tempera.training.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.pytorch.global.torch.conv2d;
import static org.bytedeco.pytorch.global.torch.randn;

import io.github.tempera.Device;
import io.github.tempera.Precision;
import io.github.tempera.internal.network.Backend;
import io.github.tempera.model.Weights;
import io.github.tempera.training.convolution.Crew;
import java.util.TreeMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A step of Muon")
class MuonTest {
  private static final int IN = 8;
  private static final int OUT = 16;

  @Test
  @DisplayName("changes the output alike in all directions, though inputs vary mostly in one")
  void changesOutputAlike() {
    try (PointerScope scope = new PointerScope()) {
      torch.manual_seed(1);
      Tensor white = randn(4, IN, 34, 34);
      Tensor inputs = white.add(randn(4, 1, 34, 34).abs().mul(new Scalar(10)));
      Tensor gradient = randn(OUT, IN, 3, 3);
      double unaware = spread(inputs, change(white, gradient));
      double aware = spread(inputs, change(inputs, gradient));
      assertThat(unaware).isGreaterThan(10);
      assertThat(aware).isLessThan(unaware / 3);
    }
  }

  /** The greatest by the least strength of a change in the output. */
  private static double spread(Tensor inputs, Tensor change) {
    Tensor moved = conv2d(inputs, change).permute(1, 0, 2, 3).reshape(OUT, -1);
    Tensor strengths = torch.linalg_svdvals(moved);
    return strengths.max().item_double() / strengths.min().item_double();
  }

  /** What a first step of rate 1 changes of weights. */
  private static Tensor change(Tensor padded, Tensor gradient) {
    Backend backend = Backend.of(Precision.FLOAT32, Device.CPU);
    TreeMap<String, Weights> initial = new TreeMap<>();
    initial.put("conv.bias", new Weights(new long[] {OUT}, new float[OUT]));
    initial.put("conv.weight", new Weights(new long[] {OUT, IN, 3, 3}, new float[OUT * IN * 9]));
    try (Parameters parameters = new Parameters(initial, backend);
        Gradient sum = new Gradient(parameters, true);
        Crew crew = new Crew(2);
        Muon muon = new Muon(parameters, crew)) {
      sum.see("conv.weight", () -> padded);
      parameters.view(sum.values(), "conv.weight").copy_(gradient);
      muon.step(sum, 1, 1, Double.POSITIVE_INFINITY);
      return parameters.get("conv.weight").clone();
    }
  }
}

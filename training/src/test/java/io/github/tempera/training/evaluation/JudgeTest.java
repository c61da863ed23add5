package io.github.tempera.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.tempera.Device;
import io.github.tempera.RandomVgg19;
import io.github.tempera.internal.format.TensorFile;
import io.github.tempera.model.Vgg19Encoder;
import io.github.tempera.model.Weights;
import io.github.tempera.training.Shared;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class JudgeTest {
  @Test
  void givesTheReferenceImplementationsLosses() {
    TensorFile golden = TensorFile.read(Shared.file("reference/adain-golden.safetensors"));
    Vgg19Encoder encoder =
        Vgg19Encoder.read(Shared.file("weights/vgg19-normalised-relu4_1.safetensors"));
    try (PointerScope scope = new PointerScope();
        Judge judge = new Judge(encoder, Device.CPU, 1);
        Judge.View content = judge.view(tensor(golden, "content"));
        Judge.View style = judge.view(tensor(golden, "style"));
        Judge.View output = judge.view(tensor(golden, "output"))) {
      Losses losses = judge.losses(output, content, style);
      assertThat(losses.content())
          .isCloseTo(golden.get("content_loss").values()[0], withinPercentage(0.02));
      assertThat(losses.style())
          .isCloseTo(golden.get("style_loss").values()[0], withinPercentage(0.02));
      assertThat(losses.toContent())
          .isCloseTo(
              distance(output(golden, judge), golden.get("content_relu4_1").values()),
              withinPercentage(0.02));
      assertThat(losses.gram()).isPositive();
    }
  }

  private static float[] output(TensorFile golden, Judge judge) {
    try (Judge.View view = judge.view(tensor(golden, "output"))) {
      return view.relu4();
    }
  }

  private static double distance(float[] a, float[] b) {
    assertThat(a).hasSameSizeAs(b);
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.pow((double) a[i] - b[i], 2);
    }
    return sum / a.length;
  }

  private static Tensor tensor(TensorFile file, String name) {
    Weights weights = file.get(name);
    return Tensor.create(weights.values(), weights.shape());
  }

  @Test
  void findsNothingBetweenAPictureAndItself() {
    try (PointerScope scope = new PointerScope();
        Judge judge = new Judge(Vgg19Encoder.of(RandomVgg19.model()), Device.CPU, 1);
        Judge.View view = judge.view(Tensor.create(new float[3 * 32 * 32], 1, 3, 32, 32))) {
      Losses losses = judge.losses(view, view, view);
      assertThat(losses.style()).isZero();
      assertThat(losses.gram()).isZero();
      assertThat(losses.toContent()).isZero();
      assertThat(losses.content()).isLessThan(1e-9);
    }
  }

  /** The definition, with G[i][j] the mean over places of x[i] x[j], divided by C. */
  @Test
  void comparesGramMatrices() {
    try (PointerScope scope = new PointerScope()) {
      Tensor x = Tensor.create(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 1, 2, 2, 2);
      Tensor gram = Judge.View.gram(x);
      // Channel 0 is 1 2 3 4, channel 1 is 5 6 7 8; C h w = 8.
      assertThat(io.github.tempera.internal.network.Backend.values(gram))
          .containsExactly(30 / 8f, 70 / 8f, 70 / 8f, 174 / 8f);
    }
  }
}

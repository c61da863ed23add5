package io.github.tempera.training.optimization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.tempera.Compute;
import io.github.tempera.Device;
import io.github.tempera.Precision;
import io.github.tempera.RandomVgg19;
import io.github.tempera.TemperaException;
import io.github.tempera.image.Picture;
import io.github.tempera.internal.format.TensorFile;
import io.github.tempera.model.Vgg19Encoder;
import io.github.tempera.model.Weights;
import io.github.tempera.training.Shared;
import io.github.tempera.training.loss.LossWeights;
import io.github.tempera.training.optimization.Optimization.Loss;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class OptimizationTest {
  private static final Compute COMPUTE = new Compute(Precision.FLOAT32, Device.CPU, 2);
  private static final Vgg19Encoder ENCODER = Vgg19Encoder.of(RandomVgg19.model());

  private static Optimization optimization(Picture content, Picture start, int steps) {
    return new Optimization(
        content,
        Optimization.noise(24, 24, 2),
        start,
        ENCODER,
        new OptimizeOptions(steps, 0.02, LossWeights.PAPER),
        COMPUTE);
  }

  @Test
  void theLossFallsAndTheBestPictureIsKept() {
    Picture content = Optimization.noise(32, 24, 1);
    try (Optimization optimization = optimization(content, content, 12)) {
      Loss first = optimization.step();
      double least = first.total();
      for (int i = 1; i < 12; i++) {
        least = Math.min(least, optimization.step().total());
      }
      Loss last = optimization.measure();
      assertThat(first.iteration()).isZero();
      assertThat(last.iteration()).isEqualTo(12);
      assertThat(last.total()).isLessThan(0.8 * first.total());
      assertThat(last.total()).isEqualTo(last.content() + 10 * last.style(), within(1e-3));
      least = Math.min(least, last.total());
      // As bytes it is a little off.
      try (Optimization again = optimization(content, optimization.best(), 1)) {
        assertThat(again.measure().total()).isEqualTo(least, within(0.02 * least));
      }
    }
  }

  @Test
  void repeatsItselfBitForBit() {
    Picture content = Optimization.noise(45, 31, 1);
    assertThat(painted(content).rgb()).isEqualTo(painted(content).rgb());
  }

  private static Picture painted(Picture content) {
    try (Optimization optimization = optimization(content, content, 3)) {
      for (int i = 0; i < 3; i++) {
        optimization.step();
      }
      return optimization.picture();
    }
  }

  @Test
  void paintsPicturesOfAnySize() {
    for (int[] size : new int[][] {{1, 1}, {7, 30}, {17, 23}}) {
      Picture content = Optimization.noise(size[0], size[1], 1);
      try (Optimization optimization = optimization(content, content, 2)) {
        Loss first = optimization.step();
        optimization.step();
        assertThat(optimization.measure().total()).isLessThan(first.total());
        assertThat(optimization.picture().width()).isEqualTo(size[0]);
        assertThat(optimization.picture().height()).isEqualTo(size[1]);
      }
    }
  }

  @Test
  void memoryStaysFlat() {
    Picture content = Optimization.noise(64, 64, 1);
    try (Optimization optimization = optimization(content, content, 500)) {
      for (int i = 0; i < 5; i++) {
        optimization.step();
      }
      long before = Pointer.physicalBytes();
      long objects = Pointer.totalCount();
      for (int i = 0; i < 25; i++) {
        optimization.step();
      }
      assertThat(Pointer.totalCount()).isLessThan(objects + 50);
      // 25 times a step's maps, were they kept, would be more than this; Java's heap is in it, too.
      assertThat(Pointer.physicalBytes() - before).isLessThan(100L << 20);
    }
  }

  /** The losses are those of the reference, so that they compare with what evaluate says. */
  @Test
  void measuresTheReferencesLosses() {
    TensorFile golden = TensorFile.read(Shared.file("reference/adain-golden.safetensors"));
    Vgg19Encoder encoder =
        Vgg19Encoder.read(Shared.file("weights/vgg19-normalised-relu4_1.safetensors"));
    try (Optimization optimization =
        new Optimization(
            picture(golden.get("content")),
            picture(golden.get("style")),
            picture(golden.get("content")),
            encoder,
            OptimizeOptions.DEFAULTS,
            COMPUTE)) {
      Weights output =
          golden.get("output"); // beyond [0, 1] in places; the others lose a little as bytes
      try (PointerScope scope = new PointerScope()) {
        optimization.pixels().copy_(Tensor.create(output.values(), output.shape()));
      }
      Loss loss = optimization.measure();
      double content = golden.get("content_loss").values()[0];
      double style = golden.get("style_loss").values()[0];
      assertThat(loss.content()).isEqualTo(content, within(5e-3 * content));
      assertThat(loss.style()).isEqualTo(style, within(5e-3 * style));
    }
  }

  private static Picture picture(Weights tensor) {
    int height = (int) tensor.shape()[2];
    int width = (int) tensor.shape()[3];
    byte[] rgb = new byte[3 * width * height];
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < width * height; i++) {
        float value = tensor.values()[c * width * height + i];
        rgb[3 * i + c] = (byte) Math.round(255 * Math.max(0, Math.min(1, value)));
      }
    }
    return Picture.of(width, height, rgb);
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatThrownBy(() -> new OptimizeOptions(0, 0.02, LossWeights.PAPER))
        .isInstanceOf(TemperaException.class)
        .hasMessageContaining("iterations")
        .hasMessageContaining("0");
    assertThatThrownBy(() -> new OptimizeOptions(1, 0, LossWeights.PAPER))
        .isInstanceOf(TemperaException.class)
        .hasMessageContaining("rate");
  }
}

package io.github.tempera;

import static io.github.tempera.TestModels.picture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tempera.image.Mask;
import io.github.tempera.image.Picture;
import io.github.tempera.internal.network.ChannelStatistics;
import io.github.tempera.model.ModelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StyleTest {
  private static Stylizer slim;
  private static Style first;
  private static Style second;

  @BeforeAll
  static void open() {
    slim =
        Stylizer.open(
            ModelStore.standard().load("slim"), new Compute(Precision.FLOAT32, Device.CPU, 0));
    first = slim.encode(picture(60, 40, 1));
    second = slim.encode(picture(50, 70, 2));
  }

  @AfterAll
  static void close() {
    slim.close();
  }

  @Test
  void savedStylePaintsTheSamePicture(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("first.style");
    first.save(file);
    Style loaded = Style.load(file);
    assertThat(Files.size(file)).isLessThan(8000);
    assertThat(loaded.model()).isEqualTo("slim");
    assertThat(slim.stylize(picture(60, 60, 3), loaded).rgb())
        .isEqualTo(slim.stylize(picture(60, 60, 3), first).rgb());
  }

  @Test
  void modelFileIsNoStyle(@TempDir Path folder) {
    Path file = folder.resolve("model.safetensors");
    slim.model().write(file);
    assertThatThrownBy(() -> Style.load(file))
        .isInstanceOf(TemperaException.class)
        .hasMessageContaining("is not a saved style");
  }

  @Test
  void styleWithNumbersMissingIsRefused(@TempDir Path folder) {
    Path file = folder.resolve("short.style");
    new Style("slim", first.encoder(), first.layers().subList(0, 2)).save(file);
    assertThatThrownBy(() -> slim.stylize(picture(60, 60, 3), Style.load(file)))
        .isInstanceOf(TemperaException.class)
        .hasMessageContaining("does not fit");
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, 0f, -1f})
  void damagedStyleIsRefused(float deviation, @TempDir Path folder) {
    List<ChannelStatistics> layers = new ArrayList<>(first.layers());
    float[] deviations = layers.get(1).deviation().clone();
    deviations[3] = deviation;
    layers.set(1, new ChannelStatistics(layers.get(1).mean(), deviations));
    Path file = folder.resolve("damaged.style");
    new Style("slim", first.encoder(), layers).save(file);
    assertThatThrownBy(() -> Style.load(file))
        .isInstanceOf(TemperaException.class)
        .hasMessageContaining("damaged.style is damaged");
  }

  @Test
  void largeStylePictureIsShrunkToTheUsualSize() {
    Style usual = slim.encode(picture(900, 700, 4).withShortSide(Style.DEFAULT_SIZE));
    assertThat(slim.stylize(picture(60, 60, 3), slim.encode(picture(900, 700, 4))).rgb())
        .isEqualTo(slim.stylize(picture(60, 60, 3), usual).rgb());
  }

  @Test
  void closingFromWithinItsOwnWorkIsAnError() {
    Progress closing = (done, total) -> slim.close();
    assertThatThrownBy(() -> slim.encode(picture(32, 32, 3), closing))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("within its own work");
  }

  @Test
  void weightsMustBeUsable() {
    List<Style> styles = List.of(first, second);
    assertRefused(styles, List.of(1.0), "2 styles and 1 weights");
    assertRefused(styles, List.of(Double.NaN, 1.0), "not NaN");
    assertRefused(styles, List.of(-0.5, 1.0), "not -0.5");
    assertRefused(styles, List.of(Double.POSITIVE_INFINITY, 1.0), "not Infinity");
    assertRefused(styles, List.of(0.0, 0.0), "positive sum");
    assertRefused(styles, List.of(Double.MAX_VALUE, Double.MAX_VALUE), "positive sum");
    assertRefused(List.of(), List.of(), "0 styles");
  }

  private static void assertRefused(List<Style> styles, List<Double> weights, String reason) {
    assertThatThrownBy(() -> Style.blend(styles, weights))
        .isInstanceOf(TemperaException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void anotherModelsStyleIsRefused() {
    try (Stylizer other =
        Stylizer.open(RandomVgg19.model(), new Compute(Precision.FLOAT32, Device.CPU, 0))) {
      assertThatThrownBy(() -> other.stylize(picture(32, 32, 3), first))
          .isInstanceOf(TemperaException.class)
          .hasMessageContaining("slim")
          .hasMessageContaining("random");
      Style others = other.encode(picture(32, 32, 3));
      assertThatThrownBy(() -> Style.blend(List.of(first, others), List.of(1.0, 0.0)))
          .isInstanceOf(TemperaException.class)
          .hasMessageContaining("cannot be blended");
    }
  }

  /** The paper's decoder needs one layer's statistics, a modulated one four of the same encoder. */
  @Test
  void aStyleForAnotherDecoderIsRefused() {
    Compute compute = new Compute(Precision.FLOAT32, Device.CPU, 0);
    Picture picture = picture(32, 32, 3);
    try (Stylizer paper = Stylizer.open(RandomVgg19.model(), compute);
        Stylizer modulated = Stylizer.open(RandomVgg19.modulated(4), compute)) {
      Style one = paper.encode(picture);
      Style four = modulated.encode(picture);
      assertThatThrownBy(() -> modulated.stylize(picture, one))
          .isInstanceOf(TemperaException.class);
      assertThatThrownBy(() -> paper.stylize(picture, four)).isInstanceOf(TemperaException.class);
      assertRefused(List.of(one, four), List.of(1.0, 1.0), "cannot be blended");
      assertRefused(List.of(four, one), List.of(1.0, 1.0), "cannot be blended");
    }
  }

  @Test
  void masksAreForEveryStyleAndNotBlack() {
    Mask black = Mask.of(2, 2, new byte[4]);
    assertThatThrownBy(
            () -> Look.of(List.of(Look.Part.of(first), Look.Part.of(first).withMask(black))))
        .isInstanceOf(TemperaException.class)
        .hasMessage("Give every style a mask or none: there are 1 masks for 2 styles.");
    assertThatThrownBy(() -> Look.of(List.of(Look.Part.of(first).withMask(black))))
        .isInstanceOf(TemperaException.class)
        .hasMessageContaining("Mask 1 is black");
  }

  @Test
  void optionsNameWhatIsWrong() {
    assertThatThrownBy(() -> StylizeOptions.DEFAULTS.withAlpha(Double.NaN))
        .isInstanceOf(TemperaException.class)
        .hasMessageContaining("alpha must be between 0 and 1, not NaN");
    assertThatThrownBy(() -> Compute.DEFAULTS.withTileSize(5))
        .isInstanceOf(TemperaException.class)
        .hasMessageContaining("not 5");
    for (double stroke : new double[] {0.249, 64.1, -1, 0, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> StylizeOptions.DEFAULTS.withStroke(stroke))
          .isInstanceOf(TemperaException.class)
          .hasMessage("stroke must be between 0.25 and 64, not " + stroke + ".");
    }
    assertThatThrownBy(() -> Look.of(List.of()))
        .isInstanceOf(TemperaException.class)
        .hasMessage("Give at least one style.");
    assertThatThrownBy(() -> Look.of(List.of(Look.Part.of(first).withWeight(-1))))
        .isInstanceOf(TemperaException.class)
        .hasMessageContaining("weight must be a number of 0 or more, not -1");
    assertThatThrownBy(() -> Look.of(List.of(Look.Part.of(first).withWeight(0))))
        .isInstanceOf(TemperaException.class)
        .hasMessageContaining("positive sum");
    assertThatThrownBy(() -> new Compute(Precision.AUTO, Device.CPU, -1))
        .isInstanceOf(TemperaException.class)
        .hasMessageContaining("not -1");
  }

  @Test
  void closedStylizerSaysSo() {
    Stylizer closed =
        Stylizer.open(
            ModelStore.standard().load("slim"), new Compute(Precision.FLOAT32, Device.CPU, 0));
    closed.close();
    closed.close();
    assertThatThrownBy(() -> closed.encode(picture(32, 32, 3)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void automaticPrecisionGoesByTheProcessorsFlags() {
    assertThat(Precision.fastest(Set.of("sse2", "avx512f"))).isEqualTo(Precision.FLOAT32);
    assertThat(Precision.fastest(Set.of("avx512_bf16"))).isEqualTo(Precision.BFLOAT16);
    assertThat(Precision.fastest(Set.of("amx_bf16"))).isEqualTo(Precision.BFLOAT16);
    assertThat(Precision.FLOAT32.resolve()).isEqualTo(Precision.FLOAT32);
  }
}

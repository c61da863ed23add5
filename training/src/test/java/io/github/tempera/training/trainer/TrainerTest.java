package io.github.tempera.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.tempera.Compute;
import io.github.tempera.Device;
import io.github.tempera.Precision;
import io.github.tempera.Stylizer;
import io.github.tempera.image.Picture;
import io.github.tempera.model.Architecture;
import io.github.tempera.model.Model;
import io.github.tempera.model.ModelCard;
import io.github.tempera.model.Vgg19Encoder;
import io.github.tempera.training.data.PictureSet;
import io.github.tempera.training.run.RunPlace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerTest {
  private static final int SIZE = 64;

  private static Picture square(Path folder, String name, long seed) {
    RunPlace.picture(folder.resolve(name), SIZE, SIZE, seed);
    return Picture.read(folder.resolve(name));
  }

  /** Training and painting have networks of their own: they must be the same network. */
  @ParameterizedTest
  @EnumSource(Architecture.class)
  void theModelPaintsAsItsTrainingDoes(Architecture network, @TempDir Path folder)
      throws IOException {
    TrainOptions options = RunPlace.options(network, 12);
    assertThat(largestDifferenceAfter(options, folder)).isLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Architecture.class)
  void inBfloat16TheModelPaintsNearlyAsItsTrainingDoes(Architecture network, @TempDir Path folder)
      throws IOException {
    TrainOptions options = RunPlace.options(network, 12, Precision.BFLOAT16);
    assertThat(largestDifferenceAfter(options, folder)).isLessThanOrEqualTo(24);
  }

  /** Sums are rounded otherwise with other threads, but all that is drawn is the same. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsDrawnDoesNotDependOnThreads(boolean steady, @TempDir Path folder) throws IOException {
    RunPlace place = new RunPlace(folder);
    TrainOptions plain = RunPlace.options(Architecture.SLIM, 12).withWarmStart(0);
    TrainOptions options = steady ? RunPlace.steady(plain) : plain;
    Trainer.Step one = firstStep(place, options, 1);
    Trainer.Step two = firstStep(place, options, 2);
    assertThat(two.content()).isCloseTo(one.content(), withinPercentage(0.01));
    assertThat(two.style()).isCloseTo(one.style(), withinPercentage(0.01));
    assertThat(two.consistency()).isCloseTo(one.consistency(), withinPercentage(0.01));
    assertThat(two.consistency() > 0).isEqualTo(steady);
    double expected =
        two.content() + 10 * two.style() + options.consistency() * 10 * two.consistency();
    assertThat(two.total()).isCloseTo(expected, withinPercentage(0.01));
  }

  private static Trainer.Step firstStep(RunPlace place, TrainOptions options, int threads) {
    Trainer.Data data =
        new Trainer.Data(
            PictureSet.in(place.content),
            PictureSet.in(place.style),
            Vgg19Encoder.read(place.encoder));
    TrainOptions shared =
        new TrainOptions(
            options.network(),
            options.data(),
            options.learning(),
            options.loss(),
            options.consistency(),
            options.normalization(),
            options.precision(),
            threads,
            options.seed());
    try (Trainer trainer = Trainer.start(shared, data, null, Device.CPU)) {
      return trainer.step();
    }
  }

  private static int largestDifferenceAfter(TrainOptions options, Path folder) throws IOException {
    RunPlace place = new RunPlace(folder);
    Trainer.Data data =
        new Trainer.Data(
            PictureSet.in(place.content),
            PictureSet.in(place.style),
            Vgg19Encoder.read(place.encoder));
    Picture content = square(folder, "content.png", 1);
    Picture style = square(folder, "style.png", 2);
    try (Trainer trainer = Trainer.start(options, data, null)) {
      for (int i = 0; i < 12; i++) {
        trainer.step();
      }
      Picture inTraining = trainer.paint(List.of(content), List.of(style)).get(0);
      Model model =
          trainer.model(new ModelCard("trained", options.network(), "none", "", new TreeMap<>()));
      try (Stylizer stylizer =
          Stylizer.open(model, new Compute(options.precision(), Device.CPU, 0))) {
        Picture byModel = stylizer.stylize(content, stylizer.encode(style));
        assertThat(largestDifference(inTraining, content)).isGreaterThan(20);
        return largestDifference(inTraining, byModel);
      }
    }
  }

  private static int largestDifference(Picture a, Picture b) {
    int largest = 0;
    for (int i = 0; i < a.rgb().length; i++) {
      largest = Math.max(largest, Math.abs((a.rgb()[i] & 255) - (b.rgb()[i] & 255)));
    }
    return largest;
  }
}

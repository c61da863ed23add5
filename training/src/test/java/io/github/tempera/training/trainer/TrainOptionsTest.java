package io.github.tempera.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.tempera.Precision;
import io.github.tempera.TemperaException;
import io.github.tempera.model.Architecture;
import io.github.tempera.training.loss.LossWeights;
import io.github.tempera.training.run.RunPlace;
import io.github.tempera.training.trainee.Normalization;
import io.github.tempera.training.trainer.TrainOptions.Data;
import io.github.tempera.training.trainer.TrainOptions.Learning;
import io.github.tempera.training.trainer.TrainOptions.Learning.Optimizer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TrainOptionsTest {
  private static void refused(ThrowingCallable made, String message) {
    assertThatExceptionOfType(TemperaException.class)
        .isThrownBy(made)
        .withMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 128, 0, 0, 0, 0, 0, 'batch must be 1 to 256, not 0'",
    "257, 128, 0, 0, 0, 0, 0, 'batch must be 1 to 256, not 257'",
    "8, 24, 0, 0, 0, 0, 0, 'crop must be 32 to 1024, not 24'",
    "8, 100, 0, 0, 0, 0, 0, 'crop must be a multiple of 8, not 100'",
    "8, 128, 127, 0, 0, 0, 0, 'short side must be 0 or not below crop (128), not 127'",
    "8, 128, 0, -1, 0, 0, 0, 'crops per picture must be 0 to 1000, not -1'",
    "8, 128, 0, 0, 1.5, 0, 0, 'identity must be 0 to 1, not 1.5'",
    "8, 128, 0, 0, NaN, 0, 0, 'identity must be 0 to 1, not NaN'",
    "8, 128, 0, 0, 0, 3.5, 0, 'scales must be 0 to 3, not 3.5'",
    "8, 128, 0, 0, 0, 0, -0.1, 'augment must be 0 to 1, not -0.1'"
  })
  void dataOutOfItsRangeIsNamed(
      int batch,
      int crop,
      int shortSide,
      int crops,
      double identity,
      double scales,
      double augment,
      String message) {
    refused(
        () -> new Data(batch, crop, shortSide, crops, identity, 0, 0, 0, scales, augment, false),
        message);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 1e-3, 1, 20, 0, 'iterations must be 1 to 1000000000, not 0'",
    "10, -1, 1e-3, 1, 20, 0, 'warm start must be 0 to 1000000000, not -1'",
    "10, 0, 0, 1, 20, 0, 'rate must be above 0 and at most 1, not 0.0'",
    "10, 0, NaN, 1, 20, 0, 'rate must be above 0 and at most 1, not NaN'",
    "10, 0, 1e-3, 0, 20, 0, 'schedule end must be 1 to 1000000000, not 0'",
    "10, 0, 1e-3, 1, 0, 0, 'clip must be above 0, not 0.0'",
    "10, 0, 1e-3, 1, 20, 1, 'average must be from 0 to below 1, not 1.0'"
  })
  void learningOutOfItsRangeIsNamed(
      long iterations,
      long warmStart,
      double rate,
      long end,
      double clip,
      double average,
      String message) {
    refused(
        () ->
            new Learning(
                iterations,
                warmStart,
                Optimizer.ADAM,
                rate,
                0,
                Schedule.CONSTANT,
                end,
                clip,
                average),
        message);
  }

  private static TrainOptions options(
      Architecture network, double consistency, Normalization normalization, int threads) {
    TrainOptions some = RunPlace.options(network, 10);
    return new TrainOptions(
        network,
        some.data(),
        some.learning(),
        LossWeights.PAPER,
        consistency,
        normalization,
        Precision.FLOAT32,
        threads,
        1);
  }

  @Test
  void whatDoesNotGoTogetherIsRefused() {
    refused(() -> options(Architecture.SLIM, 25, Normalization.NONE, 1), "it needs random phase");
    refused(
        () -> options(Architecture.SLIM, 0, Normalization.INSTANCE, 1),
        "Only the decoder of the network vgg19");
    refused(() -> options(Architecture.SLIM, 0, Normalization.NONE, 0), "threads must be 1 to 64");
    refused(
        () -> options(Architecture.SLIM, -1, Normalization.NONE, 1),
        "consistency must be 0 to 100000, not -1.0");
  }

  @ParameterizedTest
  @EnumSource
  void everyPresetIsValidForEveryNetwork(Preset preset) {
    for (Architecture network : Architecture.values()) {
      TrainOptions options = preset.options(network);
      assertThat(options.network()).isEqualTo(network);
      assertThat(options.precision()).isNotEqualTo(Precision.AUTO);
      assertThat(options.loss().lambda()).isEqualTo(10);
    }
  }

  /** The paper: Adam, batch 8, 256 pixels, λ = 10, 160,000 iterations. */
  @Test
  void classicIsThePapersRecipe() {
    TrainOptions classic = Preset.CLASSIC.options(Architecture.VGG19);
    assertThat(classic.data().batch()).isEqualTo(8);
    assertThat(classic.data().crop()).isEqualTo(256);
    assertThat(classic.data().shortSide()).isEqualTo(512);
    assertThat(classic.learning().optimizer()).isEqualTo(Optimizer.ADAM);
    assertThat(classic.learning().rateAt(0)).isEqualTo(1e-4);
    assertThat(classic.learning().iterations()).isEqualTo(160_000);
  }

  @Test
  void withChangesOneThing() {
    TrainOptions options = RunPlace.options(Architecture.VGG19, 10);
    assertThat(options.withIterations(11).learning().iterations()).isEqualTo(11);
    assertThat(options.withIterations(11).withIterations(10)).isEqualTo(options);
    assertThat(options.withWarmStart(3).learning().warmStart()).isEqualTo(3);
    assertThat(options.withWarmStart(3).withWarmStart(4)).isEqualTo(options);
    assertThat(options.withScheduleEnd(30).learning().scheduleEnd()).isEqualTo(30);
    assertThat(options.withScheduleEnd(30).withScheduleEnd(12)).isEqualTo(options);
    assertThat(options.withValidation(9).data().validation()).isEqualTo(9);
    assertThat(options.withValidation(9).withValidation(1)).isEqualTo(options);
  }
}

package io.github.tempera.training.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.github.tempera.TemperaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LossWeightsTest {
  @Test
  void oneNumberHoldsForEveryLayer() {
    assertThat(LossWeights.parse("2.5").style()).containsExactly(2.5, 2.5, 2.5, 2.5);
    assertThat(LossWeights.parse("paper")).isEqualTo(LossWeights.ofStyle(10));
  }

  @Test
  void fourNumbersAreOneALayerAndLambdaIsTheirMean() {
    LossWeights weights = LossWeights.parse("1,2,3,6");
    assertThat(weights.style()).containsExactly(1.0, 2.0, 3.0, 6.0);
    assertThat(weights.lambda()).isEqualTo(3);
  }

  /** There a layer's style loss is a sum over its channels. */
  @Test
  void theOriginalReleasesWeightsCountChannels() {
    assertThat(LossWeights.parse("release").style()).containsExactly(0.64, 1.28, 2.56, 5.12);
    assertThat(LossWeights.parse("release-strong").lambda())
        .isCloseTo(10 * LossWeights.parse("release").lambda(), within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ten", "1,2", "1,2,3,4,5", "-1", "NaN", "Infinity", "1;2;3;4"})
  void whatIsNoWeightIsRefused(String text) {
    assertThatExceptionOfType(TemperaException.class)
        .isThrownBy(() -> LossWeights.parse(text))
        .withMessageStartingWith("The style weight must be");
  }
}

package io.github.tempera.training.trainee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.tempera.RandomVgg19;
import io.github.tempera.model.Model;
import io.github.tempera.model.Weights;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class Vgg19ModulatedTraineeTest {
  /** The projection learns in another unit than it is stored in. */
  @Test
  void aTrainingThatStartsFromAModelStartsWithItsDecoder() {
    Model model = RandomVgg19.modulated();
    SortedMap<String, Weights> initial = Vgg19ModulatedTrainee.initial(model);
    float first = model.get(Vgg19ModulatedTrainee.PROJECTION).values()[0];
    assertThat(initial)
        .hasEntrySatisfying(
            Vgg19ModulatedTrainee.PROJECTION,
            projection ->
                assertThat(projection.values()[0]).isCloseTo(first / 0.02f, within(1e-4f)));

    SortedMap<String, Weights> stored = Vgg19ModulatedTrainee.stored(initial);
    assertThat(stored.keySet()).isEqualTo(initial.keySet());
    stored.forEach(
        (name, weights) -> {
          float[] actual = weights.values();
          float[] expected = model.get(name).values();
          assertThat(actual).hasSameSizeAs(expected);
          double largest = 0;
          for (int i = 0; i < actual.length; i++) {
            largest = Math.max(largest, Math.abs(actual[i] - expected[i]));
          }
          assertThat(largest).as(name).isLessThan(1e-6);
        });
  }
}

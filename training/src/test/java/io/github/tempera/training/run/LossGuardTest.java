package io.github.tempera.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tempera.TemperaException;
import io.github.tempera.training.trainer.Trainer;
import org.junit.jupiter.api.Test;

class LossGuardTest {
  private static void see(LossGuard guard, long from, int count, double total) {
    for (long iteration = from; iteration < from + count; iteration++) {
      guard.see(new Trainer.Step(iteration, total, 0, 0, total, 1, 1e-3, 1));
    }
  }

  @Test
  void aHundredLossesInARowFarAboveTheMedianAreAnExplosion() {
    LossGuard guard = new LossGuard(0);
    see(guard, 1, 60, 2);
    see(guard, 61, 99, 41);
    assertThat(guard.isCalm()).isFalse();
    assertThatThrownBy(() -> see(guard, 160, 1, 41))
        .isInstanceOf(TemperaException.class)
        .hasMessageContaining("exploded")
        .hasMessageContaining("160");
  }

  @Test
  void aSpikeIsNone() {
    LossGuard guard = new LossGuard(0);
    see(guard, 1, 60, 2);
    see(guard, 61, 99, 41);
    see(guard, 160, 1, 39);
    assertThat(guard.isCalm()).isTrue();
    see(guard, 161, 99, 41);
    assertThat(guard.isCalm()).isFalse();
  }

  @Test
  void theEndOfTheWarmStartIsNone() {
    LossGuard guard = new LossGuard(60);
    see(guard, 1, 60, 0.01);
    see(guard, 61, 300, 60);
    assertThat(guard.isCalm()).isTrue();
  }
}

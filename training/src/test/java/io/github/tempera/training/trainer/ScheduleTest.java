package io.github.tempera.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.tempera.training.trainer.TrainOptions.Learning;
import io.github.tempera.training.trainer.TrainOptions.Learning.Optimizer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  @Test
  void aConstantRateStays() {
    assertThat(Schedule.CONSTANT.factor(0, 100)).isEqualTo(1);
    assertThat(Schedule.CONSTANT.factor(1_000_000, 100)).isEqualTo(1);
  }

  /** The original release: rate / (1 + 5e-5 · iteration). */
  @Test
  void theInverseRateIsThatOfTheOriginalRelease() {
    assertThat(Schedule.INVERSE.factor(0, 1)).isEqualTo(1);
    assertThat(Schedule.INVERSE.factor(20_000, 1)).isCloseTo(0.5, within(1e-12));
    assertThat(Schedule.INVERSE.factor(160_000, 1)).isCloseTo(1 / 9.0, within(1e-12));
  }

  @Test
  void theCosineEndsAtAFiftiethAndStaysThere() {
    assertThat(Schedule.COSINE.factor(0, 1000)).isCloseTo(1, within(1e-12));
    assertThat(Schedule.COSINE.factor(500, 1000)).isCloseTo(0.51, within(1e-12));
    assertThat(Schedule.COSINE.factor(1000, 1000)).isCloseTo(0.02, within(1e-12));
    assertThat(Schedule.COSINE.factor(5000, 1000)).isCloseTo(0.02, within(1e-12));
  }

  @Property
  void noScheduleEverRises(
      @ForAll Schedule schedule,
      @ForAll @LongRange(max = 200_000) long iteration,
      @ForAll @LongRange(min = 1, max = 200_000) long end) {
    assertThat(schedule.factor(iteration + 1, end)).isBetween(0.0, schedule.factor(iteration, end));
  }

  @Test
  void theRateRisesOverTheWarmupFirst() {
    Learning learning =
        new Learning(1000, 0, Optimizer.ADAM, 1e-3, 10, Schedule.CONSTANT, 1000, 20, 0);
    assertThat(learning.rateAt(0)).isCloseTo(1e-4, within(1e-15));
    assertThat(learning.rateAt(4)).isCloseTo(5e-4, within(1e-15));
    assertThat(learning.rateAt(9)).isCloseTo(1e-3, within(1e-15));
    assertThat(learning.rateAt(500)).isCloseTo(1e-3, within(1e-15));
  }
}

package io.github.tempera.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.tempera.Precision;
import io.github.tempera.TemperaException;
import io.github.tempera.model.Architecture;
import io.github.tempera.training.run.RunPlace;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangesTest {
  private static final TrainOptions THEN = RunPlace.options(Architecture.SLIM, 10);

  private static Checkpoint.State state(long iteration) {
    return new Checkpoint.State(iteration, 1, THEN, "content", "style", "encoder", "one kind");
  }

  private static TrainOptions with(Precision precision, int threads) {
    return new TrainOptions(
        THEN.network(),
        THEN.data(),
        THEN.learning(),
        THEN.loss(),
        THEN.consistency(),
        THEN.normalization(),
        precision,
        threads,
        THEN.seed());
  }

  @Test
  void theSameOptionsAreTheSameRun() {
    assertThatCode(() -> Changes.check(state(5), THEN)).doesNotThrowAnyException();
    assertThat(Changes.warnings(state(5), THEN, "one kind")).isEmpty();
  }

  @Test
  void moreIterationsAreAllowedAndFewerThanAreDoneAreNot() {
    assertThatCode(() -> Changes.check(state(5), THEN.withIterations(20)))
        .doesNotThrowAnyException();
    assertThatCode(() -> Changes.check(state(5), THEN.withIterations(5)))
        .doesNotThrowAnyException();
    assertThatExceptionOfType(TemperaException.class)
        .isThrownBy(() -> Changes.check(state(5), THEN.withIterations(4)))
        .withMessageContaining("has done 5 iterations already")
        .withMessageContaining("not 4");
  }

  @Test
  void everyOtherOptionIsNamedWithBothItsValues() {
    TrainOptions other = RunPlace.steady(THEN.withWarmStart(2));
    assertThatExceptionOfType(TemperaException.class)
        .isThrownBy(() -> Changes.check(state(5), other))
        .withMessageContaining("warm start (4 then, 2 now)")
        .withMessageContaining("scales (0.0 then, 0.5 now)")
        .withMessageContaining("random phase (false then, true now)")
        .withMessageContaining("consistency (0.0 then, 25.0 now)")
        .withMessageContaining("Leave them out, or start a new run.");
  }

  @Test
  void whatOnlyRoundsOtherwiseIsAllowedWithAWarning() {
    TrainOptions now = with(Precision.BFLOAT16, 1);
    assertThatCode(() -> Changes.check(state(5), now)).doesNotThrowAnyException();
    List<String> warnings = Changes.warnings(state(5), now, "another kind");
    assertThat(warnings).hasSize(3);
    assertThat(warnings.get(0)).contains("precision", "float32 then, bfloat16 now");
    assertThat(warnings.get(1)).contains("number of threads", "2 then, 1 now");
    assertThat(warnings.get(2)).contains("kind of processor", "one kind then, another kind now");
  }
}

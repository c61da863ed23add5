package io.github.tempera.training.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tempera.training.trainer.Trainer.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LossLogTest {
  @TempDir Path folder = Path.of("");
  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = folder.resolve("losses.csv");
  }

  private static Step step(long iteration) {
    double x = 1.0 / 3 + iteration;
    return new Step(iteration, x, 2 * x, 3 * x, 4 * x, 5 * x, 1e-3 * x, 0.25);
  }

  private List<Step> written(long... iterations) {
    try (LossLog log = new LossLog(file, Long.MAX_VALUE)) {
      for (long iteration : iterations) {
        log.add(step(iteration));
      }
      return List.copyOf(log.steps());
    }
  }

  @Test
  void numbersComeBackInFull() {
    List<Step> steps = written(1, 2, 3);
    try (LossLog log = new LossLog(file, 3)) {
      assertThat(log.steps()).isEqualTo(steps);
      assertThat(log.last(2)).isEqualTo(steps.subList(1, 3));
      assertThat(log.last(9)).isEqualTo(steps);
    }
  }

  @Test
  void goingOnWritesWhatOneRunWouldHaveWritten() throws IOException {
    written(1, 2, 3, 4);
    byte[] whole = Files.readAllBytes(file);
    Files.delete(file);
    written(1, 2);
    written(3, 4);
    assertThat(Files.readAllBytes(file)).isEqualTo(whole);
  }

  /** After the checkpoint that a run goes on from, rows were written that will come again. */
  @Test
  void laterRowsAreCutOff() {
    written(1, 2, 3, 4);
    try (LossLog log = new LossLog(file, 2)) {
      assertThat(log.steps()).extracting(Step::iteration).containsExactly(1L, 2L);
      log.add(step(3));
    }
    try (LossLog log = new LossLog(file, Long.MAX_VALUE)) {
      assertThat(log.steps()).isEqualTo(List.of(step(1), step(2), step(3)));
    }
  }

  @Test
  void halfARowOfAKilledProcessIsDropped() throws IOException {
    written(1, 2);
    Files.writeString(file, Files.readString(file) + "3,1.5,0.2");
    try (LossLog log = new LossLog(file, Long.MAX_VALUE)) {
      assertThat(log.steps()).extracting(Step::iteration).containsExactly(1L, 2L);
    }
  }

  @Test
  void columnsThatAnOlderVersionDidNotHaveAreZero() throws IOException {
    Files.writeString(
        file, "iteration,content,style,total,norm,rate,seconds\n7,1,2,21,4,0.001,3\n");
    try (LossLog log = new LossLog(file, Long.MAX_VALUE)) {
      assertThat(log.steps()).containsExactly(new Step(7, 1, 2, 0, 21, 4, 0.001, 3));
    }
    assertThat(Files.readAllLines(file).get(0)).contains("consistency");
  }
}

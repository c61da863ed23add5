package io.github.tempera.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.tempera.TemperaException;
import io.github.tempera.training.data.PictureSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  @TempDir Path place = Path.of("");

  @Test
  void oneAtATimeMayUseIt() {
    Path path = place.resolve("a/new/run");
    try (RunFolder first = RunFolder.create(path)) {
      assertThat(first.path()).isDirectory();
      assertThatExceptionOfType(TemperaException.class)
          .isThrownBy(() -> RunFolder.create(path))
          .withMessage("Another process is training in " + path + ".");
    }
    RunFolder.create(path).close();
  }

  @Test
  void aRunThatIsThereIsNotStartedOver() throws IOException {
    Files.writeString(place.resolve("run.json"), "{}");
    assertThatExceptionOfType(TemperaException.class)
        .isThrownBy(() -> RunFolder.create(place))
        .withMessageContaining("--resume");
    RunFolder.open(place).close();
  }

  @Test
  void whatHoldsNoRunCannotBeGoneOnWith() {
    assertThatExceptionOfType(TemperaException.class)
        .isThrownBy(() -> RunFolder.open(place))
        .withMessageContaining("There is no run in " + place);
  }

  @Test
  void aFileIsNoFolder() throws IOException {
    Path file = Files.writeString(place.resolve("file"), "x");
    assertThatExceptionOfType(TemperaException.class)
        .isThrownBy(() -> RunFolder.create(file))
        .withMessageContaining("is a file");
  }

  @Test
  void whatIsNeverTrainedOnIsListedByAbsolutePath() throws IOException {
    try (RunFolder folder = RunFolder.create(place.resolve("run"))) {
      Path odd = place.resolve("b/../b/ü, x.png");
      folder.listValidation("style", new PictureSet(place, List.of(place.resolve("a.png"), odd)));
      assertThat(Files.readAllLines(folder.path().resolve("validation-style.txt")))
          .containsExactly(
              place.resolve("a.png").toAbsolutePath().toString(),
              place.resolve("b/ü, x.png").toAbsolutePath().toString());
    }
  }
}

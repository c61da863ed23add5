package io.github.tempera.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.tempera.Device;
import io.github.tempera.TemperaException;
import io.github.tempera.model.Architecture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRecordTest {
  @TempDir Path folder = Path.of("");

  private static RunRecord record() {
    return new RunRecord(
        "mine",
        "CC0",
        List.of("tempera train --out run"),
        "v1",
        RunPlace.options(Architecture.VGG19_MODULATED, 30),
        new RunRecord.Pictures("/photos", 10, 8, 2, "abc"),
        new RunRecord.Pictures("/paintings", 20, 18, 2, "def"),
        null,
        "0123",
        null,
        "two cores",
        new RunRecord.Progress("running", 12, 3.5, 1, 2, 3, 4, 0.01),
        List.of("a note", "0.1 % waited since the last start"),
        Map.of("/photos/broken.jpg", "It is damaged."));
  }

  private static RunRecord resumed(RunRecord record, Run.Moved moved, String code) {
    return record.resumed(
        moved, new Setup.Session(Device.CPU, 100, "tempera train --resume", code));
  }

  @Test
  void itComesBackAsItWas() {
    Path file = folder.resolve("run.json");
    record().write(file);
    assertThat(RunRecord.read(file)).isEqualTo(record());
  }

  @Test
  void anotherSessionAddsItsCommandAndItsVersion() {
    Run.Moved nothing = new Run.Moved(null, null, null);
    RunRecord again = resumed(record(), nothing, "v1");
    assertThat(again.commands())
        .containsExactly("tempera train --out run", "tempera train --resume");
    assertThat(again.code()).isEqualTo("v1");
    assertThat(again.notes()).containsExactly("a note");
    RunRecord newer = resumed(resumed(again, nothing, "v2"), nothing, "v2");
    assertThat(newer.code()).isEqualTo("v1, then v2");
    assertThat(newer.content()).isEqualTo(record().content());
  }

  @Test
  void dataElsewhereIsRemembered() {
    RunRecord moved =
        resumed(record(), new Run.Moved(Path.of("p"), null, Path.of("e.safetensors")), "v1");
    assertThat(moved.content().folder()).isEqualTo(Path.of("p").toAbsolutePath().toString());
    assertThat(moved.content().fingerprint()).isEqualTo("abc");
    assertThat(moved.style()).isEqualTo(record().style());
    assertThat(moved.encoder()).isEqualTo(Path.of("e.safetensors").toAbsolutePath().toString());
  }

  @Test
  void whatIsNoRecordGetsASentence() throws IOException {
    assertThatExceptionOfType(TemperaException.class)
        .isThrownBy(() -> RunRecord.read(folder.resolve("run.json")))
        .withMessageContaining("There is no run in " + folder.toAbsolutePath());
    Path file = Files.writeString(folder.resolve("other.json"), "{\"epochs\": 3}");
    assertThatExceptionOfType(TemperaException.class)
        .isThrownBy(() -> RunRecord.read(file))
        .withMessageContaining("was written by another version");
  }
}

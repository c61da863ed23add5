package io.github.tempera.internal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.tempera.TemperaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void theOldFileIsThereUntilTheNewOneIsWhole() throws IOException {
    Path file = Files.writeString(folder.resolve("f.txt"), "old");
    WholeFile.write(
        file,
        part -> {
          Files.writeString(part, "new");
          assertThat(file).hasContent("old");
          assertThat(part.getParent()).isEqualTo(folder);
        });
    assertThat(file).hasContent("new");
    WholeFile.write(file, "newer, with ö");
    assertThat(file).hasContent("newer, with ö");
    assertThat(folder.toFile().list()).containsExactly("f.txt");
  }

  @Test
  void whenWritingFailsTheOldFileStaysAndNothingLiesBeside() throws IOException {
    Path file = Files.writeString(folder.resolve("f.txt"), "old");
    assertThatExceptionOfType(TemperaException.class)
        .isThrownBy(
            () ->
                WholeFile.write(
                    file,
                    part -> {
                      Files.writeString(part, "half");
                      throw new IOException("the disk is full");
                    }))
        .withMessageContaining("Cannot write " + file)
        .withMessageContaining("the disk is full");
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                WholeFile.replace(
                    file,
                    part -> {
                      Files.writeString(part, "half");
                      throw new IllegalStateException("a bug");
                    }));
    assertThat(file).hasContent("old");
    assertThat(folder.toFile().list()).containsExactly("f.txt");
  }

  @Test
  void aFolderThatIsNotThereIsNamed() {
    Path file = folder.resolve("none").resolve("f.txt");
    assertThatExceptionOfType(TemperaException.class)
        .isThrownBy(() -> WholeFile.write(file, "text"))
        .withMessageContaining("Cannot write " + file);
  }
}

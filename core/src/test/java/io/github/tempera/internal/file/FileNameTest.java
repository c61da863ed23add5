package io.github.tempera.internal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tempera.TemperaException;
import io.github.tempera.image.Format;
import io.github.tempera.image.Picture;
import io.github.tempera.image.WriteOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Names that are no text: in UTF-8 one of Latin-1, as in ASCII any with other letters. */
@EnabledOnOs(OS.LINUX)
class FileNameTest {
  @TempDir private Path folder = Path.of("");

  private Path strange() throws Exception {
    new ProcessBuilder("bash", "-c", "mkdir \"$(printf 'K\\344se')\"")
        .directory(folder.toFile())
        .start()
        .waitFor();
    try (Stream<Path> files = Files.list(folder)) {
      return files.findFirst().orElseThrow();
    }
  }

  @Test
  void aPictureIsReadFromThereAndWritingSaysWhatIsWrong() throws Exception {
    Path file = strange().resolve("picture.png");
    Picture picture = Picture.of(1, 1, new byte[3]);
    Files.write(file, picture.encode(Format.PNG, WriteOptions.DEFAULTS));
    assertThat(Picture.read(file).width()).isEqualTo(1);
    assertThatThrownBy(() -> picture.write(file))
        .isInstanceOf(TemperaException.class)
        .hasMessageContaining("has letters that are not in this process's character set");
  }

  @Test
  void whatCanBeNoNameIsToldOf() throws IOException {
    assertThat(FileName.path("a/b.png")).isEqualTo(Path.of("a", "b.png"));
    assertThat(FileName.in(folder, "b.png")).isEqualTo(folder.resolve("b.png"));
    assertThatThrownBy(() -> FileName.path("a\0b"))
        .isInstanceOf(TemperaException.class)
        .hasMessageContaining("can be no file's name: Nul character not allowed.");
  }
}

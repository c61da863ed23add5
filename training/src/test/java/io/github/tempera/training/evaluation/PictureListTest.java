package io.github.tempera.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tempera.TemperaException;
import io.github.tempera.image.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureListTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void readsAListRelativeToItself() throws IOException {
    Files.createDirectories(folder.resolve("run"));
    Path a = Files.writeString(folder.resolve("a.png"), "");
    Path b = Files.writeString(folder.resolve("run/b.png"), "");
    Path list =
        Files.writeString(folder.resolve("run/list.txt"), "# held out\n../a.png\n\n" + b + "\n");
    assertThat(PictureList.read(list).files())
        .hasSize(2)
        .satisfiesExactly(
            file -> assertThat(file).hasSameBinaryContentAs(a), file -> assertThat(file).exists());
  }

  @Test
  void saysWhatIsWrongWithAList() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty.txt"), "\n# nothing\n");
    Path gone = Files.writeString(folder.resolve("gone.txt"), "nowhere.png\n");
    Path binary = Files.write(folder.resolve("a.png"), new byte[] {(byte) 0x89, 'P', 0});
    refused(empty, "no picture in the list");
    refused(gone, "nowhere.png");
    refused(binary, "is no list of pictures");
    refused(folder.resolve("absent"), "absent");
    refused(Files.createDirectory(folder.resolve("bare")), "no picture");
  }

  private static void refused(Path source, String words) {
    assertThatThrownBy(() -> PictureList.read(source))
        .isInstanceOf(TemperaException.class)
        .hasMessageContaining(words);
  }

  @Test
  void cutsTheCentre() {
    int width = 60;
    byte[] rgb = new byte[3 * width * 20];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (i / 3 % width);
    }
    Path file = folder.resolve("wide.png");
    Picture.of(width, 20, rgb).write(file);
    Picture square = PictureList.square(file, 20);
    assertThat(square.width()).isEqualTo(20);
    assertThat(square.height()).isEqualTo(20);
    assertThat(square.rgb()[0]).isEqualTo((byte) 20);
    assertThat(square.rgb()[3 * 19]).isEqualTo((byte) 39);
  }
}

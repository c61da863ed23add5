package io.github.tempera.service.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tempera.TemperaException;
import io.github.tempera.image.Picture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The project's own styles and an operator's. */
class CatalogueTest {
  private static final Path SAMPLES = Path.of("../docs/samples");
  @TempDir Path folder = Path.of("");

  @Test
  void everySampleStyleIsAPreset() throws IOException {
    Catalogue catalogue = Catalogue.open(Optional.empty(), Picture.DEFAULT_MAX_PIXELS);
    List<String> ids;
    try (Stream<Path> files = Files.list(SAMPLES)) {
      ids =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".png"))
              .map(name -> name.replace(".png", ""))
              .sorted()
              .toList();
    }
    assertThat(catalogue.presets()).extracting(PresetStyle::id).isNotEmpty().isEqualTo(ids);
    PresetStyle woodcut = catalogue.preset("woodcut").orElseThrow();
    assertThat(woodcut.name()).isEqualTo("Woodcut");
    assertThat(woodcut.picture()).isEqualTo(Files.readAllBytes(SAMPLES.resolve("woodcut.png")));
    for (PresetStyle preset : catalogue.presets()) {
      Picture thumbnail = Picture.read(preset.thumbnail(), preset.id(), 256 * 256);
      assertThat(Math.max(thumbnail.width(), thumbnail.height())).isEqualTo(256);
    }
    assertThat(catalogue.preset("../woodcut")).isEmpty();
  }

  @Test
  void aFolderAddsAndReplacesAndItsOtherFilesAreLeftOut() throws IOException {
    Picture red = Picture.of(2000, 1200, filled(2000 * 1200, 200, 30, 30));
    red.write(folder.resolve("My Café_2.jpg"));
    red.write(folder.resolve("woodcut.png"));
    red.write(folder.resolve(".hidden.png"));
    Picture.of(3, 1, filled(3, 1, 2, 3)).write(folder.resolve("tiny.png"));
    Files.writeString(folder.resolve("notes.txt"), "no picture");
    Files.write(folder.resolve("broken.jpg"), new byte[] {(byte) 0xff, (byte) 0xd8, 1, 2});
    Files.createDirectory(folder.resolve("sub.png"));
    Catalogue plain = Catalogue.open(Optional.empty(), Picture.DEFAULT_MAX_PIXELS);
    Catalogue catalogue = Catalogue.open(Optional.of(folder), Picture.DEFAULT_MAX_PIXELS);
    assertThat(catalogue.presets())
        .extracting(PresetStyle::id)
        .hasSize(plain.presets().size() + 2)
        .contains("my-café-2", "tiny", "woodcut");
    PresetStyle mine = catalogue.preset("my-café-2").orElseThrow();
    assertThat(mine.name()).isEqualTo("My Café 2");
    assertThat(mine.mediaType()).isEqualTo("image/jpeg");
    Picture kept = Picture.read(mine.picture(), "kept", Picture.DEFAULT_MAX_PIXELS);
    assertThat(Math.min(kept.width(), kept.height())).isEqualTo(1024);
    Picture replaced =
        Picture.read(catalogue.preset("woodcut").orElseThrow().thumbnail(), "thumbnail", 100_000);
    assertThat(replaced.rgb()[0] & 255).isBetween(190, 210);
  }

  /** As every name with other letters is in a process without a UTF-8 locale. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aNameThatIsNoTextIsLeftOutForItsOwnReason() throws Exception {
    Picture.of(3, 1, filled(3, 1, 2, 3)).write(folder.resolve("tiny.png"));
    new ProcessBuilder("bash", "-c", "mv tiny.png \"$(printf 'K\\344se').png\"")
        .directory(folder.toFile())
        .start()
        .waitFor();
    Catalogue catalogue = Catalogue.open(Optional.of(folder), Picture.DEFAULT_MAX_PIXELS);
    assertThat(catalogue.presets())
        .extracting(PresetStyle::id)
        .hasSameElementsAs(
            Catalogue.open(Optional.empty(), Picture.DEFAULT_MAX_PIXELS).presets().stream()
                .map(PresetStyle::id)
                .toList());
  }

  private static byte[] filled(int pixels, int red, int green, int blue) {
    byte[] rgb = new byte[3 * pixels];
    for (int i = 0; i < rgb.length; i += 3) {
      rgb[i] = (byte) red;
      rgb[i + 1] = (byte) green;
      rgb[i + 2] = (byte) blue;
    }
    return rgb;
  }

  @Test
  void whatAPictureSaysOfItselfIsNotShown() throws IOException {
    byte[] encoded = Catalogue.open(Optional.empty(), 1L << 30).presets().get(0).thumbnail();
    byte[] comment = "GPS of the studio".getBytes(StandardCharsets.US_ASCII);
    byte[] told = new byte[encoded.length + comment.length + 4];
    System.arraycopy(encoded, 0, told, 0, 2);
    told[2] = (byte) 0xff;
    told[3] = (byte) 0xfe;
    told[5] = (byte) (comment.length + 2);
    System.arraycopy(comment, 0, told, 6, comment.length);
    System.arraycopy(encoded, 2, told, 6 + comment.length, encoded.length - 2);
    Files.write(folder.resolve("told.jpg"), told);
    PresetStyle preset = Catalogue.open(Optional.of(folder), 1L << 30).preset("told").orElseThrow();
    assertThat(new String(preset.picture(), StandardCharsets.ISO_8859_1))
        .doesNotContain("GPS of the studio");
  }

  @Test
  void aFolderThatIsNotThereIsAnError() {
    assertThatThrownBy(() -> Catalogue.open(Optional.of(folder.resolve("no")), 1000))
        .isInstanceOf(TemperaException.class)
        .hasMessageContaining("Cannot read the folder of styles");
  }
}

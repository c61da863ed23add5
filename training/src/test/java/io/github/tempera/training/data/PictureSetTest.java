package io.github.tempera.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.tempera.TemperaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureSetTest {
  @TempDir Path folder = Path.of("");

  @BeforeEach
  void files() throws IOException {
    Files.createDirectories(folder.resolve("b/c"));
    for (String name :
        new String[] {"z.JPG", "a.png", "b/c/m.tiff", "b/n.webp", "notes.txt", ".hidden.png"}) {
      Files.writeString(folder.resolve(name), name);
    }
    Files.createDirectories(folder.resolve("folder.png"));
  }

  @Test
  void allPicturesAreFoundByTheirNamesInOneOrder() {
    assertThat(PictureSet.in(folder).files())
        .extracting(file -> folder.relativize(file).toString())
        .containsExactly("a.png", "b/c/m.tiff", "b/n.webp", "z.JPG");
  }

  @Test
  void noFolderAndNoPictureAreSaidSo() throws IOException {
    assertThatExceptionOfType(TemperaException.class)
        .isThrownBy(() -> PictureSet.in(folder.resolve("gone")))
        .withMessageContaining("There is no folder");
    Path empty = Files.createDirectories(folder.resolve("empty"));
    assertThatExceptionOfType(TemperaException.class)
        .isThrownBy(() -> PictureSet.in(empty))
        .withMessageContaining("There is no picture in " + empty);
  }

  @Test
  void whatIsSetAsideIsNeverTrainedOn() {
    PictureSet all = PictureSet.in(folder);
    PictureSet.Split split = all.split(1, 5);
    assertThat(split.validation().files()).hasSize(1);
    Set<Path> both = new HashSet<>(split.training().files());
    both.addAll(split.validation().files());
    assertThat(both).hasSize(4).containsExactlyInAnyOrderElementsOf(all.files());
    assertThat(all.split(1, 5)).isEqualTo(split);
    assertThatExceptionOfType(TemperaException.class)
        .isThrownBy(() -> all.split(4, 5))
        .withMessageContaining("leaves none to train on");
  }

  @Test
  void aLimitDrawsBySeedAndKeepsTheOrder() {
    PictureSet all = PictureSet.in(folder);
    assertThat(all.limited(0, 1)).isSameAs(all);
    assertThat(all.limited(9, 1)).isSameAs(all);
    PictureSet two = all.limited(2, 1);
    assertThat(two.files()).hasSize(2).isSorted().isSubsetOf(all.files());
    assertThat(all.limited(2, 1)).isEqualTo(two);
  }

  @Test
  void theFingerprintTellsOtherPicturesFromTheSameElsewhere(@TempDir Path elsewhere)
      throws IOException {
    String before = PictureSet.in(folder).fingerprint();
    for (Path file : PictureSet.in(folder).files()) {
      Path copy = elsewhere.resolve(folder.relativize(file));
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy);
    }
    assertThat(PictureSet.in(elsewhere).fingerprint()).isEqualTo(before);
    Files.writeString(folder.resolve("a.png"), "longer than before");
    assertThat(PictureSet.in(folder).fingerprint()).isNotEqualTo(before);
  }
}

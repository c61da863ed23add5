package io.github.tempera.cli.stylize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.tempera.TemperaException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputsTest {
  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void files() throws IOException {
    for (String file :
        List.of(
            "photos/b.jpg",
            "photos/a.PNG",
            "photos/notes.txt",
            "photos/.hidden.jpg",
            "photos/.git/x.jpg",
            "photos/2024/deep/c.webp",
            "photos/painted/b__s.jpg",
            "empty/notes.txt",
            "odd[1].jpg",
            "s.style")) {
      Path path = folder.resolve(file);
      Files.createDirectories(path.getParent());
      Files.createFile(path);
    }
  }

  private List<String> contents(String... arguments) {
    List<String> inside = List.of(arguments).stream().map(a -> folder + "/" + a).toList();
    return Inputs.contents(inside, folder.resolve("photos/painted")).files().stream()
        .map(Source::key)
        .toList();
  }

  @Test
  void aFolderGivesItsPicturesInOrderWithoutHiddenFilesAndEarlierOutput() {
    assertThat(contents("photos")).containsExactly("2024/deep/c.webp", "a.PNG", "b.jpg");
  }

  @Test
  void aFileStandsForItselfWhateverItIsCalled() {
    assertThat(contents("photos/notes.txt", "odd[1].jpg"))
        .containsExactly("notes.txt", "odd[1].jpg");
  }

  @Test
  void aGlobGivesWhatItMatches() {
    assertThat(contents("photos/*")).containsExactly("a.PNG", "b.jpg", "notes.txt");
    assertThat(contents("photos/**/*.{jpg,webp}")).containsExactly("2024/deep/c.webp", "b.jpg");
    assertThat(contents("ph*/2024/**")).containsExactly("photos/2024/deep/c.webp");
  }

  @Test
  void everyFileCountsOnce() {
    assertThat(contents("photos/b.jpg", "photos", "photos/../photos/*.jpg"))
        .containsExactly("b.jpg", "2024/deep/c.webp", "a.PNG");
  }

  @Test
  void aFolderOfStylesGivesSavedOnesToo() {
    assertThat(Inputs.styles(List.of(folder.toString())).files())
        .extracting(Source::fileName)
        .contains("s.style");
  }

  @Test
  void whatIsNotThereIsToldByName() {
    assertThatThrownBy(() -> contents("photos", "gone.jpg"))
        .isInstanceOf(TemperaException.class)
        .hasMessageContaining("There is no file or folder")
        .hasMessageContaining("gone.jpg");
    assertThatThrownBy(() -> contents("photos/*.bmp"))
        .isInstanceOf(TemperaException.class)
        .hasMessageContaining("No file matches");
    assertThatThrownBy(() -> contents("empty"))
        .isInstanceOf(TemperaException.class)
        .hasMessageContaining("holds no pictures");
  }

  @Test
  void aGlobPassesOverFoldersThatCannotBeReadButAFolderIsNotHalfRead() {
    File closed = folder.resolve("photos/2024").toFile();
    assertThat(closed.setReadable(false)).isTrue();
    try {
      assumeFalse(closed.canRead(), "permissions do not bind this user");
      assertThat(contents("photos/**/*.jpg")).containsExactly("b.jpg");
      assertThatThrownBy(() -> contents("photos"))
          .isInstanceOf(TemperaException.class)
          .hasMessageContaining("Cannot read the folder");
    } finally {
      assertThat(closed.setReadable(true)).isTrue();
    }
  }

  @Test
  void linksThatGoRoundEnd() throws IOException {
    Files.createSymbolicLink(folder.resolve("photos/2024/up"), folder.resolve("photos"));
    assertThat(contents("photos")).contains("b.jpg").hasSize(3);
  }
}

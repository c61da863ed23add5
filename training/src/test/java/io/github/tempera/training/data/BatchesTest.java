package io.github.tempera.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.tempera.TemperaException;
import io.github.tempera.training.data.Batches.Pair;
import io.github.tempera.training.run.RunPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchesTest {
  private static final int CROP = 32;

  @TempDir Path folder = Path.of("");
  private PictureSet contents = new PictureSet(Path.of(""), List.of());
  private PictureSet styles = contents;

  @BeforeEach
  void pictures() throws IOException {
    for (int i = 0; i < 3; i++) {
      RunPlace.picture(file("c", i), 40 + i, 36, i);
      RunPlace.picture(file("s", i), 36, 50 + i, 10 + i);
    }
    contents = PictureSet.in(folder.resolve("c"));
    styles = PictureSet.in(folder.resolve("s"));
  }

  private Path file(String set, int number) throws IOException {
    return Files.createDirectories(folder.resolve(set)).resolve(number + ".png");
  }

  private Batches batches(int kept, double identity, double augment, long seed, int threads) {
    return new Batches(
        contents, styles, new Batches.Plan(2, CROP, 0, kept, identity, 0, augment, seed), threads);
  }

  private static List<byte[]> pixels(List<Pair> pairs) {
    return pairs.stream()
        .flatMap(p -> List.of(p.content().rgb(), p.style().rgb()).stream())
        .toList();
  }

  private static void assertSame(List<Pair> some, List<Pair> others) {
    assertThat(pixels(some)).usingRecursiveComparison().isEqualTo(pixels(others));
  }

  /** Whoever resumes asks for the hundredth first. */
  @Test
  void anIterationsPairsDependOnSeedAndNumberAlone() {
    try (Batches one = batches(0, 0.3, 0.5, 4, 1);
        Batches another = batches(0, 0.3, 0.5, 4, 3);
        Batches seed = batches(0, 0.3, 0.5, 5, 1)) {
      List<Pair> first = one.at(0);
      for (long i = 1; i < 7; i++) {
        one.at(i);
      }
      List<Pair> later = one.at(7);
      assertSame(another.at(7), later);
      assertSame(another.at(0), first);
      assertThat(pixels(seed.at(0)).get(0)).isNotEqualTo(pixels(first).get(0));
    }
  }

  @Test
  void everyPictureComesOnceAnEpoch() {
    try (Batches batches = batches(1, 0, 0, 4, 1)) {
      Set<String> contentIds = new HashSet<>();
      Set<String> styleIds = new HashSet<>();
      for (long i = 0; i < 3; i++) { // 6 pairs: two epochs of 3
        for (Pair pair : batches.at(i)) {
          contentIds.add(pair.content().id());
          styleIds.add(pair.style().id());
          assertThat(pair.content().rgb()).hasSize(3 * CROP * CROP);
        }
      }
      assertThat(contentIds).hasSize(3);
      assertThat(styleIds).hasSize(3);
    }
  }

  @Test
  void anIdentityPairHasTheContentAsItsStyle() {
    try (Batches batches = batches(0, 1, 0, 4, 1)) {
      assertThat(batches.at(0)).allMatch(pair -> pair.content().equals(pair.style()));
    }
  }

  @Test
  void picturesThatCannotBeReadAreLeftOutAndListed() throws IOException {
    Files.writeString(contents.files().get(1), "no picture");
    try (Batches batches = batches(0, 0, 0, 4, 1)) {
      for (long i = 0; i < 4; i++) {
        assertThat(batches.at(i)).hasSize(2);
      }
      assertThat(batches.unreadable()).containsOnlyKeys(contents.files().get(1));
    }
  }

  @Test
  void withoutASinglePictureThereIsASentence() throws IOException {
    for (Path file : styles.files()) {
      Files.writeString(file, "no picture");
    }
    try (Batches batches = batches(0, 0, 0, 4, 1)) {
      assertThatExceptionOfType(TemperaException.class)
          .isThrownBy(() -> batches.at(0))
          .withMessage("None of the 3 pictures in " + styles.folder() + " can be read.");
    }
  }

  @Test
  void smallPicturesAreEnlargedAndCounted() throws IOException {
    RunPlace.picture(contents.files().get(0), 20, 25, 1);
    try (Batches batches = batches(0, 0, 0, 4, 1)) {
      for (long i = 0; i < 3; i++) {
        batches.at(i);
      }
      assertThat(batches.enlarged()).isEqualTo(1);
      assertThat(batches.shortest()).isEqualTo(CROP);
    }
  }
}

package io.github.tempera.service.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tempera.service.TestClock;
import io.github.tempera.service.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pictures come back as they were put, and go when their time is up. */
class PictureStoreTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final byte[] PICTURE = {(byte) 0x89, 'P', 'N', 'G', 0, 1, (byte) 255};

  private final TestClock clock = new TestClock();
  @TempDir Path folder = Path.of("");

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void aPictureIsKeptForAnHourAfterItsLastUse(TestDatabase kind) {
    try (Database database = kind.open(folder)) {
      live(new PictureStore(database, Optional.empty(), HOUR, clock));
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void aFolderDoesAsTheDatabaseDoes(TestDatabase kind) throws IOException {
    Path place = folder.resolve("pictures");
    try (Database database = kind.open(folder)) {
      live(new PictureStore(database, Optional.of(place), HOUR, clock));
    }
    assertThat(files(place)).isEmpty();
  }

  private void live(PictureStore store) {
    String hash = store.put(PICTURE);
    assertThat(hash).isEqualTo(PictureStore.hash(PICTURE)).matches("[0-9a-f]{64}");
    assertThat(store.get(hash)).contains(PICTURE);
    assertThat(store.get("0".repeat(64))).isEmpty();
    assertThat(store.get("../../etc/passwd")).isEmpty();

    clock.advance(Duration.ofMinutes(50));
    assertThat(store.put(PICTURE)).as("put again").isEqualTo(hash);
    clock.advance(Duration.ofMinutes(50));
    assertThat(store.get(hash)).as("used").contains(PICTURE);
    clock.advance(Duration.ofMinutes(50));
    assertThat(store.expire()).isZero();
    assertThat(store.renew(hash)).isTrue();
    clock.advance(Duration.ofMinutes(60));
    assertThat(store.get(hash)).as("its time is up, though nobody has swept").isEmpty();
    assertThat(store.renew(hash)).isFalse();
    assertThat(store.expire()).isEqualTo(1);
    assertThat(store.expire()).isZero();

    assertThat(store.get(store.put(PICTURE))).as("it may come again").contains(PICTURE);
    clock.advance(HOUR);
    assertThat(store.expire()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void whatAKilledProcessLeftInTheFolderGoesTooAndOtherPeoplesFilesStay(TestDatabase kind)
      throws IOException {
    Path place = folder.resolve("pictures");
    try (Database database = kind.open(folder)) {
      PictureStore store = new PictureStore(database, Optional.of(place), HOUR, clock);
      String known = store.put(PICTURE);
      Path lost = place.resolve("ab").resolve("ab".repeat(32));
      Path cut = place.resolve("ab").resolve("ab".repeat(32) + "123.part");
      Path young = place.resolve("ab").resolve("cd".repeat(32));
      Path other = place.resolve("holiday.jpg");
      Files.createDirectories(lost.getParent());
      for (Path file : List.of(lost, cut, young, other)) {
        Files.writeString(file, "x");
        Files.setLastModifiedTime(file, FileTime.from(clock.instant().minus(HOUR.multipliedBy(2))));
      }
      Files.setLastModifiedTime(young, FileTime.from(clock.instant()));
      Files.setLastModifiedTime(
          place.resolve(known.substring(0, 2)).resolve(known),
          FileTime.from(clock.instant().minus(HOUR.multipliedBy(2))));
      assertThat(store.expire()).isZero();
      assertThat(files(place)).containsExactlyInAnyOrder(known, "cd".repeat(32), "holiday.jpg");
      assertThat(store.get(known)).contains(PICTURE);
    }
  }

  private static List<String> files(Path place) throws IOException {
    try (Stream<Path> files = Files.walk(place)) {
      return files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()).toList();
    }
  }
}

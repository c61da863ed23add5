package io.github.tempera.cli.stylize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tempera.TemperaException;
import io.github.tempera.TemperaException.Kind;
import io.github.tempera.cli.common.Bar;
import io.github.tempera.image.Picture;
import io.github.tempera.image.WriteOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A batch of small pictures of different widths, a brush that fails with some of them. */
class BatchTest {
  @TempDir private Path folder = Path.of("");

  private Batch batch(int contents, Batch.Brush brush) {
    List<Source> sources = new ArrayList<>();
    for (int width = 1; width <= contents; width++) {
      Path file = folder.resolve("w" + width + ".png");
      Picture.of(width, 1, new byte[3 * width]).write(file);
      sources.add(Source.named(file));
    }
    NamedLook look = NamedLook.single("s", Source.named(Path.of("s.png")));
    return new Batch(
        source -> Picture.read(source.path()),
        brush,
        new Plan(folder.resolve("out"), sources, source -> "png", new One(look)),
        false,
        WriteOptions.DEFAULTS,
        new Bar("", "", 1, false));
  }

  private record One(NamedLook look) implements Plan.Looks {
    @Override
    public List<NamedLook> of(Source content) {
      return List.of(look);
    }

    @Override
    public int count() {
      return 1;
    }

    @Override
    public Collection<NamedLook> all() {
      return List.of(look);
    }
  }

  @Test
  void whateverGoesWrongWithOnePictureTheRestIsPainted() {
    Batch batch =
        batch(
            4,
            (content, look, progress) ->
                switch (content.width()) {
                  case 1 -> throw new IllegalStateException("unforeseen");
                  case 2 -> throw new OutOfMemoryError();
                  case 3 -> throw new TemperaException("It cannot be resized.");
                  default -> content;
                });
    batch.run();
    assertThat(batch.painted()).isEqualTo(1);
    assertThat(batch.failed()).isEqualTo(3);
    assertThat(folder.resolve("out/w4__s.png")).exists();
    assertThat(batch.failures()).hasSize(3);
    List<String> failures = List.copyOf(batch.failures());
    assertThat(failures.get(0)).contains("w1.png", "unforeseen", "\tat " + getClass().getName());
    assertThat(failures.get(1)).contains("w2.png", "Not enough memory").hasLineCount(1);
    assertThat(failures.get(2)).isEqualTo(folder.resolve("w3.png") + ": It cannot be resized.");
  }

  @Test
  void filesThatFailAlikeAreAllNamed() {
    Batch batch =
        batch(
            10,
            (content, look, progress) -> {
              throw new TemperaException("It cannot be resized.");
            });
    batch.run();
    assertThat(batch.failures()).hasSize(10);
  }

  @Test
  void aBadStyleIsToldOfOnce() {
    Batch batch =
        batch(
            10,
            (content, look, progress) -> {
              throw new TemperaException(Kind.UNREADABLE, "s.png", "It is no picture: s.png.");
            });
    batch.run();
    assertThat(batch.failed()).isEqualTo(10);
    assertThat(batch.failures()).containsExactly("It is no picture: s.png.");
  }

  @Test
  void aSentenceThatOnlyNamesAStyleIsAboutTheContent() {
    Batch batch =
        batch(
            2,
            (content, look, progress) -> {
              throw new TemperaException("It goes with no content: s.png.");
            });
    batch.run();
    assertThat(batch.failures())
        .containsExactly(
            folder.resolve("w1.png") + ": It goes with no content: s.png.",
            folder.resolve("w2.png") + ": It goes with no content: s.png.");
  }

  @Test
  void aBadContentCostsItsOwnPaintingsAndIsNamedOnce() throws IOException {
    Batch batch = batch(3, (content, look, progress) -> content);
    Files.write(folder.resolve("w2.png"), new byte[] {1, 2, 3});
    Files.delete(folder.resolve("w3.png"));
    batch.run();
    assertThat(batch.painted()).isEqualTo(1);
    assertThat(batch.failures())
        .satisfiesExactly(
            bad -> assertThat(bad).startsWith(folder.resolve("w2.png") + " is not a picture"),
            gone -> assertThat(gone).startsWith("There is no file " + folder.resolve("w3.png")));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void goesOnAfterWhatConcernsOnePicture(Kind kind) {
    Batch batch =
        batch(
            2,
            (content, look, progress) -> {
              if (content.width() == 1) {
                throw new TemperaException(kind, null, "It cannot be.");
              }
              return content;
            });
    if (kind == Kind.UNAVAILABLE) {
      assertThatThrownBy(batch::run).hasMessage("It cannot be.");
      assertThat(batch.painted()).isZero();
    } else {
      batch.run();
      assertThat(batch.painted()).isEqualTo(1);
      assertThat(batch.failures()).containsExactly(folder.resolve("w1.png") + ": It cannot be.");
    }
  }

  @Test
  void aCancellationEndsIt() {
    Batch batch =
        batch(
            2,
            (content, look, progress) -> {
              throw new CancellationException();
            });
    assertThatThrownBy(batch::run).isInstanceOf(CancellationException.class);
    assertThat(batch.failures()).isEmpty();
  }
}

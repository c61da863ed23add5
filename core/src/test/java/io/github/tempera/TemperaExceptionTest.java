package io.github.tempera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.tempera.TemperaException.Kind;
import io.github.tempera.image.Picture;
import io.github.tempera.image.PictureHeader;
import io.github.tempera.internal.file.FileErrors;
import io.github.tempera.internal.file.WholeFile;
import io.github.tempera.model.ModelStore;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An error says for programs, too, what went wrong with what. */
class TemperaExceptionTest {
  @TempDir private Path folder = Path.of("");

  private static void is(Kind kind, Object subject, ThrowingCallable failing) {
    TemperaException e = catchThrowableOfType(TemperaException.class, failing);
    assertThat(e.kind()).isEqualTo(kind);
    assertThat(e.subject()).contains(subject.toString());
    assertThat(e.getMessage()).endsWith(".").doesNotContain("Exception", "..");
  }

  @Test
  void whatIsNotThere() {
    Path none = folder.resolve("none.png");
    is(Kind.NOT_FOUND, none, () -> Picture.read(none));
    is(Kind.NOT_FOUND, none, () -> Style.load(none));
    is(Kind.NOT_FOUND, "none", () -> ModelStore.at(folder).load("none"));
  }

  @Test
  void whatIsThereAndNoUse() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.png"), "no picture, and no style either");
    is(Kind.UNREADABLE, text, () -> Picture.read(text));
    is(Kind.UNREADABLE, text, () -> Style.load(text));
    is(Kind.UNREADABLE, folder, () -> Picture.read(folder));
    Path empty = Files.createFile(folder.resolve("empty"));
    is(Kind.UNREADABLE, empty, () -> Picture.read(empty));
    is(Kind.UNREADABLE, empty, () -> Style.load(empty));
    is(Kind.UNREADABLE, "That", () -> PictureHeader.read(new byte[] {1, 2}, "That"));
  }

  @Test
  void whatCannotBeStored() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Path below = file.resolve("painted.png");
    is(Kind.UNWRITABLE, below, () -> Picture.of(1, 1, new byte[3]).write(below));
    is(Kind.UNWRITABLE, below, () -> WholeFile.write(below, "text"));
  }

  @Test
  void whatTheSystemSays() {
    Path file = Path.of("a.png");
    is(Kind.NOT_FOUND, file, () -> fail(FileErrors.cannotRead(file, new NoSuchFileException(""))));
    is(
        Kind.UNREADABLE,
        file,
        () -> fail(FileErrors.cannotRead(file, new AccessDeniedException(""))));
    assertThat(FileErrors.cannotRead(file, new IOException("Input/output error")))
        .hasMessage("Cannot read a.png: Input/output error.");
    assertThat(FileErrors.cannotWrite(file, new AccessDeniedException("a.png")))
        .hasMessage("Cannot write a.png: no permission.");
    assertThat(
            FileErrors.cannotWrite(
                file, new IOException("wrapped", new IOException("No space left on device"))))
        .hasMessage("Cannot write a.png: No space left on device.");
    assertThat(FileErrors.unwritable(file, "Cannot use it", new FileSystemException("a.png")))
        .hasMessage("Cannot use it: the system gives no reason.");
  }

  private static void fail(TemperaException e) {
    throw e;
  }

  @Test
  void aSentenceAloneIsAboutAnArgumentAndOtherWordsChangeNeitherKindNorSubject() {
    TemperaException plain = new TemperaException("alpha must be between 0 and 1.");
    assertThat(plain.kind()).isEqualTo(Kind.WRONG_ARGUMENT);
    assertThat(plain.subject()).isEmpty();
    TemperaException damaged = new TemperaException(Kind.UNREADABLE, Path.of("a"), "a is damaged.");
    TemperaException other = damaged.withMessage("The style a is damaged.");
    assertThat(other).hasMessage("The style a is damaged.").hasCause(damaged);
    assertThat(other.kind()).isEqualTo(Kind.UNREADABLE);
    assertThat(other.subject()).contains("a");
  }
}

package io.github.tempera.cli.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BarTest {
  private final PrintStream real = System.err;
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

  @BeforeEach
  void catchStandardError() {
    System.setErr(new PrintStream(shown, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restoreStandardError() {
    System.setErr(real);
  }

  private String shown() {
    return shown.toString(StandardCharsets.UTF_8);
  }

  private void await(Predicate<String> expected) throws InterruptedException {
    for (int i = 0; i < 1000 && !expected.test(shown()); i++) {
      Thread.sleep(10);
    }
    assertThat(shown()).matches(expected);
  }

  @Test
  void longWorkShowsABarBeforeItsFirstStep() throws InterruptedException {
    try (Bar bar = new Bar("Painting", "pictures", 1, true)) {
      bar.say("harbour.jpg");
      await(text -> text.contains("Painting") && text.contains("harbour.jpg"));
      bar.update(1, 4);
      await(text -> text.contains("25%"));
    }
  }

  @Test
  void shortWorkAndWhatIsNoTerminalShowNone() throws InterruptedException {
    try (Bar invisible = new Bar("Painting", "pictures", 1, false)) {
      try (Bar brief = new Bar("Painting", "pictures", 1, true)) {
        brief.update(1, 4);
        invisible.update(1, 4);
      }
      Thread.sleep(1300);
    }
    assertThat(shown()).isEmpty();
  }
}

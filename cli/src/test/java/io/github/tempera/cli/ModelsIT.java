package io.github.tempera.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The other commands, for real. */
class ModelsIT {
  @TempDir private Path folder = Path.of("");

  @Test
  void listsWhatIsHereAndWhatCanBeFetched() {
    String out = new Workplace(folder).tempera("models", "list").succeeded().out();
    assertThat(out).contains("slim", "bundled", "licence", "tempera models fetch vgg19");
  }

  @Test
  void refusesWhatCannotBeFetchedOrImported() throws IOException {
    Workplace here = new Workplace(folder);
    here.tempera("models", "fetch", "vgg16").refused(2, "vgg16", "vgg19");
    here.tempera("models", "fetch", "vgg19", "--encoder-url", "ftp://x/y").refused(2, "http");
    Files.writeString(here.path("x.pth"), "no checkpoint");
    here.tempera("models", "import", "--name", "n", "--encoder", "x.pth", "--decoder", "x.pth")
        .refused(2, "x.pth");
    here.tempera("models", "import", "--name", "slim", "--encoder", "x.pth", "--decoder", "x.pth")
        .refused(2, "bundled");
    here.tempera("models").refused(2, "list, fetch or import");
    assertThat(here.files()).containsOnlyKeys("x.pth");
  }

  @Test
  void tellsVersionHelpAndCompletion() {
    Workplace here = new Workplace(folder);
    assertThat(here.tempera("--version").succeeded().out()).matches("tempera \\d.*\\R");
    assertThat(here.tempera("stylize", "--help").succeeded().out())
        .contains("Examples:", "--preserve-color", "TEMPERA_NATIVES");
    assertThat(here.tempera("completion", "bash").succeeded().out())
        .contains("complete -F", "--preserve-color");
    here.tempera().refused(2, "a command is missing");
    here.tempera("stylise").refused(2, "stylise", "stylize");
  }
}

package io.github.tempera.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tempera.RandomVgg19;
import io.github.tempera.image.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Pictures through pipes. */
@DisabledOnOs(OS.WINDOWS)
class StandardStreamsIT {
  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void pictures() throws IOException {
    Workplace here = new Workplace(folder);
    here.picture("content.jpg", 40, 30, 1);
    here.picture("style.png", 30, 30, 2);
  }

  private Workplace.Result run(String script) throws Exception {
    Workplace here = new Workplace(folder);
    Files.writeString(
        folder.resolve("script"),
        "set -e -o pipefail\ntempera() { %s \"$@\"; }\n%s\n"
            .formatted(String.join(" ", here.java()), script));
    Process process = here.start(List.of("bash", "script"));
    assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
    return here.result(process);
  }

  @Test
  void whatGoesThroughThemIsWhatFilesHold() throws Exception {
    Workplace.Result result =
        run(
            """
            tempera stylize content.jpg -s style.png -o file.png >said
            tempera stylize - -s style.png -o - <content.jpg >content.out
            tempera style encode - -o - -q <style.png | tempera stylize content.jpg -s - -o - --format png -q >style.out
            cmp file.png content.out
            cmp file.png style.out
            tempera stylize content.jpg -s style.png -o file.jpg -q
            tempera stylize content.jpg -s style.png -o - -q >jpg.out
            cmp file.jpg jpg.out
            """);
    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("-  40x30").hasLineCount(1);
  }

  @Test
  void theSlowMethodToo() throws Exception {
    RandomVgg19.model().write(folder.resolve("encoder.safetensors"));
    String options = " -s style.png -o - --encoder encoder.safetensors --iterations 1 -q";
    run("tempera optimize -" + options + " <content.jpg >painted").succeeded();
    assertThat(Picture.read(folder.resolve("painted")).width()).isEqualTo(40);
    run("tempera optimize content.jpg --every 1" + options).refused(2, "--every", "--output");
  }

  @Test
  void whatCannotBeIsRefused() throws Exception {
    run("tempera stylize - -s - -o x.png").refused(2, "can be read once");
    run("tempera stylize content.jpg style.png -s style.png -o -").refused(2, "one painting");
    run("echo no | tempera stylize - -s style.png -o x.png")
        .refused(2, "standard input is not a picture");
    assertThat(folder.resolve("x.png")).doesNotExist();
  }
}

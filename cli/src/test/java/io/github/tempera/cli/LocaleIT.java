package io.github.tempera.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Names of files in a process without a UTF-8 locale, as without the launcher. */
@EnabledOnOs(OS.LINUX)
class LocaleIT {
  private static final String SENTENCE =
      "has letters that are not in this process's character set, US-ASCII: start it in a UTF-8"
          + " locale, such as LC_ALL=C.UTF-8.";

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void pictures() throws Exception {
    Workplace here = new Workplace(folder);
    here.picture("in/plain.png", 40, 30, 1);
    here.picture("in/tree.png", 40, 30, 1);
    here.picture("style.png", 30, 30, 2);
    assertThat(run("cp style.png ä.style.png; mv in/tree.png in/Bäume.png").exit()).isZero();
  }

  /** By a script, since this Java may itself know no such letters. */
  private Workplace.Result run(String script) throws Exception {
    Workplace here = new Workplace(folder);
    Files.writeString(folder.resolve("script"), script);
    Process process = here.start(List.of("bash", "script"), Map.of("LC_ALL", "C"));
    assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
    return here.result(process);
  }

  private Workplace.Result tempera(String arguments) throws Exception {
    return run(String.join(" ", new Workplace(folder).java()) + " " + arguments);
  }

  @Test
  void aBatchPaintsTheOthers() throws Exception {
    Workplace.Result result = tempera("stylize in -s style.png -o out");
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).startsWith("out  1 painted, 1 failed");
    assertThat(result.err()).contains("me__style.png " + SENTENCE).hasLineCount(1);
    assertThat(folder.resolve("out/plain__style.png")).exists();
  }

  @Test
  void otherNamesAreRefusedWithASentence() throws Exception {
    for (String arguments :
        List.of(
            "stylize in/Bäume.png -s style.png -o out.png",
            "stylize in/plain.png -s ä.style.png -o out.png",
            "stylize in/plain.png -s style.png -o ü.png",
            "style encode ä.style.png -o s.style",
            "optimize ü.png -s style.png -o out.png")) {
      tempera(arguments).refused(2, SENTENCE);
    }
    assertThat(folder.resolve("out.png")).doesNotExist();
  }
}

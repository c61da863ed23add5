package io.github.tempera.training.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunPageTest {
  @TempDir Path folder = Path.of("");

  private String page(boolean running, List<String> messages) throws IOException {
    RunPage.write(folder, "<mine>", running, Map.of("loss & rate", "1 < 2"), messages);
    return Files.readString(folder.resolve("index.html"));
  }

  @Test
  void whatARunSaysIsShownAsText() throws IOException {
    String page = page(false, List.of("The loss \"exploded\" <here>."));
    assertThat(page)
        .contains("<h1>&lt;mine&gt;</h1>")
        .contains("<th>loss &amp; rate</th><td>1 &lt; 2</td>")
        .contains("The loss &quot;exploded&quot; &lt;here&gt;.");
  }

  @Test
  void itReloadsItselfWhileThereIsMoreToCome() throws IOException {
    assertThat(page(true, List.of())).contains("http-equiv=\"refresh\"");
    assertThat(page(false, List.of())).doesNotContain("http-equiv=\"refresh\"");
  }

  @Test
  void picturesAreShownOnceTheyAreThereUnderAnAddressThatChangesWithThem() throws IOException {
    assertThat(page(false, List.of())).doesNotContain("<img");
    Path chart = Files.write(folder.resolve("losses.png"), new byte[1]);
    assertThat(chart.toFile().setLastModified(5_000)).isTrue();
    assertThat(page(false, List.of())).contains("src=\"losses.png?5000\"");
    assertThat(chart.toFile().setLastModified(9_000)).isTrue();
    assertThat(page(false, List.of())).contains("src=\"losses.png?9000\"");
  }
}

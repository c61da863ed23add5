package io.github.tempera.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Many pictures through the real command. */
class BatchIT {
  @TempDir(factory = WarmTempera.Place.class, cleanup = CleanupMode.NEVER)
  private Path folder = Path.of("");

  private Workplace here = new Workplace(folder);

  @BeforeEach
  void pictures() throws IOException {
    here = new Workplace(folder);
    here.picture("photos/a.jpg", 40, 30, 1);
    here.picture("photos/deep/er/b.png", 30, 40, 2);
    here.picture("photos/deep/c.bmp", 33, 31, 3);
    Files.writeString(here.path("photos/notes.txt"), "no picture");
    for (int i = 0; i < 5; i++) {
      here.picture("styles/s" + i + ".png", 32, 32, 10 + i);
    }
  }

  private Set<String> outputs() throws IOException {
    Map<String, Long> files = here.files();
    files.keySet().removeIf(name -> !name.startsWith("out/"));
    return files.keySet();
  }

  /** Counts names alone: files still being written come and go while the batch runs. */
  private long paintedSoFar() {
    String[] names = here.path("out").toFile().list((out, name) -> name.endsWith("__s0.png"));
    return names == null ? 0 : names.length;
  }

  @Test
  void aFolderKeepsItsTreeAndRepeatingFinishes() throws IOException {
    Workplace.Result first =
        here.tempera("stylize", "photos", "-s", "styles/s0.png", "-s", "styles/s1.png", "-o", "out")
            .succeeded();
    assertThat(first.out()).contains("out  3 painted,");
    assertThat(outputs())
        .containsExactlyInAnyOrder(
            "out/a__s0+s1.jpg", "out/deep/er/b__s0+s1.png", "out/deep/c__s0+s1.png");

    Path kept = here.path("out/a__s0+s1.jpg");
    byte[] whole = Files.readAllBytes(kept);
    Files.setLastModifiedTime(kept, FileTime.fromMillis(1_000_000));
    Files.delete(here.path("out/deep/c__s0+s1.png"));
    Workplace.Result second =
        here.tempera(
                "stylize",
                "photos",
                "--style",
                "styles/s0.png",
                "--style",
                "styles/s1.png",
                "-o",
                "out")
            .succeeded();
    assertThat(second.out()).contains("1 painted, 2 kept");
    assertThat(Files.getLastModifiedTime(kept).toMillis()).isEqualTo(1_000_000);

    here.tempera(
            "stylize",
            "photos/*.jpg",
            "-s",
            "styles/s0.png",
            "-s",
            "styles/s1.png",
            "-o",
            "out",
            "--overwrite")
        .succeeded();
    assertThat(Files.getLastModifiedTime(kept).toMillis()).isGreaterThan(1_000_000);
    assertThat(kept).hasBinaryContent(whole);
  }

  @Test
  void aBadFileCostsOnlyItself() throws IOException {
    here.picture("photos/bad.jpg", 100, 100, 4);
    here.truncate("photos/bad.jpg");
    Workplace.Result result = here.tempera("stylize", "photos", "-s", "styles/s0.png", "-o", "out");
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).contains("3 painted, 1 failed");
    assertThat(result.err()).contains("bad.jpg").contains("cut short").hasLineCount(1);
    assertThat(outputs()).hasSize(3);
  }

  @Test
  void eachStylePaintsEveryPair() throws IOException {
    Files.writeString(here.path("styles/bad.png"), "no picture");
    Workplace.Result result =
        here.tempera(
            "stylize", "photos", "--each-style", "-s", "styles", "-o", "out", "--format", "jpg");
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).contains("15 painted, 3 failed");
    assertThat(result.err()).contains("bad.png").hasLineCount(1);
    assertThat(outputs()).hasSize(15).contains("out/deep/er/b__s3.jpg");
  }

  @Test
  void repeatingFinishesWhenResultsLieBesideTheContents() throws IOException {
    here.picture("b.jpg", 20, 20, 5);
    here.picture("c.jpg", 20, 20, 6);
    String style = "styles/s0.png";
    here.tempera("stylize", "b.jpg", "c.jpg", "-s", style).succeeded();
    Map<String, Long> painted = here.files();
    assertThat(painted).containsKeys("b__s0.jpg", "c__s0.jpg");

    String expanded =
        here.tempera("stylize", "b.jpg", "b__s0.jpg", "c.jpg", "c__s0.jpg", "-s", style)
            .succeeded()
            .out();
    assertThat(expanded).contains("0 painted, 2 kept", "2 left out as results of this command");
    assertThat(here.files()).isEqualTo(painted);

    Files.delete(here.path("c__s0.jpg"));
    assertThat(here.tempera("stylize", "*.jpg", "-s", style).succeeded().out())
        .contains("1 painted, 1 kept", "1 left out");
    assertThat(here.files()).isEqualTo(painted);
  }

  @Test
  void drawsDependOnSeedAndNamesAlone() throws IOException {
    random("out", "photos", "7");
    Set<String> all = outputs();
    assertThat(all).hasSize(6);
    random("out", "photos", "7");
    assertThat(outputs()).isEqualTo(all);

    random("out/alone", "photos/deep/../deep/**/*.bmp", "7");
    here.picture("photos/deep/another.png", 30, 30, 9);
    Files.delete(here.path("photos/a.jpg"));
    random("out2", "photos", "7");
    for (String output : all) {
      if (!output.startsWith("out/a__")) {
        assertThat(here.path(output.replaceFirst("out", "out2"))).exists();
      }
    }
  }

  private void random(String output, String contents, String seed) {
    here.tempera(
            "stylize",
            contents,
            "--random-styles",
            "2",
            "--seed",
            seed,
            "-s",
            "styles",
            "-o",
            output)
        .succeeded();
  }

  @Test
  void wrongArgumentsAreRefusedBeforeAnythingIsWritten() throws IOException {
    Files.writeString(here.path("file"), "");
    Files.writeString(here.path("styles/bad.png"), "no picture");
    var before = here.files();
    here.tempera("stylize", "photos", "-s", "styles/s0.png", "-o", "photos")
        .refused(2, "the contents' own");
    here.tempera("stylize", "photos", "-s", "styles/s0.png", "-o", "file")
        .refused(2, "file", "needs a folder");
    here.tempera("stylize", "photos", "-s", "styles/s0.png", "-o", "file/out")
        .refused(2, "file", "needs a folder");
    here.tempera("stylize", "photos", "gone.jpg", "-s", "styles/s0.png", "-o", "out")
        .refused(2, "gone.jpg");
    here.tempera("stylize", "photos", "-s", "styles/bad.png", "-o", "out").refused(2, "bad.png");
    here.tempera("stylize", "photos", "-s", "styles", "-o", "out").refused(2, "--each-style");
    here.tempera(
            "stylize",
            "photos",
            "-s",
            "styles/s0.png",
            "-s",
            "styles/s1.png",
            "--weights",
            "NaN,1",
            "-o",
            "out")
        .refused(2, "--weights", "NaN");
    assertThat(here.files()).isEqualTo(before);
    assertThat(here.path("out")).doesNotExist();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void anInterruptedBatchLeavesWholeFilesAndIsFinishedByRepeatingIt() throws Exception {
    // Large enough that the signal comes before the end, however fast the processor.
    for (int i = 0; i < 60; i++) {
      here.picture("many/p" + i + ".png", 700, 700, i);
    }
    Process process = here.start(here.java("stylize", "many", "-s", "styles/s0.png", "-o", "out"));
    while (process.isAlive() && paintedSoFar() < 3) {
      Thread.sleep(20);
    }
    new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    Workplace.Result result = here.result(process);
    assertThat(result.exit()).isEqualTo(130);
    assertThat(result.err()).isEmpty();
    Set<String> left = outputs();
    assertThat(left).hasSizeBetween(3, 59).allMatch(name -> name.endsWith("__s0.png"));
    for (String name : left) {
      assertThat(here.read(name).getWidth()).isEqualTo(700);
    }
    here.tempera("stylize", "many", "-s", "styles/s0.png", "-o", "out").succeeded();
    assertThat(outputs()).hasSize(60);
  }
}

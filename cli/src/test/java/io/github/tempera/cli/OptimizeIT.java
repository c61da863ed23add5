package io.github.tempera.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tempera.RandomVgg19;
import io.github.tempera.cli.Workplace.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The slow method, for real, with an encoder of random weights. */
class OptimizeIT {
  @TempDir private static Path shelf = Path.of("");
  private static String encoder = "";

  @TempDir(factory = WarmTempera.Place.class, cleanup = CleanupMode.NEVER)
  private Path folder = Path.of("");

  @BeforeAll
  static void writeEncoder() {
    Path file = shelf.resolve("encoder.safetensors");
    RandomVgg19.model().write(file);
    encoder = file.toString();
  }

  private Workplace place() throws IOException {
    Workplace here = new Workplace(folder);
    here.picture("content.png", 45, 30, 1);
    here.picture("style.png", 24, 24, 2);
    return here;
  }

  private static double loss(Result result) {
    String out = result.succeeded().out().strip();
    return Double.parseDouble(out.substring(out.lastIndexOf(' ') + 1));
  }

  @Test
  void paintsAndShowsHowItWent() throws IOException {
    Workplace here = place();
    Result result =
        here.tempera(
            "optimize",
            "content.png",
            "-s",
            "style.png",
            "-o",
            "painted.png",
            "--encoder",
            encoder,
            "--iterations",
            "4",
            "--every",
            "2",
            "--size",
            "20");
    assertThat(result.succeeded().out()).startsWith("painted.png  30x20").contains("4 of 4 steps");
    assertThat(here.files())
        .containsOnlyKeys("content.png", "painted-2.png", "painted.png", "style.png");
    assertThat(here.read("painted.png").getHeight()).isEqualTo(20);
  }

  @Test
  void moreStepsBringLessLossAndEveryBeginningWorks() throws IOException {
    Workplace here = place();
    double first = 0;
    for (String steps : new String[] {"1", "8"}) {
      double loss =
          loss(
              here.tempera(
                  "optimize",
                  "content.png",
                  "-s",
                  "style.png",
                  "-o",
                  "a.png",
                  "--encoder",
                  encoder,
                  "--iterations",
                  steps));
      assertThat(first == 0 || loss < first).isTrue();
      first = loss;
    }
    for (String init : new String[] {"noise", "stylized"}) {
      here.tempera(
              "optimize",
              "content.png",
              "-s",
              "style.png",
              "-o",
              init + ".png",
              "--encoder",
              encoder,
              "--iterations",
              "1",
              "--init",
              init)
          .succeeded();
    }
    assertThat(Files.readAllBytes(here.path("noise.png")))
        .isNotEqualTo(Files.readAllBytes(here.path("stylized.png")));
  }

  @Test
  void refusesBeforeAnyWork() throws IOException {
    Workplace here = place();
    String[] start = {"optimize", "content.png", "-s", "style.png", "-o", "painted.png"};
    here.tempera(start).refused(2, "tempera models fetch vgg19", "--encoder");
    here.tempera(with(start, "--encoder", "style.png")).refused(2, "style.png");
    here.tempera(with(start, "--iterations", "0")).refused(2, "iterations", "0");
    here.tempera(with(start, "--rate", "2")).refused(2, "rate", "2");
    here.tempera(with(start, "--style-weight", "much")).refused(2, "style weight", "much");
    here.tempera(with(start, "--init", "style")).refused(2, "content, noise, stylized");
    here.tempera(with(start, "--every", "0")).refused(2, "--every");
    here.tempera("optimize", "content.png", "-s", "style.png", "-o", "style.png")
        .refused(2, "replace an input");
    assertThat(here.files()).containsOnlyKeys("content.png", "style.png");
  }

  private static String[] with(String[] start, String... more) {
    String[] all = java.util.Arrays.copyOf(start, start.length + more.length);
    System.arraycopy(more, 0, all, start.length, more.length);
    return all;
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void anInterruptionKeepsTheBestPictureSoFar() throws Exception {
    Workplace here = place();
    Process process =
        here.start(
            here.java(
                "optimize",
                "content.png",
                "-s",
                "style.png",
                "-o",
                "painted.png",
                "--encoder",
                encoder,
                "--iterations",
                "100000",
                "--every",
                "1"));
    while (!Files.exists(here.path("painted-000001.png")) && process.isAlive()) {
      Thread.sleep(50);
    }
    process.destroy(); // SIGTERM, which is treated as Ctrl-C is
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    Result result = here.result(process);
    assertThat(result.exit()).isNotZero();
    assertThat(result.out()).contains("of 100000 steps");
    assertThat(here.read("painted.png").getWidth()).isEqualTo(45);
  }
}

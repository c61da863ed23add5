package io.github.tempera.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tempera.RandomVgg19;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Models scored by the real command. */
class EvaluateIT {
  private static final Path SAMPLES = Path.of("..", "docs", "samples").toAbsolutePath().normalize();

  @TempDir(factory = WarmTempera.Place.class, cleanup = CleanupMode.NEVER)
  private Path folder = Path.of("");

  private Workplace here = new Workplace(folder);

  @BeforeEach
  void lists() throws IOException {
    here = new Workplace(folder);
    list("contents.txt", "harbour.jpg", "street.jpg");
    list("styles.txt", "woodcut.png", "ink-wash.png");
  }

  private void list(String name, String... pictures) throws IOException {
    Path list = here.path(name);
    List<String> lines = new ArrayList<>();
    for (String picture : pictures) {
      lines.add(SAMPLES.resolve(picture).toString());
    }
    Files.write(list, lines);
  }

  @Test
  void scoresAModelFileByAnyEncoder() throws IOException {
    RandomVgg19.model().write(here.path("random.safetensors"));
    Workplace.Result result =
        here.tempera(
                "evaluate",
                "--content=contents.txt",
                "--style=styles.txt",
                "--pairs=3",
                "--size=48",
                "--model=slim",
                "--model=random.safetensors",
                "--judge=random.safetensors",
                "--csv=pairs.csv",
                "--json=means.json",
                "--html=page")
            .succeeded();
    assertThat(result.out().lines())
        .hasSize(7)
        .satisfiesExactly(
            line -> assertThat(line).contains("total"),
            line -> assertThat(line).startsWith("model").contains("steadiness"),
            line -> assertThat(line).startsWith("slim "),
            line -> assertThat(line).startsWith("random "),
            line -> assertThat(line).startsWith("mean-std "),
            line -> assertThat(line).startsWith("content "),
            line ->
                assertThat(line).isEqualTo("3 pairs of 2 contents and 2 styles, 48 x 48 pixels"));
    JsonNode models = new ObjectMapper().readTree(here.path("means.json").toFile()).get("models");
    assertThat(models).hasSize(4);
    assertThat(models.get(0).get("name").asText()).isEqualTo("slim");
    assertThat(models.get(0).get("total").asDouble()).isPositive();
    assertThat(models.get(0).get("steadiness").asDouble()).isBetween(3.0, 60.0);
    assertThat(models.get(3).get("steadiness").asDouble()).isZero();
    if (Files.exists(Path.of("/proc/self/status"))) {
      assertThat(models.get(0).get("peakMemoryBytes").asLong()).isGreaterThan(50_000_000);
    }
    assertThat(Files.readAllLines(here.path("pairs.csv")))
        .hasSize(1 + 3 * 4)
        .first()
        .asString()
        .contains(",steadiness,");
    assertThat(here.path("page/index.html")).content().contains("harbour.jpg");
  }

  @Test
  void theSamplesListsAreContentsAndStyles() throws IOException {
    RandomVgg19.model().write(here.path("random.safetensors"));
    here.tempera(
            "evaluate",
            "--content=" + SAMPLES.resolve("contents.txt"),
            "--style=" + SAMPLES.resolve("styles.txt"),
            "--pairs=3",
            "--size=64",
            "--judge=random.safetensors",
            "--csv=pairs.csv",
            "-q")
        .succeeded();
    assertThat(Files.readAllLines(here.path("pairs.csv")))
        .hasSize(1 + 3 * 3)
        .anyMatch(line -> line.startsWith("slim,portrait.jpg,"))
        .anyMatch(line -> line.contains(",strong/"));
  }

  @Test
  void slimComesCloserToTheStyleThanTheContentIs() throws IOException {
    String judge = Shared.file("weights/vgg19-normalised-relu4_1.safetensors").toString();
    here.tempera(
            "evaluate",
            "--content=contents.txt",
            "--style=styles.txt",
            "--pairs=2",
            "--size=128",
            "--judge=" + judge,
            "--json=means.json",
            "-q")
        .succeeded();
    JsonNode models = new ObjectMapper().readTree(here.path("means.json").toFile()).get("models");
    assertThat(models.get(0).get("total").asDouble())
        .isBetween(1.0, 0.5 * models.get(2).get("total").asDouble());
  }

  @Test
  void wrongArgumentsAreRefusedBeforeAnythingIsWritten() throws IOException {
    RandomVgg19.model().write(here.path("random.safetensors"));
    Files.writeString(here.path("notes.jpg"), "not a picture");
    Files.writeString(here.path("broken.txt"), "notes.jpg");
    Files.writeString(here.path("gone.txt"), "gone.jpg");
    var before = here.files();

    refused(List.of("--judge=random.safetensors", "--pairs=none"), "--pairs", "none");
    refused(List.of("--judge=random.safetensors", "--pairs=0"), "--pairs", "0");
    refused(List.of("--judge=random.safetensors", "--size=8"), "size", "8");
    refused(List.of("--judge=random.safetensors", "--model=gone"), "\"gone\"");
    refused(List.of("--judge=random.safetensors", "--model=gone.safetensors"), "gone.safetensors");
    refused(List.of("--judge=random.safetensors", "--json=no/a.json"), "no folder");
    refused(List.of("--judge=random.safetensors", "--html=notes.jpg"), "notes.jpg", "folder");
    refused(List.of("--judge=gone.pth"), "gone.pth");
    refused(List.of(), "--judge", "models fetch vgg19");
    here.tempera("evaluate", "--content=broken.txt", "--style=styles.txt")
        .refused(2, "notes.jpg", "not a picture");
    here.tempera("evaluate", "--content=gone.txt", "--style=styles.txt").refused(2, "gone.jpg");
    here.tempera("evaluate", "--content=contents.txt").refused(2, "--style");

    assertThat(here.files()).isEqualTo(before);
  }

  private void refused(List<String> options, String... words) {
    List<String> command =
        new ArrayList<>(List.of("evaluate", "--content=contents.txt", "--style=styles.txt"));
    command.addAll(options);
    here.tempera(command.toArray(String[]::new)).refused(2, words);
  }
}

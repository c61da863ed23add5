package io.github.tempera.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tempera.RandomVgg19;
import io.github.tempera.internal.format.TensorFile;
import io.github.tempera.model.Model;
import io.github.tempera.model.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A training through the real command, ended in every way there is. */
class TrainIT {
  private static final int ITERATIONS = 60;

  @TempDir private Path folder = Path.of("");
  private Workplace here = new Workplace(folder);

  @BeforeEach
  void pictures() throws IOException {
    here = new Workplace(folder);
    for (int i = 0; i < 12; i++) {
      here.picture("photos/p" + i + ".png", 50 + i, 44, i);
      here.picture("paintings/a" + i + ".jpg", 40, 60, 100 + i);
    }
    RandomVgg19.model().write(here.path("encoder.safetensors"));
  }

  private static List<String> start(String run, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                ("train --content photos --style paintings --encoder encoder.safetensors --preset cpu"
                        + " --network slim --batch 2 --crop 32 --warm-start 3 --warmup 4"
                        + " --checkpoint-every 5 --threads 2 --device cpu --out "
                        + run)
                    .split(" ")));
    arguments.addAll(List.of(more));
    return arguments;
  }

  private Workplace.Result tempera(List<String> arguments) {
    return here.tempera(arguments.toArray(String[]::new));
  }

  private JsonNode record(String run) throws IOException {
    return new ObjectMapper().readTree(here.path(run + "/run.json").toFile());
  }

  /** The rows of losses.csv but for the seconds. */
  private List<String> rows(String run) throws IOException {
    return Files.readAllLines(here.path(run + "/losses.csv")).stream()
        .map(row -> row.substring(0, row.lastIndexOf(',')))
        .toList();
  }

  private Workplace.Result endedAfter(long iteration, String signal, List<String> arguments)
      throws Exception {
    Process process = here.start(here.java(arguments.toArray(String[]::new)));
    while (process.isAlive()
        && (!Files.exists(here.path("parts/run.json"))
            || record("parts").at("/progress/iteration").asLong() < iteration)) {
      Thread.sleep(20);
    }
    new ProcessBuilder("kill", signal, String.valueOf(process.pid())).start().waitFor();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return here.result(process);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aRunThatWasKilledAndEndedEqualsOneThatWasNot() throws Exception {
    assertThat(tempera(start("whole", "--iterations", "" + ITERATIONS)).succeeded().out())
        .contains("whole  done, 60 iterations", "waiting for pictures");

    List<String> parts = start("parts", "--iterations", "50", "--schedule-end", "" + ITERATIONS);
    assertThat(endedAfter(5, "-KILL", parts).exit()).isEqualTo(137);
    assertThat(record("parts").at("/progress/state").asText()).isEqualTo("running");
    List<String> resume = List.of("train", "--resume", "parts", "--checkpoint-every", "5");
    Workplace.Result ended = endedAfter(15, "-TERM", resume);
    assertThat(ended.exit()).as(ended.toString()).isEqualTo(143);
    assertThat(ended.err()).isEmpty();
    assertThat(ended.out()).contains("parts  stopped", "tempera train --resume parts");
    assertThat(record("parts").at("/progress/state").asText()).isEqualTo("stopped");
    tempera(List.of("train", "--resume", "parts", "--iterations", "" + ITERATIONS)).succeeded();

    assertThat(rows("parts")).isEqualTo(rows("whole")).hasSize(ITERATIONS + 1);
    assertThat(rows("whole")).first().asString().contains("consistency");
    assertThat(record("whole").at("/options/consistency").asDouble()).isEqualTo(25);
    assertThat(record("whole").at("/progress/consistency").asDouble()).isGreaterThan(0);
    SortedMap<String, Weights> whole = checkpoint("whole");
    SortedMap<String, Weights> resumed = checkpoint("parts");
    assertThat(resumed.keySet()).isEqualTo(whole.keySet());
    whole.forEach(
        (name, weights) ->
            assertThat(resumed)
                .hasEntrySatisfying(
                    name, other -> assertThat(other.values()).isEqualTo(weights.values())));
    assertThat(here.files().keySet())
        .contains("parts/losses.png", "parts/stages.png", "parts/index.html")
        .filteredOn(name -> name.startsWith("parts/events.out.tfevents."))
        .hasSize(1);

    paints("parts/model.safetensors");
    refusesWhatDoesNotFit();
  }

  private void paints(String model) throws IOException {
    here.tempera("models", "import", "--name", "mine", "--model", model).succeeded();
    here.tempera(
            "stylize", "photos/p1.png", "-s", "paintings/a1.jpg", "--model", "mine", "-o", "p.png")
        .succeeded();
    assertThat(here.read("p.png").getWidth()).isEqualTo(51);
  }

  private SortedMap<String, Weights> checkpoint(String run) {
    return TensorFile.read(here.path(run + "/checkpoint.safetensors")).tensors();
  }

  @ParameterizedTest
  @ValueSource(strings = {"vgg19", "vgg19-modulated"})
  void aDecoderLearnsByBothPresetsAndPaints(String network) throws IOException {
    List<String> arguments =
        List.of(
            ("train --content photos --style paintings --encoder encoder.safetensors --batch 2"
                    + " --crop 32 --short-side 0 --iterations 4 --threads 2 --device cpu --network "
                    + network)
                .split(" "));
    for (String preset : List.of("classic", "cpu")) {
      List<String> more = new ArrayList<>(arguments);
      more.addAll(List.of("--preset", preset, "--warm-start", "2", "--out", preset));
      tempera(more).succeeded();
      assertThat(rows(preset)).hasSize(5);
      Model learned = Model.read(here.path(preset + "/model.safetensors"));
      assertThat(learned.card().network().id()).isEqualTo(network);
    }
    paints("cpu/model.safetensors");
  }

  private void refusesWhatDoesNotFit() throws IOException {
    tempera(start("whole")).refused(2, "whole holds a run already", "--resume");
    here.tempera("train", "--resume", "whole", "--iterations", "70", "--seed", "9")
        .refused(2, "seed (1 then, 9 now)");
    here.tempera("train", "--resume", "whole", "--iterations", "70", "--no-random-phase")
        .refused(2, "consistency", "needs random phase");
    here.tempera(
            "train --resume whole --iterations 70 --consistency 0 --no-random-phase --augment 0.2 --scales 0"
                .split(" "))
        .refused(
            2,
            "random phase (true then, false now)",
            "consistency (25.0 then, 0.0 now)",
            "augment (0.5 then, 0.2 now)",
            "scales (0.5 then, 0.0 now)");
    here.tempera("train", "--resume", "whole", "--preset", "cpu", "--name", "x")
        .refused(2, "--preset, --name");
    here.tempera("train", "--resume", "whole").refused(2, "has done its 60 iterations");
    here.tempera("train", "--resume", "photos").refused(2, "There is no run in photos");
    here.picture("paintings/new.png", 40, 40, 7);
    here.tempera("train", "--resume", "whole", "--iterations", "70")
        .refused(2, "style pictures are not those");
  }

  @Test
  void wrongArgumentsAreRefusedBeforeAnythingIsWritten() throws IOException {
    var before = here.files();
    here.tempera("train").refused(2, "--content, --style and --out", "--resume");
    tempera(start("out").stream().map(word -> word.equals("32") ? "33" : word).toList())
        .refused(2, "crop must be");
    tempera(start("out", "--loss", "much")).refused(2, "\"much\"");
    tempera(start("out", "--augment", "1.5")).refused(2, "augment must be 0 to 1, not 1.5");
    tempera(start("out", "--scales", "-1")).refused(2, "scales must be 0 to 3, not -1.0");
    tempera(start("out", "--consistency", "-2")).refused(2, "consistency must be 0 to 100000");
    tempera(start("out", "--no-random-phase")).refused(2, "Set consistency to 0");
    tempera(start("out", "--schedule", "odd")).refused(2, "constant, inverse, cosine");
    tempera(start("out", "--from", "none.safetensors")).refused(2, "none.safetensors");
    tempera(start("out", "--normalization", "batch")).refused(2, "vgg19");
    assertThat(here.files()).isEqualTo(before);
    assertThat(here.tempera("train", "--help").succeeded().out().replaceAll("\\s+", " "))
        .contains(
            "classic 160000; cpu 10000",
            "classic 1e-4; cpu 0.001",
            "classic off; cpu on",
            "classic 0; cpu 25");
  }
}

package io.github.tempera.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tempera.Precision;
import io.github.tempera.TemperaException;
import io.github.tempera.image.Picture;
import io.github.tempera.internal.format.TensorFile;
import io.github.tempera.model.Architecture;
import io.github.tempera.model.Model;
import io.github.tempera.model.Weights;
import io.github.tempera.training.loss.LossWeights;
import io.github.tempera.training.trainee.Normalization;
import io.github.tempera.training.trainer.Schedule;
import io.github.tempera.training.trainer.TrainOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunTest {
  private static final Run.Moved SAME = new Run.Moved(null, null, null);

  @TempDir private Path folder = Path.of("");

  private Path path(String name) {
    return folder.resolve(name);
  }

  private Run start(RunPlace place, String name, TrainOptions options) {
    return Run.start(path(name), place.setup(options, 5));
  }

  private Run resume(String name, UnaryOperator<TrainOptions> changes) {
    return Run.resume(path(name), SAME, changes, RunPlace.session(5));
  }

  private static RunPlace.Ear train(Run run) {
    RunPlace.Ear ear = new RunPlace.Ear(-1);
    try (run) {
      run.train(ear);
    }
    return ear;
  }

  private static void interrupt(Run run, long after) {
    try (run) {
      assertThatThrownBy(() -> run.train(new RunPlace.Ear(after)))
          .isInstanceOf(CancellationException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private List<String> rows(String run) throws IOException {
    return Files.readAllLines(path(run).resolve("losses.csv")).stream()
        .map(row -> row.substring(0, row.lastIndexOf(',')))
        .toList();
  }

  private SortedMap<String, Weights> state(String run) {
    return TensorFile.read(path(run).resolve("checkpoint.safetensors")).tensors();
  }

  private JsonNode record(String run) throws IOException {
    return new ObjectMapper().readTree(path(run).resolve("run.json").toFile());
  }

  private void assertSame(String run, String other) throws IOException {
    assertThat(rows(run)).isEqualTo(rows(other));
    SortedMap<String, Weights> left = state(run);
    SortedMap<String, Weights> right = state(other);
    assertThat(left.keySet()).isEqualTo(right.keySet());
    left.forEach(
        (name, weights) ->
            assertThat(right)
                .hasEntrySatisfying(
                    name, same -> assertThat(same.values()).isEqualTo(weights.values())));
  }

  @ParameterizedTest
  @CsvSource({
    "SLIM, FLOAT32, false",
    "SLIM, BFLOAT16, true",
    "VGG19_MODULATED, FLOAT32, false",
    "VGG19_MODULATED, FLOAT32, true"
  })
  void aRunThatWasStoppedAndExtendedEqualsOneThatWasNot(
      Architecture network, Precision precision, boolean steady) throws IOException {
    RunPlace place = new RunPlace(folder);
    train(start(place, "whole", options(network, 12, precision, steady)));
    assertThat(rows("whole")).hasSize(13);

    interrupt(start(place, "parts", options(network, 10, precision, steady)), 3);
    assertThat(record("parts").at("/progress/state").asText()).isEqualTo("stopped");
    assertThat(record("parts").at("/progress/iteration").asLong()).isEqualTo(3);
    interrupt(resume("parts", then -> then), 7);
    // What a killed process leaves beyond its checkpoint.
    Files.writeString(
        path("parts").resolve("losses.csv"),
        Files.readString(path("parts").resolve("losses.csv")) + "8,1,1,1,1,1,1,1\n9,1");
    train(resume("parts", then -> then.withIterations(12)));
    assertSame("parts", "whole");

    assertThat(Model.read(path("parts").resolve("model.safetensors")).card().provenance())
        .containsEntry("iterations", "12")
        .containsEntry("seed", "7");
    assertThat(path("parts").resolve("stages")).isDirectoryContaining("glob:**00000002-1.png");
    assertThat(Picture.read(path("parts").resolve("losses.png")).width()).isEqualTo(1200);
    assertThat(Picture.read(path("parts").resolve("stages.png")).height()).isGreaterThan(64);
    assertThat(Files.readString(path("parts").resolve("index.html")))
        .contains("done", "12 of 12")
        .doesNotContain("http-equiv=\"refresh\"");
    assertThat(record("parts").at("/commands")).hasSize(3);
  }

  private static TrainOptions options(
      Architecture network, long iterations, Precision precision, boolean steady) {
    TrainOptions options = RunPlace.options(network, iterations, precision);
    return steady ? RunPlace.steady(options) : options;
  }

  @Test
  void picturesSetAsideAreListedAndNotTrainedOn() throws IOException {
    RunPlace place = new RunPlace(folder);
    train(start(place, "run", RunPlace.options(Architecture.SLIM, 2)));
    List<String> listed = Files.readAllLines(path("run").resolve("validation-content.txt"));
    assertThat(listed).hasSize(1).allMatch(file -> Path.of(file).startsWith(place.content));
    JsonNode content = record("run").get("content");
    assertThat(content.get("training").asInt()).isEqualTo(5);
    assertThat(content.get("validation").asInt()).isEqualTo(1);
  }

  @Test
  void otherDataOrOptionsAreRefusedByName() throws IOException {
    RunPlace place = new RunPlace(folder);
    train(start(place, "run", RunPlace.options(Architecture.SLIM, 2)));
    refused(() -> start(place, "run", RunPlace.options(Architecture.SLIM, 2)), "--resume");
    refused(() -> resume("nothing", then -> then), "no run");
    refused(() -> resume("run", then -> then), "has done its 2 iterations");
    refused(() -> resume("run", then -> then.withIterations(1)), "iterations", "not 1");
    refused(
        () -> resume("run", then -> then.withIterations(4).withScheduleEnd(9).withValidation(2)),
        "schedule end (12 then, 9 now)",
        "validation (1 then, 2 now)");
    Path encoder = path("other.safetensors");
    SortedMap<String, Weights> weights = new TreeMap<>(Model.read(place.encoder).weights());
    weights.put("encoder.conv0.bias", new Weights(new long[] {3}, new float[3]));
    new Model(Model.read(place.encoder).card(), weights).write(encoder);
    refused(
        () ->
            Run.resume(
                path("run"),
                new Run.Moved(null, null, encoder),
                then -> then.withIterations(4),
                RunPlace.session(5)),
        "encoder");
    RunPlace.picture(place.style.resolve("s9.png"), 40, 40, 9);
    refused(() -> resume("run", then -> then.withIterations(4)), "style pictures");
    Files.delete(place.style.resolve("s9.png"));
    train(resume("run", then -> then.withIterations(4)));
  }

  /** Its files know nothing of scales, augment, random phase and consistency. */
  @Test
  void aRunOfBeforeTheseOptionsGoesOn() throws IOException {
    RunPlace place = new RunPlace(folder);
    train(start(place, "run", RunPlace.options(Architecture.SLIM, 6)));
    Path checkpoint = path("run").resolve("checkpoint.safetensors");
    TensorFile stored = TensorFile.read(checkpoint);
    Map<String, String> metadata = new TreeMap<>(stored.metadata());
    metadata.replaceAll((name, text) -> asBefore(text));
    assertThat(metadata).isNotEqualTo(stored.metadata());
    new TensorFile(stored.tensors(), metadata).write(checkpoint);
    Path json = path("run").resolve("run.json");
    Files.writeString(json, asBefore(Files.readString(json)));
    Path losses = path("run").resolve("losses.csv");
    List<String> rows = Files.readAllLines(losses);
    Files.write(
        losses, rows.stream().map(row -> row.replaceFirst("^(.*?,.*?,.*?),.*?,", "$1,")).toList());
    assertThat(Files.readString(losses)).startsWith("iteration,content,style,total,norm");

    train(resume("run", then -> then.withIterations(8)));
    assertThat(Files.readAllLines(losses)).hasSize(9).startsWith(rows.toArray(String[]::new));
    assertThat(record("run").at("/options/data/randomPhase").asBoolean(true)).isFalse();
  }

  private static String asBefore(String json) {
    return json.replaceAll(
        ",\\s*\"(scales|augment|randomPhase|consistency)\"\\s*:\\s*[a-z0-9.]+", "");
  }

  private static void refused(Runnable work, String... words) {
    assertThatThrownBy(work::run).isInstanceOf(TemperaException.class).message().contains(words);
  }

  @Test
  void anotherNumberOfThreadsIsAWarning() throws IOException {
    RunPlace place = new RunPlace(folder);
    train(start(place, "run", RunPlace.options(Architecture.SLIM, 2)));
    try (Run run =
        resume(
            "run",
            then ->
                new TrainOptions(
                        then.network(),
                        then.data(),
                        then.learning(),
                        then.loss(),
                        then.consistency(),
                        then.normalization(),
                        then.precision(),
                        1,
                        then.seed())
                    .withIterations(3))) {
      assertThat(run.warnings()).hasSize(1).first().asString().contains("threads", "2 then, 1 now");
      run.train(new RunPlace.Ear(-1));
    }
  }

  @Test
  void unreadablePicturesAreSkippedAndListed() throws IOException {
    RunPlace place = new RunPlace(folder);
    for (int i = 0; i < 4; i++) {
      Files.writeString(place.content.resolve("c" + i + ".png"), "no picture");
    }
    RunPlace.Ear ear = train(start(place, "run", RunPlace.options(Architecture.SLIM, 6)));
    assertThat(ear.said)
        .isNotEmpty()
        .doesNotHaveDuplicates()
        .allMatch(it -> it.contains("Skipped"));
    assertThat(record("run").get("unreadable").size()).isEqualTo(ear.said.size());
    for (int i = 4; i < 6; i++) {
      Files.writeString(place.content.resolve("c" + i + ".png"), "no picture");
    }
    refused(
        () -> start(place, "other", RunPlace.options(Architecture.SLIM, 6)),
        "None of the 5 pictures",
        "content");
    assertThat(path("other")).doesNotExist();
  }

  @Test
  void anEnlargementIsRecorded() throws IOException {
    RunPlace place = new RunPlace(folder);
    TrainOptions options = RunPlace.options(Architecture.VGG19, 2);
    TrainOptions.Data data = options.data();
    train(
        start(
            place,
            "run",
            new TrainOptions(
                options.network(),
                new TrainOptions.Data(2, 32, 64, 0, 0, 0, 0, data.validation(), 0, 0, false),
                options.learning(),
                options.loss(),
                options.consistency(),
                Normalization.BATCH,
                options.precision(),
                options.threads(),
                options.seed())));
    assertThat(record("run").get("notes").toString())
        .contains("below 64 pixels and were enlarged", "no model.safetensors");
    assertThat(path("run").resolve("model.safetensors")).doesNotExist();
    assertThat(path("run").resolve("stages.png")).exists();
  }

  @Test
  void aLossThatIsNoNumberStopsTheRunAndKeepsTheCheckpoint() throws IOException {
    RunPlace place = new RunPlace(folder);
    TrainOptions options = RunPlace.options(Architecture.SLIM, 50);
    TrainOptions.Learning learning = options.learning();
    Run run =
        start(
            place,
            "run",
            new TrainOptions(
                options.network(),
                options.data(),
                new TrainOptions.Learning(
                    50, 0, learning.optimizer(), 1, 0, Schedule.CONSTANT, 50, 1e30, 0),
                LossWeights.ofStyle(1e37),
                0,
                options.normalization(),
                options.precision(),
                options.threads(),
                options.seed()));
    assertThatThrownBy(() -> train(run))
        .isInstanceOf(TemperaException.class)
        .hasMessageContaining("infinite or no number")
        .hasMessageContaining("checkpoint of iteration");
    assertThat(record("run").at("/progress/state").asText()).isEqualTo("failed");
    state("run")
        .values()
        .forEach(
            weights -> {
              for (float value : weights.values()) {
                assertThat(value).isFinite();
              }
            });
  }
}

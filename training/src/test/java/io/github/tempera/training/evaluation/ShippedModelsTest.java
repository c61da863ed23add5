package io.github.tempera.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tempera.Compute;
import io.github.tempera.Device;
import io.github.tempera.Precision;
import io.github.tempera.Progress;
import io.github.tempera.model.ModelStore;
import io.github.tempera.model.Vgg19Encoder;
import io.github.tempera.training.Shared;
import io.github.tempera.training.evaluation.Report.Result;
import io.github.tempera.training.evaluation.report.HtmlReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The weights that ship paint well, on the samples, as the losses see it. */
class ShippedModelsTest {
  private static final Compute COMPUTE = new Compute(Precision.FLOAT32, Device.CPU, 2);

  @TempDir private Path folder = Path.of("");

  private Path samples(String suffix) throws IOException {
    Path chosen = Files.createDirectories(folder.resolve(suffix));
    try (Stream<Path> samples = Files.list(Path.of("..", "docs", "samples"))) {
      for (Path sample : samples.filter(file -> file.toString().endsWith(suffix)).toList()) {
        Files.copy(sample, chosen.resolve(sample.getFileName().toString()));
      }
    }
    return chosen;
  }

  @Test
  void theyPaintInTheMannerOfTheStyleAndKeepTheContent() throws IOException {
    Path encoder = Shared.file("weights/vgg19-normalised-relu4_1.safetensors");
    ModelStore store = ModelStore.at(folder.resolve("store"));
    store.importEncoder("vgg19", encoder, false);
    try (ModelCandidate slim = new ModelCandidate("slim", store.load("slim"), COMPUTE);
        ModelCandidate vgg19 = new ModelCandidate("vgg19", store.load("vgg19"), COMPUTE)) {
      Map<String, Result> results =
          new Evaluation(
                  PictureList.read(samples(".jpg")),
                  PictureList.read(samples(".png")),
                  new EvaluateOptions(0, 1, 128))
                  .run(
                      Vgg19Encoder.read(encoder),
                      COMPUTE,
                      List.of(slim, vgg19),
                      new HtmlReport(folder.resolve("html")),
                      Progress.NONE)
                  .models()
                  .stream()
                  .collect(Collectors.toMap(Result::name, result -> result));
      Result slims = result(results, "slim");
      Result vgg19s = result(results, "vgg19");
      double untouched = result(results, "content").total().mean();
      assertThat(slims.total().mean()).isLessThan(untouched / 2);
      assertThat(vgg19s.total().mean()).isLessThan(untouched / 2);
      assertThat(slims.contentLoss().mean()).isLessThan(vgg19s.contentLoss().mean());
      assertThat(slims.steadiness().mean()).isLessThan(0.5 * vgg19s.steadiness().mean());
      assertThat(results.values().stream().filter(result -> !result.name().equals("content")))
          .allSatisfy(result -> assertThat(result.reconstructionPsnr().mean()).isGreaterThan(12));
    }
  }

  private static Result result(Map<String, Result> results, String name) {
    return Objects.requireNonNull(results.get(name));
  }
}

package io.github.tempera.training.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tempera.image.Picture;
import io.github.tempera.training.evaluation.Estimate;
import io.github.tempera.training.evaluation.EvaluateOptions;
import io.github.tempera.training.evaluation.Gallery.Painting;
import io.github.tempera.training.evaluation.Gallery.Wall;
import io.github.tempera.training.evaluation.Losses;
import io.github.tempera.training.evaluation.Report;
import io.github.tempera.training.evaluation.Report.Reconstruction;
import io.github.tempera.training.evaluation.Report.Result;
import io.github.tempera.training.evaluation.Report.Row;
import io.github.tempera.training.evaluation.Scores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The three forms of a report, with names as nobody should choose them. */
class ReportsTest {
  private static final String STYLE = "a, \"b\" <i>&.png";

  @TempDir Path folder = Path.of("");

  private static Scores scores(double content) {
    return new Scores(new Losses(content, 0.5, 2, 3), 0.25, 4);
  }

  private static Result result(String name, double psnr, long memory) {
    Estimate one = new Estimate(1.5, 0.25);
    Estimate few = new Estimate(2, Double.NaN);
    return new Result(
        name, one, one, one, few, one, one, one, new Estimate(psnr, 0), one, 0.125, memory);
  }

  private static Report report() {
    return new Report(
        new EvaluateOptions(0, 7, 64),
        "0123",
        2,
        2,
        1,
        List.of(result("slim", 20, 300), result("content", Double.POSITIVE_INFINITY, 0)),
        List.of(
            row("slim", "easy.png", scores(1), 20),
            row("slim", "hard.png", scores(9), Double.POSITIVE_INFINITY)));
  }

  private static Row row(String model, String content, Scores scores, double psnr) {
    return new Row(model, content, STYLE, scores, new Reconstruction(psnr, 0.5), 0.125);
  }

  @Test
  void jsonHasMeansMarginsAndNullForWhatIsNoNumber() throws IOException {
    Path file = folder.resolve("report.json");
    ReportFiles.writeJson(report(), file);
    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertThat(json.path("pairs").asInt()).isEqualTo(2);
    JsonNode slim = json.path("models").path(0);
    assertThat(slim.path("total").asDouble()).isEqualTo(1.5);
    assertThat(slim.path("confidence").path("total").asDouble()).isEqualTo(0.25);
    assertThat(slim.path("confidence").path("contentLossToContent").isNull()).isTrue();
    assertThat(slim.path("peakMemoryBytes").asLong()).isEqualTo(300);
    JsonNode content = json.path("models").path(1);
    assertThat(content.path("reconstructionPsnr").isNull()).isTrue();
    assertThat(content.path("peakMemoryBytes").isNull()).isTrue();
  }

  @Test
  void csvHasARowForEveryPaintingAndQuotesNames() throws IOException {
    Path file = folder.resolve("report.csv");
    ReportFiles.writeCsv(report(), file);
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0).split(",", -1)).hasSize(13);
    assertThat(lines.get(1))
        .startsWith("slim,easy.png,\"a, \"\"b\"\" <i>&.png\",1.0,0.5,6.0,2.0,3.0,0.25,4.0,20.0,");
    assertThat(lines.get(2)).contains(",4.0,,0.5,0.125");
  }

  @Test
  void thePageShowsTheWorstFirstAndEachPictureIsWrittenOnce() throws IOException {
    Picture picture = Picture.of(2, 2, new byte[12]);
    HtmlReport page = new HtmlReport(folder.resolve("page"));
    for (String content : List.of("easy.png", "hard.png")) {
      Scores scores = scores(content.startsWith("hard") ? 9 : 1);
      page.hang(
          new Wall(
              content,
              STYLE,
              picture,
              picture,
              List.of(
                  new Painting("slim", picture, scores),
                  new Painting("content", picture, scores(0)))));
    }
    page.write(report());
    String html = Files.readString(folder.resolve("page/index.html"));
    assertThat(html.indexOf("hard.png")).isPositive().isLessThan(html.indexOf("easy.png"));
    assertThat(html).contains("a, &quot;b&quot; &lt;i&gt;&amp;.png").doesNotContain("<i>");
    try (var files = Files.list(folder.resolve("page/pictures"))) {
      assertThat(files.map(file -> file.getFileName().toString()).sorted())
          .containsExactly(
              "0001-1.png", "0002-1.png", "content-1.png", "content-3.png", "style-2.png");
    }
    assertThat(html).contains("<script>").contains("1.50 ± 0.25");
  }
}

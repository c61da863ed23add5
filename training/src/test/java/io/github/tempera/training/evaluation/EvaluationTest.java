package io.github.tempera.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tempera.Compute;
import io.github.tempera.Device;
import io.github.tempera.Precision;
import io.github.tempera.Progress;
import io.github.tempera.RandomVgg19;
import io.github.tempera.TemperaException;
import io.github.tempera.image.Picture;
import io.github.tempera.model.Vgg19Encoder;
import io.github.tempera.training.evaluation.Report.Result;
import io.github.tempera.training.evaluation.Report.Row;
import io.github.tempera.training.evaluation.report.HtmlReport;
import io.github.tempera.training.evaluation.report.ReportFiles;
import io.github.tempera.training.evaluation.report.Rounded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole evaluation, by a judge of random weights, which needs no file. */
class EvaluationTest {
  private static final Compute COMPUTE = new Compute(Precision.FLOAT32, Device.CPU, 1);
  private static final int SIZE = 40;

  @TempDir private static Path folder = Path.of("");

  private static final List<Long> DONE = new ArrayList<>();
  private static Report report =
      new Report(EvaluateOptions.DEFAULTS, "", 0, 0, 0, List.of(), List.of());

  /** Paints the content upside down. */
  private static class Turner implements Candidate {
    private Picture prepared = Picture.of(1, 1, new byte[3]);

    @Override
    public String name() {
      return "turned, \"over\" <&>";
    }

    @Override
    public void prepare(Picture style) {
      prepared = style;
    }

    @Override
    public Picture paint(Picture content, Picture style) {
      assertThat(style).isSameAs(prepared);
      byte[] rgb = content.rgb();
      byte[] turned = new byte[rgb.length];
      for (int i = 0; i < rgb.length; i++) {
        turned[i] = rgb[rgb.length - 3 - i / 3 * 3 + i % 3];
      }
      return Picture.of(content.width(), content.height(), turned);
    }

    @Override
    public long peakMemory(int size) {
      return size * 1_000_000L;
    }
  }

  private static Path pictures(String name, int count, long seed) throws IOException {
    Random random = new Random(seed);
    Path pictures = Files.createDirectories(folder.resolve(name));
    for (int i = 0; i < count; i++) {
      byte[] rgb = new byte[3 * 60 * 48];
      int base = random.nextInt(120);
      for (int j = 0; j < rgb.length; j++) {
        rgb[j] = (byte) (base + random.nextInt(60) + j % 3 * 20);
      }
      Picture.of(60, 48, rgb).write(pictures.resolve(name + i + ".png"));
    }
    return pictures;
  }

  @BeforeAll
  static void evaluate() throws IOException {
    Evaluation evaluation =
        new Evaluation(
            PictureList.read(pictures("photo", 3, 1)),
            PictureList.read(pictures("painting", 2, 2)),
            new EvaluateOptions(0, 1, SIZE));
    evaluation.checkPictures();
    HtmlReport html = new HtmlReport(folder.resolve("html"));
    Progress progress =
        (done, total) -> {
          assertThat(total).isEqualTo(3 * (6 + 3 + 1));
          DONE.add(done);
        };
    report =
        evaluation.run(
            Vgg19Encoder.of(RandomVgg19.model()), COMPUTE, List.of(new Turner()), html, progress);
    html.write(report);
    ReportFiles.writeCsv(report, folder.resolve("pairs.csv"));
    ReportFiles.writeJson(report, folder.resolve("means.json"));
  }

  private static Result result(String name) {
    return report.models().stream()
        .filter(model -> model.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void hasTheCandidatesAndTheTwoThatAreAlwaysThere() {
    assertThat(report.models())
        .extracting(Result::name)
        .containsExactly(new Turner().name(), "mean-std", "content");
    assertThat(report.pairs()).isEqualTo(6);
    assertThat(report.rows()).hasSize(18);
    assertThat(DONE).hasSize(30).isSorted().doesNotHaveDuplicates().endsWith(30L);
  }

  @Test
  void theContentIsLikeItself() {
    Result content = result("content");
    assertThat(content.ssim().mean()).isCloseTo(1, within(1e-9));
    assertThat(content.contentLossToContent().mean()).isZero();
    assertThat(content.reconstructionPsnr().mean()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(content.styleLoss().mean()).isPositive();
  }

  @Test
  void onlyWhatIsPaintedElsewhereWhenMovedIsUnsteady() {
    assertThat(result("content").steadiness().mean()).isZero();
    assertThat(result("mean-std").steadiness().mean()).isBetween(0.0, 3.0);
    assertThat(result(new Turner().name()).steadiness().mean()).isGreaterThan(8);
    assertThat(result(new Turner().name()).steadiness().margin()).isPositive();
  }

  @Test
  void coloursAloneComeCloserToTheStyle() {
    assertThat(result("mean-std").styleLoss().mean())
        .isLessThan(0.5 * result("content").styleLoss().mean());
    assertThat(result("mean-std").reconstructionPsnr().mean()).isGreaterThan(50);
  }

  @Test
  void aTurnedPictureIsAnother() {
    Result turned = result(new Turner().name());
    assertThat(turned.ssim().mean()).isLessThan(0.5);
    assertThat(turned.reconstructionPsnr().mean()).isBetween(5.0, 25.0);
    assertThat(turned.reconstructionContentLoss().mean()).isPositive();
    assertThat(turned.peakMemoryBytes()).isEqualTo(SIZE * 1_000_000L);
  }

  @Test
  void meansAreThoseOfTheRows() {
    List<Row> rows = report.rows().stream().filter(row -> row.model().equals("mean-std")).toList();
    double total =
        rows.stream().mapToDouble(row -> row.scores().losses().total()).average().orElseThrow();
    assertThat(result("mean-std").total().mean()).isCloseTo(total, within(1e-9));
    double steadiness =
        rows.stream().mapToDouble(row -> row.scores().steadiness()).average().orElseThrow();
    assertThat(result("mean-std").steadiness().mean()).isCloseTo(steadiness, within(1e-9));
    assertThat(rows)
        .allSatisfy(
            row ->
                assertThat(row.scores().losses().total())
                    .isEqualTo(
                        row.scores().losses().content() + 10 * row.scores().losses().style()));
  }

  @Test
  void writesJson() throws IOException {
    JsonNode json = new ObjectMapper().readTree(folder.resolve("means.json").toFile());
    assertThat(json.get("pairs").asInt()).isEqualTo(6);
    assertThat(json.get("models")).hasSize(3);
    for (JsonNode model : json.get("models")) {
      assertThat(model.fieldNames())
          .toIterable()
          .containsExactly(
              "name",
              "contentLoss",
              "styleLoss",
              "total",
              "contentLossToContent",
              "gramLoss",
              "ssim",
              "steadiness",
              "reconstructionPsnr",
              "reconstructionContentLoss",
              "secondsPerPicture",
              "peakMemoryBytes",
              "confidence");
      assertThat(model.get("confidence").get("total").isNumber()).isTrue();
    }
    assertThat(json.at("/models/0/total").asDouble())
        .isEqualTo(report.models().get(0).total().mean());
    assertThat(json.at("/models/0/steadiness").asDouble())
        .isEqualTo(report.models().get(0).steadiness().mean());
    assertThat(json.at("/models/0/confidence/steadiness").asDouble())
        .isEqualTo(report.models().get(0).steadiness().margin());
    assertThat(json.at("/models/2/reconstructionPsnr").isNull()).isTrue();
    assertThat(json.at("/models/2/peakMemoryBytes").isNull()).isTrue();
  }

  @Test
  void writesCommaSeparatedValues() throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("pairs.csv"));
    assertThat(lines).hasSize(19);
    int columns = lines.get(0).split(",").length;
    assertThat(lines.get(1)).startsWith("\"turned, \"\"over\"\" <&>\",photo0.png,painting0.png,");
    assertThat(lines.get(2)).startsWith("mean-std,");
    assertThat(lines.get(2).split(",", -1)).hasSize(columns);
    int steadiness = List.of(lines.get(0).split(",")).indexOf("steadiness");
    assertThat(lines.get(2).split(",", -1)[steadiness])
        .isEqualTo(String.valueOf(report.rows().get(1).scores().steadiness()));
  }

  @Test
  void writesAPageThatNeedsNothingElse() throws IOException {
    String page = Files.readString(folder.resolve("html/index.html"));
    assertThat(page)
        .doesNotContain("http:", "https:", "<&>")
        .contains("turned, &quot;over&quot; &lt;&amp;&gt;", "aria-sort=\"descending\"")
        .contains(
            "<td>" + Rounded.of(report.models().get(0).steadiness()) + "</td>",
            "<dt>steadiness</dt><dd>"
                + Rounded.of(report.rows().get(0).scores().steadiness())
                + "</dd>");
    Matcher link = Pattern.compile("(?:src|href)=\"([^\"]+)\"").matcher(page);
    int links = 0;
    for (; link.find(); links++) {
      assertThat(folder.resolve("html").resolve(link.group(1))).exists();
    }
    assertThat(links).isEqualTo(2 * 6 * 4);
    assertThat(folder.resolve("html/pictures")).isDirectoryContaining("glob:**style-*.png");
  }

  @Test
  void thePageBeginsWithTheWorst() throws IOException {
    String page = Files.readString(folder.resolve("html/index.html"));
    Matcher row =
        Pattern.compile("<tr id=.*?<td>.*?<td data-total=\"([^\"]+)\"", Pattern.DOTALL)
            .matcher(page);
    List<Double> totals = new ArrayList<>();
    while (row.find()) {
      totals.add(-Double.parseDouble(row.group(1)));
    }
    assertThat(totals).hasSize(6).isSorted();
  }

  @Test
  void refusesTwoCandidatesOfOneName() throws IOException {
    Evaluation evaluation =
        new Evaluation(
            PictureList.read(folder.resolve("photo")),
            PictureList.read(folder.resolve("painting")),
            EvaluateOptions.DEFAULTS);
    assertThatThrownBy(
            () ->
                evaluation.run(
                    Vgg19Encoder.of(RandomVgg19.model()),
                    COMPUTE,
                    List.of(new Floor()),
                    Gallery.NONE,
                    Progress.NONE))
        .isInstanceOf(TemperaException.class)
        .hasMessageContaining("\"content\"");
  }

  @Test
  void refusesOptionsOutOfRange() {
    assertThatThrownBy(() -> new EvaluateOptions(-1, 1, 256)).hasMessageContaining("pairs");
    assertThatThrownBy(() -> new EvaluateOptions(1, 1, 31)).hasMessageContaining("31");
    assertThatThrownBy(() -> new EvaluateOptions(1, 1, 1025)).hasMessageContaining("1025");
  }
}

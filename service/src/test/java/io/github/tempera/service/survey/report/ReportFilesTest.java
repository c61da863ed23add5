package io.github.tempera.service.survey.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tempera.TemperaException;
import io.github.tempera.service.survey.Answer;
import io.github.tempera.service.survey.Answers;
import io.github.tempera.service.survey.Item;
import io.github.tempera.service.survey.Survey;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report as files. */
class ReportFilesTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  @TempDir Path folder = Path.of("");

  private static SurveyReport report(int people, String... models) {
    List<Item> items = new ArrayList<>();
    for (int pair = 1; pair <= 10; pair++) {
      for (String model : models) {
        String name = pair == 1 ? "=a,\"b\".jpg" : "content" + pair + ".jpg";
        items.add(new Item(pair + model, pair, name, "style.png", model, "", "", ""));
      }
    }
    Survey survey = new Survey("ab12", "How good?", 1, NOW, Optional.empty(), items);
    Random random = new Random(3);
    List<Answer> answers = new ArrayList<>();
    for (int person = 1; person <= people; person++) {
      double taste = random.nextGaussian();
      for (Item item : items) {
        double better = item.model().equals(models[0]) ? 0 : 0.8;
        double rating = 6.3 + better + 0.2 * item.pair() + taste + 1.2 * random.nextGaussian();
        answers.add(
            new Answer(
                person, item.id(), (int) Math.max(1, Math.min(10, Math.round(rating))), NOW));
      }
    }
    return new SurveyReport(new Answers(survey, people, answers));
  }

  @Test
  void csvHasALineForEachPainting() throws IOException {
    Path file = folder.resolve("means.csv");
    ReportFiles.writeCsv(report(3, "slim"), file);
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(11);
    assertThat(lines.get(0)).startsWith("pair,content,style,model,answers,mean,low,high,rated1,");
    assertThat(lines.get(1)).startsWith("1,\"'=a,\"\"b\"\".jpg\",style.png,slim,3,");
    assertThat(lines.get(2).split(",")).hasSize(18);
  }

  @Test
  void answersHaveALineEach() throws IOException {
    Path file = folder.resolve("answers.csv");
    ReportFiles.writeAnswers(report(3, "slim", "other"), file);
    assertThat(Files.readAllLines(file)).hasSize(1 + 3 * 20);
  }

  @Test
  void jsonHasAllFigures() throws IOException {
    Path file = folder.resolve("report.json");
    SurveyReport report = report(4, "slim", "other");
    ReportFiles.writeJson(report, file);
    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertThat(json.path("overall").path("mean").asDouble()).isEqualTo(report.overall().mean());
    assertThat(json.path("paintings")).hasSize(20);
    assertThat(json.path("difference").path("second").asText()).isEqualTo("other");
    ReportFiles.writeJson(report(0, "slim"), file);
    assertThat(new ObjectMapper().readTree(file.toFile()).path("overall").path("mean").isNull())
        .isTrue();
  }

  @Test
  void theChartIsDrawn() throws IOException {
    Path file = folder.resolve("chart.png");
    ReportChart.write(report(24, "slim", "other"), file);
    BufferedImage chart = ImageIO.read(file.toFile());
    assertThat(chart.getWidth()).isEqualTo(1600);
    assertThat(has(chart, 0x9C3D1E)).isTrue();
    assertThat(has(chart, 0x1F6F8B)).isTrue();
    Path keep = Path.of(System.getProperty("tempera.charts", folder.toString()));
    Files.copy(file, keep.resolve("chart-two.png"));
    ReportChart.write(report(1, "slim"), keep.resolve("chart-one.png"));
    assertThatThrownBy(() -> ReportChart.write(report(0, "slim"), file))
        .isInstanceOf(TemperaException.class)
        .hasMessageContaining("Nobody");
  }

  private static boolean has(BufferedImage image, int rgb) {
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if ((image.getRGB(x, y) & 0xFFFFFF) == rgb) {
          return true;
        }
      }
    }
    return false;
  }
}

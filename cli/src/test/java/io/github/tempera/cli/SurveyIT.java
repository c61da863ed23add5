package io.github.tempera.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A survey from its making to its report, by the real commands. */
@Timeout(300)
class SurveyIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder = Path.of("");

  @Test
  void isMadeOfFoldersAnsweredAndReported() throws Exception {
    Workplace workplace = new Workplace(folder);
    workplace.picture("photographs/one.png", 90, 70, 1);
    workplace.picture("photographs/below/two.jpg", 70, 90, 2);
    workplace.picture("paintings/dots.png", 64, 64, 3);
    Path database = folder.resolve("t.db");
    Path configuration =
        Files.writeString(
            folder.resolve("tempera.conf"),
            "workers = 0\nport = 0\ndatabase = " + database.toString().replace('\\', '/') + "\n");

    String link =
        workplace
            .tempera(
                "survey",
                "create",
                "--config",
                "tempera.conf",
                "--content",
                "photographs",
                "--style",
                "paintings",
                "--pairs",
                "2",
                "--title",
                "Do you like these?",
                "--url",
                "https://example.org")
            .succeeded()
            .out()
            .strip();
    assertThat(link).startsWith("https://example.org/survey/");
    String id = link.substring(link.lastIndexOf('/') + 1);

    try (Served served = new Served(workplace, Map.of(), "serve", "--config", "tempera.conf")) {
      assertThat(served.get("survey/" + id).statusCode()).isEqualTo(200);
      assertThat(served.get("api/v1/surveys/" + id).body()).contains("Do you like these?");
      answer(served, id, 6, 8);
      answer(served, id, 7, 9);

      String config = configuration.toString();
      Workplace.Result list = Workplace.inProcess("survey", "list", "--config", config);
      assertThat(list.succeeded().out()).contains(id, "open", "2 participants", "2 pairs by slim");

      Workplace.Result report =
          Workplace.inProcess(
              "survey",
              "report",
              id,
              "--config",
              config,
              "--csv",
              folder.resolve("means.csv").toString(),
              "--answers",
              folder.resolve("answers.csv").toString(),
              "--chart",
              folder.resolve("chart.png").toString());
      assertThat(report.succeeded().out()).contains("7.50");
      assertThat(Files.readAllLines(folder.resolve("means.csv"))).hasSizeGreaterThan(2);
      assertThat(Files.readAllLines(folder.resolve("answers.csv"))).hasSize(1 + 4);
      assertThat(workplace.read("chart.png").getWidth()).isGreaterThan(300);

      Workplace.Result close = Workplace.inProcess("survey", "close", id, "--config", config);
      assertThat(close.succeeded().out()).contains(id, "closed");
      assertThat(served.send("POST", participants(id), "").statusCode()).isEqualTo(409);
      assertThat(served.terminate().err()).isEmpty();
    }
    Workplace.inProcess("survey", "report", "no-such", "--database", database.toString())
        .refused(2, "no-such");
  }

  private static String participants(String survey) {
    return "api/v1/surveys/" + survey + "/participants";
  }

  /** One participant, who answers and changes the first answer. */
  private static void answer(Served served, String survey, int... ratings) throws Exception {
    HttpResponse<String> joined = served.send("POST", participants(survey), "");
    assertThat(joined.statusCode()).as(joined.body()).isEqualTo(201);
    JsonNode sheet = JSON.readTree(joined.body());
    String answers = participants(survey) + "/" + sheet.path("participant").asText() + "/answers/";
    for (int i = 0; i < ratings.length; i++) {
      String item = sheet.path("items").path(i).path("id").asText();
      for (int rating : new int[] {1, ratings[i]}) {
        String body = "{\"rating\": " + rating + "}";
        assertThat(served.send("PUT", answers + item, body).statusCode()).isEqualTo(204);
      }
    }
  }
}

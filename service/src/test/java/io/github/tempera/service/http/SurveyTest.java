package io.github.tempera.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tempera.service.survey.Drafts;
import io.github.tempera.service.survey.Item;
import io.github.tempera.service.survey.Survey;
import io.github.tempera.service.survey.Surveys;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Surveys over HTTP, of a service whose API needs a token otherwise. */
@SuppressWarnings("NullAway.Init")
class SurveyTest {
  @TempDir static Path folder;
  private static Api api;
  private static Surveys surveys;
  private static Survey survey;

  @BeforeAll
  static void start() {
    HttpAccess closed = HttpAccess.DEFAULTS.withTokens(List.of("0123456789abcdef0123456789abcdef"));
    api = new Api(Api.idle(folder), HttpOptions.DEFAULTS.withAccess(closed));
    surveys = new Surveys(api.service().database(), Clock.systemUTC());
    survey = surveys.create(Drafts.of(3, "slim", "vgg19"));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  private static String path(String rest) {
    return "/api/v1/surveys/" + survey.id() + rest;
  }

  private static JsonNode join() {
    return api.send("POST", path("/participants"), BodyPublishers.noBody()).is(201).json();
  }

  private static Api.Answer put(String sheet, String item, String body) {
    return api.send(
        "PUT",
        path("/participants/" + sheet + "/answers/" + item),
        BodyPublishers.ofString(body),
        "Content-Type",
        "application/json");
  }

  @Test
  void theLinkIsAllThatIsNeeded() {
    api.get("/api/v1/styles").problem(401, "token-needed");
    JsonNode facts = api.get(path("")).is(200).json();
    assertThat(facts.path("items").asInt()).isEqualTo(6);
    assertThat(facts.path("closed").asBoolean()).isFalse();
    Api.Answer page = api.get("/survey/" + survey.id()).is(200);
    assertThat(page.text()).contains("/web/survey/survey.js").doesNotContain("http:", "https:");
    assertThat(page.header("Content-Security-Policy")).startsWith("default-src 'self';");
    assertThat(page.header("X-Robots-Tag")).isEqualTo("noindex");
  }

  @Test
  void whoHasNoLinkLearnsNothing() {
    assertThat(api.get("/survey/nothing").is(404).text()).contains("survey.js");
    api.get("/api/v1/surveys/nothing").problem(404, "not-found", "link");
    api.send("POST", "/api/v1/surveys/nothing/participants", BodyPublishers.noBody())
        .problem(404, "not-found");
    api.get("/api/v1/surveys/nothing/pictures/" + survey.items().get(0).result())
        .problem(404, "not-found");
    api.get("/api/v1/surveys/").problem(404, "not-found");
    api.get("/api/v1/surveys").problem(401, "token-needed");
    api.get(path("/participants/nobody")).problem(404, "not-found");
  }

  @Test
  void aSheetIsFilledInAndComesBack() {
    JsonNode sheet = join();
    String who = sheet.path("participant").asText();
    JsonNode first = sheet.path("items").path(0);
    assertThat(sheet.path("items")).hasSize(6);
    assertThat(first.has("rating")).isFalse();
    Api.Answer picture = api.get(first.path("result").asText()).is(200);
    assertThat(picture.header("Content-Type")).isEqualTo("image/jpeg");
    String item = first.path("id").asText();
    put(who, item, "{\"rating\": 7}").is(204);
    put(who, item, "{\"rating\": 7}").is(204);
    JsonNode again = api.get(path("/participants/" + who)).is(200).json();
    assertThat(again.path("items").path(0).path("rating").asInt()).isEqualTo(7);
    assertThat(again.path("items").path(1)).isEqualTo(sheet.path("items").path(1));
  }

  @Test
  void participantsDoNotLearnWhatPainted() {
    Api.Answer answer = api.send("POST", path("/participants"), BodyPublishers.noBody());
    assertThat(answer.text() + api.get(path("")).text())
        .doesNotContain("slim", "vgg19", "content1.jpg", "style1.png");
  }

  @Test
  void whatIsNoRatingIsRefused() {
    String who = join().path("participant").asText();
    Item item = survey.items().get(0);
    for (String body :
        List.of(
            "",
            "7",
            "{}",
            "{\"rating\": 0}",
            "{\"rating\": 11}",
            "{\"rating\": 7.5}",
            "{\"rating\": \"7\"}",
            "{\"rating\": 7} x",
            "{\"rating\": 99999999999}",
            "[".repeat(900),
            " ".repeat(5000))) {
      put(who, item.id(), body).problem(422, "bad-value", "1 to 10");
    }
    put(who, "nothing", "{\"rating\": 7}").problem(404, "not-found");
    put("nobody", item.id(), "{\"rating\": 7}").problem(404, "not-found");
  }

  @Test
  void aClosedSurveySaysSo() {
    Survey brief = surveys.create(Drafts.of(1, "slim"));
    String base = "/api/v1/surveys/" + brief.id();
    String who =
        api.send("POST", base + "/participants", BodyPublishers.noBody())
            .json()
            .path("participant")
            .asText();
    surveys.close(brief.id());
    assertThat(api.get(base).json().path("closed").asBoolean()).isTrue();
    api.send("POST", base + "/participants", BodyPublishers.noBody()).problem(409, "survey-closed");
    api.send(
            "PUT",
            base + "/participants/" + who + "/answers/" + brief.items().get(0).id(),
            BodyPublishers.ofString("{\"rating\": 7}"))
        .problem(409, "survey-closed");
  }

  @Test
  void nobodyFillsTheDatabase() {
    HttpAccess open = HttpAccess.DEFAULTS;
    try (Api busy =
        new Api(Api.idle(folder.resolve("busy")), HttpOptions.DEFAULTS.withAccess(open))) {
      Survey own =
          new Surveys(busy.service().database(), Clock.systemUTC()).create(Drafts.of(1, "slim"));
      String joining = "/api/v1/surveys/" + own.id() + "/participants";
      int joined = 0;
      Api.Answer answer = busy.send("POST", joining, BodyPublishers.noBody());
      while (answer.status() == 201 && joined < 1000) {
        joined++;
        answer = busy.send("POST", joining, BodyPublishers.noBody());
      }
      answer.problem(429, "too-fast");
      assertThat(joined).isBetween(200, 300);
    }
  }
}

package io.github.tempera.service.survey;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tempera.service.http.HttpExtension;
import io.github.tempera.service.http.Problem;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;

/**
 * Surveys over HTTP: the page at {@code /survey/{id}} and what it asks for. Participants see no
 * name of a picture or model.
 */
public final class SurveyRoutes implements HttpExtension {
  private static final String API = "/api/v1/surveys/";
  private static final String SHEET = API + "{id}/participants/{participant}";
  private static final String FOR_EVER = "private, max-age=86400, immutable";
  private static final int LONGEST_BODY = 1000;
  private static final int JOINS = 200;
  private static final Duration BETWEEN_JOINS = Duration.ofSeconds(10);
  private static final int ANSWERS = 600;
  private static final Duration BETWEEN_ANSWERS = Duration.ofMillis(100);
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Surveys surveys;
  private final Pace joins;
  private final Pace answers;
  private final byte[] page;

  /** Routes to the surveys of a database. */
  public SurveyRoutes(Surveys surveys, Clock clock) {
    this.surveys = surveys;
    this.joins = new Pace(JOINS, BETWEEN_JOINS, clock);
    this.answers = new Pace(ANSWERS, BETWEEN_ANSWERS, clock);
    try (InputStream in = SurveyRoutes.class.getResourceAsStream("/web/survey/index.html")) {
      page = Objects.requireNonNull(in).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String open() {
    return API;
  }

  @Override
  public void register(RoutesConfig routes, Requests requests) {
    routes.get("/survey/{id}", this::page);
    routes.get(API + "{id}", this::survey);
    routes.get(API + "{id}/pictures/{picture}", this::picture);
    routes.post(API + "{id}/participants", ctx -> join(ctx, requests.client(ctx)));
    routes.get(SHEET, this::sheet);
    routes.put(SHEET + "/answers/{item}", ctx -> answer(ctx, requests));
  }

  private void page(Context ctx) {
    // The page itself says that there is none, in the visitor's language.
    ctx.status(surveys.get(ctx.pathParam("id")).isPresent() ? 200 : 404);
    ctx.header("Cache-Control", "no-store").header("X-Robots-Tag", "noindex");
    ctx.contentType("text/html; charset=utf-8").result(page);
  }

  private void survey(Context ctx) {
    Survey survey = surveys.get(ctx.pathParam("id")).orElseThrow(SurveyRoutes::noSurvey);
    ObjectNode json = JSON.createObjectNode();
    json.put("id", survey.id());
    json.put("title", survey.title());
    json.put("items", survey.items().size());
    json.put("closed", survey.closed().isPresent());
    send(ctx, json);
  }

  private void picture(Context ctx) {
    byte[] jpeg =
        surveys
            .picture(ctx.pathParam("id"), ctx.pathParam("picture"))
            .orElseThrow(() -> Problem.notFound("There is no such picture."));
    ctx.header("Cache-Control", FOR_EVER).contentType("image/jpeg").result(jpeg);
  }

  private void join(Context ctx, String client) {
    joins.step(client);
    String id = ctx.pathParam("id");
    Survey survey = surveys.get(id).orElseThrow(SurveyRoutes::noSurvey);
    Sheet sheet = surveys.join(survey.id()).orElseThrow(SurveyRoutes::closed);
    ctx.status(201).header("Location", API + id + "/participants/" + sheet.participant());
    send(ctx, json(id, sheet));
  }

  private void sheet(Context ctx) {
    String id = ctx.pathParam("id");
    Sheet sheet =
        surveys.sheet(id, ctx.pathParam("participant")).orElseThrow(SurveyRoutes::noSheet);
    send(ctx, json(id, sheet));
  }

  private static ObjectNode json(String survey, Sheet sheet) {
    ObjectNode json = JSON.createObjectNode();
    json.put("participant", sheet.participant());
    String pictures = API + survey + "/pictures/";
    var items = json.putArray("items");
    for (Item item : sheet.items()) {
      ObjectNode each = items.addObject();
      each.put("id", item.id());
      each.put("content", pictures + item.content());
      each.put("style", pictures + item.style());
      each.put("result", pictures + item.result());
      Integer rating = sheet.ratings().get(item.id());
      if (rating != null) {
        each.put("rating", rating);
      }
    }
    return json;
  }

  private void answer(Context ctx, Requests requests) {
    answers.step(requests.client(ctx));
    Surveys.Outcome outcome =
        surveys.answer(
            ctx.pathParam("id"),
            ctx.pathParam("participant"),
            ctx.pathParam("item"),
            rating(ctx, requests));
    switch (outcome) {
      case STORED -> ctx.status(204);
      case CLOSED -> throw closed();
      case UNKNOWN -> throw noSheet();
    }
  }

  private static int rating(Context ctx, Requests requests) {
    if (ctx.req().getContentLengthLong() <= LONGEST_BODY) {
      try {
        JsonNode rating = JSON.readTree(requests.body(ctx)).path("rating");
        if (rating.isInt()
            && rating.intValue() >= Answer.LOWEST
            && rating.intValue() <= Answer.HIGHEST) {
          return rating.intValue();
        }
      } catch (JacksonException notJson) {
        // The sentence is the same.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    throw Problem.badValue(
        "Send the rating as {\"rating\": n}, with a whole number of %d to %d."
            .formatted(Answer.LOWEST, Answer.HIGHEST));
  }

  private static void send(Context ctx, JsonNode json) {
    try {
      ctx.contentType("application/json").result(JSON.writeValueAsBytes(json));
    } catch (JacksonException e) {
      throw new IllegalStateException("A tree is always JSON", e);
    }
  }

  private static Problem noSurvey() {
    return Problem.notFound("There is no such survey: check the link.");
  }

  private static Problem noSheet() {
    return Problem.notFound("There is no such answer sheet: begin anew at the survey's link.");
  }

  private static Problem closed() {
    return Problem.of(409, "survey-closed", "This survey is closed: it takes no more answers.");
  }
}

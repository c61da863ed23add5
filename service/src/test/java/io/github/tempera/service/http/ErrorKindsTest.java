package io.github.tempera.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tempera.TemperaException;
import io.github.tempera.TemperaException.Kind;
import io.javalin.Javalin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What clients are told of an error, by its kind. */
@Timeout(120)
@SuppressWarnings("NullAway.Init")
class ErrorKindsTest {
  private static final String SENTENCE = "It is so: /var/x.";

  @TempDir static Path folder;
  private static Api api;

  @BeforeAll
  static void start() {
    api =
        new Api(
            Api.idle(folder),
            HttpOptions.DEFAULTS.withLimits(HttpLimits.DEFAULTS.withUsualWait(Duration.ZERO)));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  private record Told(int status, String word) {}

  private static Told told(Kind kind, String refused) {
    return switch (kind) {
      case WRONG_ARGUMENT, NOT_FOUND, UNREADABLE -> new Told(422, refused);
      case OUT_OF_RESOURCES -> new Told(503, "out-of-resources");
      case UNAVAILABLE -> new Told(503, "unavailable");
      case UNWRITABLE, FAILED -> new Told(500, "internal");
    };
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void ofARequestThatFails(Kind kind) throws Exception {
    Javalin server =
        Javalin.create(
                config -> {
                  Errors.register(config.routes);
                  config.routes.get(
                      "/",
                      ctx -> {
                        throw new TemperaException(kind, "x", SENTENCE);
                      });
                })
            .start("127.0.0.1", 0);
    try {
      HttpResponse<byte[]> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port())).build(),
                  BodyHandlers.ofByteArray());
      Told expected = told(kind, "bad-value");
      assertThat(answer.statusCode()).isEqualTo(expected.status());
      var json = new ObjectMapper().readTree(answer.body());
      assertThat(json.path("type").asText()).isEqualTo("urn:tempera:problem:" + expected.word());
      // What is wrong with the server's own disk is not the client's to know.
      assertThat(json.path("detail").asText().equals(SENTENCE)).isEqualTo(expected.status() != 500);
    } finally {
      server.stop();
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void ofAJobThatFailed(Kind kind) {
    Multipart form =
        new Multipart()
            .file("content", Pictures.boxes(96, 64, 1))
            .file("style", Pictures.boxes(80, 80, 2));
    Api.Answer job = api.post("/api/v1/stylizations", form).is(202);
    String id = job.header("Job-Id");
    api.service()
        .database()
        .run(
            handle ->
                handle.execute(
                    "UPDATE jobs SET state = 'FAILED', error = ?, error_kind = ?, finished = 1"
                        + " WHERE id = ?",
                    SENTENCE,
                    kind,
                    id));
    assertThat(api.get(job.header("Location")).json().path("error").asText()).isEqualTo(SENTENCE);
    Told expected = told(kind, "failed");
    api.get(job.header("Location") + "/result")
        .problem(expected.status(), expected.word(), SENTENCE);
  }
}

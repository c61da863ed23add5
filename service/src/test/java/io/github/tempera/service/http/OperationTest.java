package io.github.tempera.service.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tempera.Style;
import io.github.tempera.TemperaException;
import io.github.tempera.service.painting.Preview;
import java.awt.image.BufferedImage;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The catalogue, health, metrics, the description and what every answer has. */
@SuppressWarnings("NullAway.Init")
class OperationTest {
  @TempDir static Path folder;
  private static Api api;

  @BeforeAll
  static void start() {
    api = new Api(Api.idle(folder), HttpOptions.DEFAULTS);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void theDescriptionAndTheRoutesAreTheSame() {
    assertThat(new Described().operations()).isEqualTo(api.server().routes());
  }

  @Test
  void theDescriptionHoldsTogether() {
    Described described = new Described();
    List<String> operations = new ArrayList<>();
    described.description().findValuesAsText("operationId").forEach(operations::add);
    assertThat(new HashSet<>(operations)).hasSize(operations.size());
    for (JsonNode reference : described.description().findParents("$ref")) {
      described.resolve(reference);
    }
    hasNoNull(described.description());
    described
        .description()
        .path("paths")
        .properties()
        .forEach(
            path -> {
              long variables = path.getKey().chars().filter(c -> c == '{').count();
              assertThat(path.getValue().path("parameters")).hasSize((int) variables);
            });
  }

  /** In YAML's short form an unquoted comma ends a sentence, and what follows becomes a key. */
  private static void hasNoNull(JsonNode node) {
    assertThat(node.isNull()).isFalse();
    node.forEach(OperationTest::hasNoNull);
  }

  @Test
  void theDescriptionIsServed() {
    Api.Answer answer = api.get("/openapi.yaml").is(200);
    assertThat(answer.text()).startsWith("openapi: 3.1.0");
  }

  @Test
  void theCatalogueHasPicturesAndThumbnails() {
    JsonNode styles = api.get("/api/v1/styles").is(200).json();
    assertThat(styles).isNotEmpty();
    JsonNode style = styles.path(0);
    BufferedImage thumbnail =
        Pictures.read(api.get(style.path("thumbnail").asText()).is(200).body());
    assertThat(Math.max(thumbnail.getWidth(), thumbnail.getHeight())).isLessThanOrEqualTo(256);
    Pictures.read(api.get(style.path("picture").asText()).is(200).body());
    api.get("/api/v1/styles/nobody/thumbnail").problem(404, "not-found");
    api.get("/api/v1/styles/nobody/picture").problem(404, "not-found");
  }

  @Test
  void theModelsAndTheLimitsAreTold() {
    JsonNode models = api.get("/api/v1/models").is(200).json();
    assertThat(models.path(0).path("name").asText()).isEqualTo("slim");
    assertThat(models.path(0).path("default").asBoolean()).isTrue();
    JsonNode limits = api.get("/api/v1/limits").is(200).json();
    assertThat(limits.path("bodyBytes").asInt()).isEqualTo(HttpLimits.DEFAULTS.bodyBytes());
    assertThat(limits.path("defaults").path("alpha").asDouble()).isEqualTo(1);
    assertThat(limits.path("styleSize").asInt()).isEqualTo(Style.DEFAULT_SIZE);
    assertThat(limits.path("leastPreviewStroke").asDouble()).isEqualTo(Preview.FINEST_STROKE);
  }

  @Test
  void itIsHealthyReadyAndMeasured() {
    assertThat(api.get("/healthz").is(200).json().path("status").asText()).isEqualTo("up");
    assertThat(api.get("/readyz").is(200).json().path("status").asText()).isEqualTo("ready");
    String metrics = api.get("/metrics").is(200).text();
    assertThat(metrics)
        .contains(
            "tempera_jobs_queued 0.0",
            "tempera_jobs_running 0.0",
            "tempera_previews 0.0",
            "tempera_http_requests_seconds_count{method=\"GET\",route=\"/healthz\",status=\"200\"}",
            "jvm_memory_used_bytes");
  }

  @Test
  void metricsTellRoutesAndNoIds() {
    api.get("/api/v1/jobs/somebodys-secret");
    api.get("/somebodys-secret-path").problem(404, "not-found");
    assertThat(api.get("/metrics").text())
        .contains("route=\"/api/v1/jobs/{id}\",status=\"404\"", "route=\"other\",status=\"404\"")
        .doesNotContain("somebodys");
  }

  @Test
  void thePageIsServed() {
    assertThat(api.get("/").is(200).text()).contains("<title>Tempera</title>", "/openapi.yaml");
    assertThat(api.get("/web/index.html").response().statusCode()).isEqualTo(200);
  }

  @Test
  void everyAnswerTellsBrowsersToBeCareful() {
    for (String path : List.of("/", "/web/index.html", "/api/v1/styles", "/healthz", "/nothing")) {
      Api.Answer answer = api.get(path);
      assertThat(answer.header("Content-Security-Policy")).startsWith("default-src 'self';");
      assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
      assertThat(answer.header("Server")).isEmpty();
    }
    assertThat(api.get("/api/v1/limits").header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void anotherMethodOrAddressIsAProblem() {
    Api.Answer answer =
        api.send("PATCH", "/api/v1/stylizations", BodyPublishers.noBody())
            .problem(405, "method", "openapi.yaml");
    assertThat(answer.header("Allow")).isEqualTo("POST");
    api.get("/api/v1/stylizations").problem(405, "method");
    api.send("OPTIONS", "/api/v1/styles", BodyPublishers.noBody()).problem(405, "method");
    api.get("/api/v2/styles").problem(404, "not-found");
    api.get("/web/nothing.js").problem(404, "not-found");
  }

  @Test
  void aPortThatIsTakenIsASentence() {
    HttpOptions taken = HttpOptions.DEFAULTS.withAddress("127.0.0.1", api.port());
    assertThatThrownBy(() -> HttpServer.start(api.service(), taken))
        .isInstanceOf(TemperaException.class)
        .hasMessageContaining("Cannot listen at 127.0.0.1 port " + api.port());
  }
}

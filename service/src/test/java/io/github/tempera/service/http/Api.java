package io.github.tempera.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tempera.Compute;
import io.github.tempera.Device;
import io.github.tempera.Precision;
import io.github.tempera.model.ModelStore;
import io.github.tempera.service.Service;
import io.github.tempera.service.ServiceOptions;
import io.github.tempera.service.TestService;
import io.github.tempera.service.survey.SurveyRoutes;
import io.github.tempera.service.survey.Surveys;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;

/** A server of its own over a service of its own, and a client that holds it to its description. */
public final class Api implements AutoCloseable {
  private static final Described DESCRIBED = new Described();
  private static final ObjectMapper JSON = new ObjectMapper();
  // When these pass, nobody can tell.
  private static final Set<String> LASTING = Set.of("out-of-resources", "unavailable");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Service service;
  private final HttpServer server;
  private final boolean alone;

  /** A server on any free port over a service of its own. */
  public Api(ServiceOptions service, HttpOptions http) {
    this(Service.start(service), http, true);
  }

  /** As the other, by a clock of the test's. */
  Api(ServiceOptions service, HttpOptions http, Clock clock) {
    this(TestService.start(service, clock), http, true);
  }

  private Api(Service service, HttpOptions http, boolean alone) {
    this.service = service;
    this.alone = alone;
    Clock clock = service.clock();
    this.server =
        HttpServer.start(
            this.service,
            http.withAddress("127.0.0.1", 0),
            new SurveyRoutes(new Surveys(this.service.database(), clock), clock));
  }

  /** A further server over the same service. */
  Api beside(HttpOptions http) {
    return new Api(service, http, false);
  }

  /** A service in that folder: one worker on one thread. */
  static ServiceOptions in(Path folder) {
    return ServiceOptions.DEFAULTS
        .withDatabase(folder.resolve("test.db").toString())
        .withModels(ModelStore.at(folder.resolve("models")), ModelStore.BUNDLED)
        .withCompute(new Compute(Precision.FLOAT32, Device.CPU, 1), 1)
        .withCloseWait(Duration.ofSeconds(5));
  }

  /** A service that accepts jobs but never paints one. */
  public static ServiceOptions idle(Path folder) {
    return in(folder).withCompute(new Compute(Precision.FLOAT32, Device.CPU, 1), 0);
  }

  /** What the server serves. */
  public Service service() {
    return service;
  }

  HttpServer server() {
    return server;
  }

  int port() {
    return server.port();
  }

  /** The address of something that the server serves. */
  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  /** An answer that is as described. */
  record Answer(HttpResponse<byte[]> response) {
    int status() {
      return response.statusCode();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    byte[] body() {
      return response.body();
    }

    JsonNode json() {
      try {
        return JSON.readTree(body());
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    Answer is(int status) {
      assertThat(status()).as(text()).isEqualTo(status);
      return this;
    }

    String text() {
      return header("Content-Type").startsWith("image/")
          ? "a picture"
          : new String(body(), StandardCharsets.UTF_8);
    }

    /** It is a problem of that kind, whose sentence has these words. */
    Answer problem(int status, String kind, String... words) {
      is(status);
      assertThat(header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(json().path("type").asText()).isEqualTo("urn:tempera:problem:" + kind);
      assertThat(json().path("status").asInt()).isEqualTo(status);
      assertThat(json().path("title").asText()).isNotEmpty();
      for (String word : words) {
        assertThat(json().path("detail").asText()).contains(word);
      }
      assertThat(json().path("detail").asText()).endsWith(".");
      if (status == 429 || (status == 503 && !LASTING.contains(kind))) {
        retryAfter();
      }
      return this;
    }

    long retryAfter() {
      assertThat(header("Retry-After")).matches("[1-9]\\d*");
      return Long.parseLong(header("Retry-After"));
    }
  }

  Answer send(String method, String path, BodyPublisher body, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
      DESCRIBED.check(method, path, response);
      return new Answer(response);
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  Answer get(String path, String... headers) {
    return send("GET", path, BodyPublishers.noBody(), headers);
  }

  Answer delete(String path) {
    return send("DELETE", path, BodyPublishers.noBody());
  }

  Answer post(String path, Multipart form, String... headers) {
    String[] all = Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = "Content-Type";
    all[headers.length + 1] = form.contentType();
    return send("POST", path, BodyPublishers.ofByteArray(form.bytes()), all);
  }

  HttpClient client() {
    return client;
  }

  @Override
  public void close() {
    server.close();
    if (alone) {
      service.close();
    }
  }
}

package io.github.tempera.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HEAD, on every address that answers GET. */
@SuppressWarnings("NullAway.Init")
class HeadTest {
  @TempDir static Path folder;
  private static Api api;
  private static String done = "";
  private static String queued = "";
  private static String preview = "";

  /** Headers by their names in small letters, and how long the body was. */
  private record Heard(int status, Map<String, String> headers, int body) {}

  @BeforeAll
  static void start() {
    api =
        new Api(
            Api.in(folder),
            HttpOptions.DEFAULTS.withLimits(
                HttpLimits.DEFAULTS.withUsualWait(Duration.ofMinutes(1))));
    Multipart form =
        new Multipart()
            .file("content", Pictures.boxes(300, 200, 1))
            .file("style", Pictures.boxes(40, 40, 2));
    done = api.post("/api/v1/stylizations", form).is(200).header("Location");
    preview = api.post("/api/v1/previews", form).is(201).header("Location");
    queued =
        api.post(
                "/api/v1/stylizations",
                new Multipart()
                    .file("content", Pictures.boxes(3000, 3000, 1))
                    .file("style", Pictures.boxes(40, 40, 2)),
                "Prefer",
                "respond-async")
            .is(202)
            .header("Location");
  }

  @AfterAll
  static void stop() {
    api.delete(queued);
    api.close();
  }

  private static Heard ask(String method, String path, String headers) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
      socket.setSoTimeout(60_000);
      socket
          .getOutputStream()
          .write(
              "%s %s HTTP/1.1\r\nHost: localhost\r\n%sConnection: close\r\n\r\n"
                  .formatted(method, path, headers)
                  .getBytes(StandardCharsets.ISO_8859_1));
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      int end = answer.indexOf("\r\n\r\n");
      Map<String, String> heard = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      for (String line : answer.substring(0, end).split("\r\n", -1)) {
        if (line.contains(": ")) {
          heard.put(line.replaceFirst(": .*", ""), line.replaceFirst("[^:]*: ", ""));
        }
      }
      heard.remove("Date");
      return new Heard(Integer.parseInt(answer.substring(9, 12)), heard, answer.length() - end - 4);
    }
  }

  private static void isAsGet(String path, String headers) throws IOException {
    Heard get = ask("GET", path, headers);
    Heard head = ask("HEAD", path, headers);
    assertThat(head.status).as(path).isEqualTo(get.status);
    assertThat(head.body).as(path).isZero();
    assertThat(head.headers).as(path).isEqualTo(get.headers);
    assertThat(head.headers).as(path).containsEntry("Content-Length", String.valueOf(get.body));
  }

  @Test
  void isAnsweredAsGetWithoutTheBody() throws IOException {
    for (String path :
        List.of(
            "/",
            "/web/index.html",
            "/web/style/controls.css",
            "/web/icon.svg",
            "/openapi.yaml",
            "/healthz",
            "/readyz",
            "/survey/none",
            "/api/v1/surveys/none",
            "/api/v1/surveys/none/pictures/none",
            "/api/v1/surveys/none/participants/none",
            "/api/v1/styles",
            "/api/v1/styles/woodcut/thumbnail",
            "/api/v1/styles/woodcut/picture",
            "/api/v1/styles/none/picture",
            "/api/v1/models",
            "/api/v1/limits",
            done,
            done + "/result",
            queued + "/result",
            preview,
            preview + "?alpha=7",
            "/api/v1/stylizations",
            "/nothing",
            "/web/nothing.js")) {
      if (!path.startsWith(queued)) {
        isAsGet(path, "");
      }
      assertThat(ask("HEAD", path, "").status).isEqualTo(ask("GET", path, "").status);
    }
  }

  @Test
  void whatIsPackedTellsItsPackedLength() throws IOException {
    String packed = "Accept-Encoding: gzip\r\n";
    for (String path : List.of("/", "/web/style/controls.css", "/openapi.yaml", done + "/result")) {
      isAsGet(path, packed);
    }
    assertThat(ask("HEAD", "/web/style/controls.css", packed).headers)
        .containsEntry("Content-Encoding", "gzip");
  }

  @Test
  void whatIsKnownAlreadyIsNotSentAgain() throws IOException {
    String tag = ask("GET", "/web/style/controls.css", "").headers.get("ETag");
    for (String method : List.of("GET", "HEAD")) {
      Heard heard = ask(method, "/web/style/controls.css", "If-None-Match: " + tag + "\r\n");
      assertThat(heard.status).isEqualTo(304);
      assertThat(heard.body).isZero();
    }
  }

  @Test
  void figuresAndStreamsAreTooButNobodyKnowsTheirLength() throws IOException {
    assertThat(ask("HEAD", "/metrics", "").status).isEqualTo(200);
    assertThat(ask("HEAD", "/metrics", "").body).isZero();
    Heard stream = ask("HEAD", queued + "/events", "");
    assertThat(stream.status).isEqualTo(200);
    assertThat(stream.headers.get("Content-Type")).startsWith("text/event-stream");
    assertThat(stream.headers).doesNotContainKey("Content-Length");
    assertThat(stream.body).isZero();
  }

  @Test
  void everyAddressThatAnswersGetAnswersHead() throws IOException {
    for (String route : api.server().routes()) {
      if (route.startsWith("GET ")) {
        String path = route.substring(4).replaceAll("\\{[^}]*}", "none");
        assertThat(ask("HEAD", path, "").status).as(path).isEqualTo(ask("GET", path, "").status);
      }
    }
    assertThat(ask("PATCH", "/api/v1/styles", "").headers.get("Allow")).contains("GET", "HEAD");
  }
}

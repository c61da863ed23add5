package io.github.tempera.service.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tempera.TemperaException;
import io.github.tempera.service.job.Job;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is let in, and who is taken for whom. */
@SuppressWarnings("NullAway.Init")
class AccessTest {
  private static final String TOKEN = "0123456789abcdef";
  private static final String ORIGIN = "https://example.org";
  private static final HttpOptions HTTP =
      HttpOptions.DEFAULTS.withLimits(HttpLimits.DEFAULTS.withUsualWait(Duration.ZERO));

  @TempDir Path folder;

  private Api with(HttpAccess access) {
    return new Api(Api.idle(folder), HTTP.withAccess(access));
  }

  private static String clientOf(Api api, String... headers) {
    Multipart form =
        new Multipart()
            .file("content", Pictures.boxes(20, 20, 1))
            .file("style", Pictures.boxes(20, 20, 2));
    String id = api.post("/api/v1/stylizations", form, headers).is(202).header("Job-Id");
    return api.service().jobs().get(id).map(Job::client).orElseThrow();
  }

  @Test
  void aTokenIsAskedForWhereOneIsSet() {
    HttpAccess access = HttpAccess.DEFAULTS.withTokens(List.of("another-token-of-ours", TOKEN));
    try (Api api = with(access)) {
      for (String path : List.of("/api/v1/styles", "/api/v1/jobs/x", "/metrics")) {
        Api.Answer answer = api.get(path).problem(401, "token-needed", "Bearer");
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
      }
      api.get("/api/v1/styles", "Authorization", "Bearer wrong").problem(401, "token-needed");
      api.get("/api/v1/styles", "Authorization", "Basic " + TOKEN).problem(401, "token-needed");
      api.get("/api/v1/styles", "Authorization", "bearer " + TOKEN).is(200);
      api.get("/healthz").is(200);
      api.get("/readyz").is(200);
      api.get("/openapi.yaml").is(200);
      api.get("/").is(200);
      assertThat(clientOf(api, "Authorization", "Bearer " + TOKEN))
          .startsWith("token ")
          .doesNotContain(TOKEN);
    }
  }

  @Test
  void whereNoTokenIsSetAnInventedOneIsNobody() {
    try (Api api = with(HttpAccess.DEFAULTS)) {
      assertThat(clientOf(api, "Authorization", "Bearer invented")).isEqualTo("address 127.0.0.1");
    }
  }

  @Test
  void aForwardedAddressIsBelievedOfATrustedProxyOnly() {
    try (Api api = with(HttpAccess.DEFAULTS)) {
      assertThat(clientOf(api, "X-Forwarded-For", "203.0.113.7")).isEqualTo("address 127.0.0.1");
    }
    HttpAccess access = HttpAccess.DEFAULTS.withProxies(List.of("127.0.0.1", "10.0.0.0/8"));
    try (Api api = with(access)) {
      assertThat(clientOf(api)).isEqualTo("address 127.0.0.1");
      assertThat(clientOf(api, "X-Forwarded-For", "203.0.113.7")).isEqualTo("address 203.0.113.7");
      // What the client itself wrote is on the left of what the proxies saw.
      assertThat(clientOf(api, "X-Forwarded-For", "1.2.3.4, 203.0.113.7, 10.1.1.1"))
          .isEqualTo("address 203.0.113.7");
      assertThat(clientOf(api, "X-Forwarded-For", "evil.example.org"))
          .isEqualTo("address 127.0.0.1");
      assertThat(clientOf(api, "X-Forwarded-For", "2001:db8:1:2:3:4:5:6"))
          .isEqualTo(clientOf(api, "X-Forwarded-For", "[2001:db8:1:2:ffff::1]"));
    }
  }

  @Test
  void otherSitesAreKeptOutUnlessTheirOriginIsAllowed() {
    try (Api api = with(HttpAccess.DEFAULTS)) {
      assertThat(api.get("/api/v1/styles", "Origin", ORIGIN).header("Access-Control-Allow-Origin"))
          .isEmpty();
      api.post(
              "/api/v1/stylizations",
              new Multipart(),
              "Origin",
              ORIGIN,
              "Sec-Fetch-Site",
              "cross-site")
          .problem(403, "foreign-page");
    }
    try (Api api = with(HttpAccess.DEFAULTS.withOrigins(List.of(ORIGIN)))) {
      Api.Answer answer = api.get("/api/v1/styles", "Origin", ORIGIN).is(200);
      assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
      assertThat(answer.header("Access-Control-Expose-Headers")).contains("Job-Id");
      assertThat(answer.header("Vary")).contains("Origin");
      assertThat(
              api.get("/api/v1/styles", "Origin", "https://evil.example")
                  .header("Access-Control-Allow-Origin"))
          .isEmpty();
      api.post(
              "/api/v1/stylizations",
              new Multipart(),
              "Origin",
              ORIGIN,
              "Sec-Fetch-Site",
              "cross-site")
          .problem(422, "bad-value");
    }
  }

  @ParameterizedTest
  @CsvSource({
    // Origin, Host, X-Forwarded-Host, whether the sender is a trusted proxy, whether it is let in
    "http://tempera.example:8080, tempera.example:8080, , false, true",
    "http://Tempera.example, tempera.example:80, , false, true",
    "https://tempera.example, tempera.example, , false, true",
    "https://tempera.example, tempera.example:443, , false, true",
    "http://[2001:db8::1]:8080, [2001:db8::1]:8080, , false, true",
    "http://my_house:8080, my_house:8080, , false, true",
    ", tempera.example, , false, true",
    "https://evil.example, tempera.example, , false, false",
    "http://tempera.example:8081, tempera.example:8080, , false, false",
    "https://tempera.example:80, tempera.example, , false, false",
    "http://tempera.example.evil.example, tempera.example, , false, false",
    "null, tempera.example, , false, false",
    "null, null, , false, false",
    "https://tempera.example, 10.0.0.7:8080, tempera.example, true, true",
    "https://tempera.example, 10.0.0.7:8080, 'tempera.example, inner', true, true",
    "https://tempera.example, 10.0.0.7:8080, tempera.example, false, false",
    "https://evil.example, tempera.example, evil.example, false, false",
    "https://evil.example, evil.example, tempera.example, true, false",
    "https://allowed.example, tempera.example, , false, true",
  })
  void whereTheBrowserDoesNotTellTheSiteThePagesOriginIsComparedWithTheHost(
      String origin, String host, String forwarded, boolean proxy, boolean letIn)
      throws IOException {
    HttpAccess access =
        HttpAccess.DEFAULTS
            .withOrigins(List.of("https://allowed.example"))
            .withProxies(proxy ? List.of("127.0.0.1") : List.of());
    String headers =
        "Host: %s\r\n".formatted(host)
            + (origin == null ? "" : "Origin: %s\r\n".formatted(origin))
            + (forwarded == null ? "" : "X-Forwarded-Host: %s\r\n".formatted(forwarded));
    try (Api api = with(access)) {
      // 415: let in, but what it sends is no form.
      assertThat(status(api, "POST /api/v1/stylizations", headers)).isEqualTo(letIn ? 415 : 403);
      assertThat(status(api, "DELETE /api/v1/jobs/x", headers)).isEqualTo(letIn ? 404 : 403);
      assertThat(status(api, "GET /api/v1/styles", headers)).isEqualTo(200);
      assertThat(status(api, "HEAD /api/v1/styles", headers)).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({"same-origin, true", "none, true", "same-site, false", "cross-site, false"})
  void whereTheBrowserTellsTheSiteThatCounts(String site, boolean letIn) throws IOException {
    String headers =
        "Host: 10.0.0.7\r\nOrigin: https://tempera.example\r\nSec-Fetch-Site: %s\r\n"
            .formatted(site);
    try (Api api = with(HttpAccess.DEFAULTS)) {
      assertThat(status(api, "POST /api/v1/stylizations", headers)).isEqualTo(letIn ? 415 : 403);
    }
  }

  /** Java's own client keeps the header Host to itself. */
  private static int status(Api api, String request, String headers) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
      socket
          .getOutputStream()
          .write(
              "%s HTTP/1.1\r\n%sContent-Length: 0\r\nConnection: close\r\n\r\n"
                  .formatted(request, headers)
                  .getBytes(StandardCharsets.ISO_8859_1));
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      return Integer.parseInt(answer.substring(9, 12));
    }
  }

  @Test
  void aBrowserMayAskBeforehandWithoutAToken() {
    HttpAccess access = new HttpAccess(List.of(TOKEN), List.of(ORIGIN), List.of());
    try (Api api = with(access)) {
      Api.Answer answer =
          api.send(
                  "OPTIONS",
                  "/api/v1/stylizations",
                  BodyPublishers.noBody(),
                  "Origin",
                  ORIGIN,
                  "Access-Control-Request-Method",
                  "POST")
              .is(204);
      assertThat(answer.header("Access-Control-Allow-Methods")).contains("POST");
      assertThat(answer.header("Access-Control-Allow-Headers")).contains("Idempotency-Key");
      api.get("/api/v1/styles", "Origin", ORIGIN).problem(401, "token-needed");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.1.2, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "192.168.1.0/25, 192.168.1.127, true",
    "192.168.1.0/25, 192.168.1.128, false",
    "127.0.0.1, 127.0.0.1, true",
    "127.0.0.1, 127.0.0.2, false",
    "2001:db8::/32, 2001:db8:ffff::1, true",
    "2001:db8::/32, 10.0.0.1, false",
    "0.0.0.0/0, 8.8.8.8, true",
  })
  void aNetworkContainsItsAddresses(String network, String address, boolean inside) {
    assertThat(AddressRange.of(network).contains(AddressRange.address(address).orElseThrow()))
        .isEqualTo(inside);
  }

  @Test
  void badOptionsAreSentences() {
    assertThatThrownBy(() -> HttpAccess.DEFAULTS.withTokens(List.of("short")))
        .isInstanceOf(TemperaException.class)
        .hasMessageContaining("16 or more")
        .hasMessageNotContaining("short");
    assertThatThrownBy(() -> HttpAccess.DEFAULTS.withOrigins(List.of("example.org")))
        .isInstanceOf(TemperaException.class)
        .hasMessageContaining("no web origin");
    for (String network : List.of("proxy.example.org", "10.0.0.0/33", "10.0.0.0/x", "300.0.0.1")) {
      assertThatThrownBy(() -> HttpAccess.DEFAULTS.withProxies(List.of(network)))
          .isInstanceOf(TemperaException.class)
          .hasMessageContaining("no address of a proxy");
    }
    assertThat(HttpAccess.DEFAULTS.withTokens(List.of(TOKEN)).toString()).doesNotContain(TOKEN);
  }
}

package io.github.tempera.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A browser over plain HTTP, where it does not say which site a page is of. */
@SuppressWarnings("NullAway.Init")
class ForeignPageIT {
  private static final String ORDER =
      """
      async (base) => {
        const canvas = Object.assign(document.createElement("canvas"), { width: 20, height: 20 });
        canvas.getContext("2d").fillRect(0, 0, 10, 10);
        const picture = await new Promise((resolve) => canvas.toBlob(resolve));
        const body = new FormData();
        body.append("content", picture, "content.png");
        body.append("style", "woodcut");
        await fetch(base + "/api/v1/stylizations", { method: "POST", mode: "no-cors", body }).catch(() => {});
      }
      """;
  private static final String FORM =
      """
      (base) => {
        const form = document.createElement("form");
        form.method = "POST";
        form.enctype = "multipart/form-data";
        form.action = base + "/api/v1/stylizations";
        document.body.append(form);
        form.submit();
      }
      """;

  private static final String REFUSED =
      "tempera_http_requests_seconds_count{method=\"POST\",route=\"other\",status=\"403\"} ";

  @TempDir static Path folder;
  private static Api api;
  private static Browser browser;
  private static com.sun.net.httpserver.HttpServer elsewhere;

  @BeforeAll
  static void start() throws IOException {
    browser = Browser.open();
    elsewhere =
        com.sun.net.httpserver.HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    elsewhere.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, 0);
          exchange.close();
        });
    elsewhere.start();
    api =
        new Api(
            Api.idle(folder),
            HttpOptions.DEFAULTS.withLimits(HttpLimits.DEFAULTS.withUsualWait(Duration.ZERO)));
  }

  @AfterAll
  static void stop() {
    browser.close();
    elsewhere.stop(0);
    api.close();
  }

  private static String base() {
    return "http://tempera.test:" + api.port();
  }

  /** Does what the script does, and gives the request that comes of it. */
  private static Request request(Page page, String script) {
    return page.waitForRequest(
        request -> request.url().endsWith("/stylizations"), () -> page.evaluate(script, base()));
  }

  private static void isWithoutSite(Request request) {
    assertThat(request.headerValue("sec-fetch-site")).isNull();
  }

  private static int queued() {
    return api.service().jobs().load().queued();
  }

  @Test
  void itsOwnPageIsHeardAndAnotherSitesIsNot() {
    Page evil = browser.anywhere("http://evil.test:" + elsewhere.getAddress().getPort() + "/");
    Request order = request(evil, ORDER);
    isWithoutSite(order);
    Request form = request(evil, FORM);
    isWithoutSite(form);
    assertThat(form.response().status()).isEqualTo(403);
    assertThat(api.get("/metrics").text()).contains(REFUSED + "2");
    assertThat(queued()).isZero();

    Request own = request(browser.anywhere(base() + "/"), ORDER);
    isWithoutSite(own);
    assertThat(own.response().status()).isEqualTo(202);
    assertThat(queued()).isEqualTo(1);
  }
}

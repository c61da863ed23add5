package io.github.tempera.service.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tempera.service.job.Job;
import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The end of a server is not the end of what it accepted. */
@Timeout(120)
@SuppressWarnings("NullAway.Init")
class ClosingTest {
  @TempDir Path folder;

  @Test
  void whoWaitsGetsTheJobAndStreamsEnd() throws Exception {
    // A wait may well be longer than a connection may be idle.
    HttpLimits limits = HttpLimits.DEFAULTS.withUploads(4, 4, Duration.ofSeconds(1));
    try (Api api = new Api(Api.idle(folder), HttpOptions.DEFAULTS.withLimits(limits))) {
      Multipart form =
          new Multipart()
              .file("content", Pictures.boxes(20, 20, 1))
              .file("style", Pictures.boxes(20, 20, 2));
      String first =
          api.post("/api/v1/stylizations", form, "Prefer", "wait=3").is(202).header("Location");
      HttpRequest follow = HttpRequest.newBuilder(api.uri(first + "/events")).build();
      try (Stream<String> lines = api.client().send(follow, BodyHandlers.ofLines()).body()) {
        Iterator<String> events = lines.iterator();
        assertThat(events.next()).isEqualTo("event: job");
        CompletableFuture<Api.Answer> waiting =
            CompletableFuture.supplyAsync(
                () -> api.post("/api/v1/stylizations", form, "Prefer", "wait=60"));
        while (api.service().jobs().load().queued() < 2) {
          TimeUnit.MILLISECONDS.sleep(20);
        }

        api.server().close();

        String id = waiting.get().is(202).header("Job-Id");
        assertThat(api.service().jobs().get(id).map(Job::state)).contains(Job.State.QUEUED);
        events.forEachRemaining(line -> assertThat(line).doesNotContain("\"state\":\"failed\""));
        assertThatThrownBy(() -> api.client().send(follow, BodyHandlers.ofString()))
            .isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void anAnswerThatBeganMayEnd() throws Exception {
    Slow slow = new Slow();
    try (Api api = new Api(Api.idle(folder), HttpOptions.DEFAULTS);
        HttpServer server = start(api, slow, Duration.ofHours(1))) {
      HttpRequest ask = HttpRequest.newBuilder(URI.create(server.url() + "slow")).build();
      try (InputStream answer = api.client().send(ask, BodyHandlers.ofInputStream()).body()) {
        assertThat(answer.read()).isEqualTo('a');
        int port = server.port();
        CompletableFuture<Void> closed = CompletableFuture.runAsync(server::close);
        awaitRefusal(port);

        slow.mayEnd.countDown();

        assertThat(answer.read()).isEqualTo('z');
        assertThat(answer.read()).isEqualTo(-1);
        closed.get();
      }
    }
  }

  @Test
  void anAnswerThatTakesLongerThanAllowedIsCutOff() throws Exception {
    Slow slow = new Slow();
    try (Api api = new Api(Api.idle(folder), HttpOptions.DEFAULTS)) {
      HttpServer server = start(api, slow, Duration.ofMillis(200));
      HttpRequest ask = HttpRequest.newBuilder(URI.create(server.url() + "slow")).build();
      try (InputStream answer = api.client().send(ask, BodyHandlers.ofInputStream()).body()) {
        assertThat(answer.read()).isEqualTo('a');

        server.close();

        assertThatThrownBy(answer::read).isInstanceOf(IOException.class);
      }
    }
  }

  private static HttpServer start(Api api, Slow slow, Duration shutdown) {
    HttpOptions options = HttpOptions.DEFAULTS.withAddress("127.0.0.1", 0).withShutdown(shutdown);
    return HttpServer.start(api.service(), options, slow);
  }

  private static void awaitRefusal(int port) throws InterruptedException {
    while (true) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        TimeUnit.MILLISECONDS.sleep(20);
      } catch (IOException refused) {
        return;
      }
    }
  }

  /** Answers with an "a" and, once it may end, a "z". */
  private static final class Slow implements HttpExtension {
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    @Override
    public String open() {
      return "/slow";
    }

    @Override
    public void register(RoutesConfig routes, Requests requests) {
      routes.get(
          "/slow",
          ctx -> {
            OutputStream out = ctx.res().getOutputStream();
            out.write('a');
            out.flush();
            mayEnd.await();
            out.write('z');
          });
    }
  }
}

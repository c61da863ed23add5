package io.github.tempera.service.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tempera.service.job.Job;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
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
}

package io.github.tempera.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tempera.service.TestClock;
import io.github.tempera.service.job.Job;
import io.github.tempera.service.job.Limits;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that wait, are followed, called off, refused and forgotten. */
@Timeout(120)
@SuppressWarnings("NullAway.Init")
class JobsTest {
  private static final String PATH = "/api/v1/stylizations";
  private static final HttpLimits LIMITS =
      HttpLimits.DEFAULTS.withUsualWait(Duration.ZERO).withEventStreams(3, 2);
  private static final HttpOptions HTTP = HttpOptions.DEFAULTS.withLimits(LIMITS);

  @TempDir static Path shared;
  private static Api idle;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    idle = new Api(Api.idle(shared), HTTP);
  }

  @AfterAll
  static void stop() {
    idle.close();
  }

  private static Api.Answer queued(String... headers) {
    Api.Answer answer = idle.post(PATH, form(), headers).is(202);
    assertThat(answer.json().path("state").asText()).isEqualTo("queued");
    return answer;
  }

  private static Multipart form() {
    return new Multipart()
        .file("content", Pictures.boxes(96, 64, 1))
        .file("style", Pictures.boxes(80, 80, 2));
  }

  private static Multipart large() {
    return new Multipart()
        .file("content", Pictures.boxes(1200, 900, 1))
        .file("style", Pictures.boxes(80, 80, 2));
  }

  private HttpResponse<Stream<String>> follow(Api api, String job, String... headers)
      throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(api.uri(job + "/events"));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return api.client().send(request.build(), BodyHandlers.ofLines());
  }

  @Test
  void aJobThatWaitsTellsItsPlaceAndHasNoResult() {
    String first = queued().header("Location");
    String second = queued().header("Location");
    JsonNode job = idle.get(second).is(200).json();
    assertThat(job.path("position").asInt())
        .isEqualTo(idle.get(first).json().path("position").asInt() + 1);
    idle.get(second + "/result").problem(409, "not-done").retryAfter();
    idle.delete(first);
    idle.delete(second);
  }

  @Test
  void whoWaitsForAPictureThatIsNotPaintedGetsTheJob() {
    idle.delete(queued("Prefer", "wait=1").header("Location"));
  }

  @Test
  void aJobIsCalledOffOnceAndForAll() {
    String job = queued().header("Location");

    idle.delete(job).is(204);
    idle.delete(job).is(204);

    assertThat(idle.get(job).json().path("state").asText()).isEqualTo("cancelled");
    idle.get(job + "/result").problem(409, "cancelled");
  }

  @Test
  void aJobThatIsPaintedIsCalledOffBetweenTiles() throws Exception {
    try (Api api = new Api(Api.in(folder), HTTP)) {
      String job = api.post(PATH, large()).is(202).header("Location");
      try (Stream<String> lines = follow(api, job).body()) {
        for (Iterator<String> each = lines.iterator(); each.hasNext(); ) {
          if (each.next().matches(".*\"done\":[1-9].*")) {
            break;
          }
        }
      }
      api.delete(job).is(204);
      String id = job.substring(job.lastIndexOf('/') + 1);
      Job ended = api.service().jobs().awaitEnd(id, Duration.ofMinutes(1)).orElseThrow();
      assertThat(ended.state()).isEqualTo(Job.State.CANCELLED);
      assertThat(ended.done()).isLessThan(ended.total());
    }
  }

  @Test
  void aJobIsFollowedToItsEnd() throws Exception {
    try (Api api = new Api(Api.in(folder), HTTP)) {
      String job = api.post(PATH, large()).is(202).header("Location");

      HttpResponse<Stream<String>> answer = follow(api, job, "Accept", "text/event-stream");

      assertThat(answer.headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/event-stream");
      List<JsonNode> events = new ArrayList<>();
      for (String line : answer.body().toList()) {
        assertThat(line).matches("|event: job|data: \\{.*}|: waiting");
        if (line.startsWith("data: ")) {
          events.add(new ObjectMapper().readTree(line.substring(6)));
        }
      }
      assertThat(events.size()).isGreaterThan(2);
      JsonNode last = events.get(events.size() - 1);
      assertThat(last.path("state").asText()).isEqualTo("done");
      assertThat(last).isEqualTo(api.get(job).json());
      assertThat(events.stream().mapToLong(event -> event.path("done").asLong()).boxed().toList())
          .isSorted();
      assertThat(events).anyMatch(event -> event.path("state").asText().equals("running"));
    }
  }

  @Test
  void theStreamOfAJobThatIsCalledOffEnds() throws Exception {
    String job = queued().header("Location");
    try (Stream<String> lines = follow(idle, job).body()) {
      Iterator<String> each = lines.iterator();
      assertThat(each.next()).isEqualTo("event: job");
      idle.delete(job).is(204);
      List<String> rest = new ArrayList<>();
      each.forEachRemaining(rest::add);
      assertThat(rest.get(rest.size() - 2)).contains("\"state\":\"cancelled\"");
    }
  }

  @Test
  void streamsAreLimited() throws Exception {
    String job = queued().header("Location");
    HttpRequest request = HttpRequest.newBuilder(idle.uri(job + "/events")).build();
    InputStream first = idle.client().send(request, BodyHandlers.ofInputStream()).body();
    InputStream second = idle.client().send(request, BodyHandlers.ofInputStream()).body();

    idle.get(job + "/events").problem(429, "too-many-streams");

    // Their end makes room.
    idle.delete(job).is(204);
    first.readAllBytes();
    second.readAllBytes();
    assertThat(idle.get(job + "/events").is(200).text()).contains("cancelled");
  }

  @Test
  void aClientHasSoManyJobsAndNotMore() {
    Limits limits = Limits.DEFAULTS.withJobsPerClient(2);
    try (Api api = new Api(Api.idle(folder).withLimits(limits), HTTP)) {
      String first = api.post(PATH, form()).is(202).header("Location");
      api.post(PATH, form()).is(202);

      api.post(PATH, form()).problem(429, "too-many-jobs", "2 unfinished jobs");

      api.delete(first).is(204);
      api.post(PATH, form()).is(202);
    }
  }

  @Test
  void theQueueHasSoManyPlacesAndNotMore() {
    Limits limits = Limits.DEFAULTS.withQueueLength(1);
    try (Api api = new Api(Api.idle(folder).withLimits(limits), HTTP)) {
      Api.Answer first = api.post(PATH, form(), "Idempotency-Key", "one").is(202);

      api.post(PATH, form()).problem(503, "queue-full", "in the queue");
      // A repetition takes no place.
      Api.Answer again = api.post(PATH, form(), "Idempotency-Key", "one").is(202);
      assertThat(again.header("Job-Id")).isEqualTo(first.header("Job-Id"));
    }
  }

  @Test
  void aResultGoesWhenItsTimeIsUp() {
    Limits limits = Limits.DEFAULTS.withRetention(Duration.ofSeconds(4), Duration.ofHours(1));
    HttpLimits wait = LIMITS.withUsualWait(Duration.ofSeconds(30));
    TestClock clock = new TestClock();
    try (Api api = new Api(Api.in(folder).withLimits(limits), HTTP.withLimits(wait), clock)) {
      String job = api.post(PATH, form()).is(200).header("Location");
      api.get(job + "/result").is(200);
      clock.advance(Duration.ofSeconds(5));
      api.get(job + "/result").problem(410, "gone", "time is up");
      assertThat(api.get(job).is(200).json().path("state").asText()).isEqualTo("done");
    }
  }

  @Test
  void thereAreNoOtherJobs() {
    for (String id : List.of("0000000000000000000000", "x", "%27%20OR%201=1--", "a".repeat(900))) {
      String job = "/api/v1/jobs/" + id;
      idle.get(job).problem(404, "not-found");
      idle.delete(job).problem(404, "not-found");
      idle.get(job + "/result").problem(404, "not-found");
      idle.get(job + "/events").problem(404, "not-found");
    }
  }
}

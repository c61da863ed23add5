package io.github.tempera.bench.load;

import io.github.tempera.bench.load.Visitor.Answer;
import io.github.tempera.image.Format;
import io.github.tempera.image.Picture;
import io.github.tempera.image.WriteOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Measures {@code tempera serve} under load and writes the figures of {@code docs/operating.md}:
 * what lies between its two comments is replaced.
 *
 * <p>Arguments: the project's folder, and the seconds that each measurement takes; then, to measure
 * a service that runs already instead of starting one, its address. That service must believe the
 * {@code X-Forwarded-For} of this machine; its memory is not measured, and no page is written.
 */
public final class LoadTest {
  private static final String BEGIN = "<!-- load begin -->";
  private static final String END = "<!-- load end -->";
  private static final int[] CLIENTS = {1, 4, 16};
  private static final int CROWD = 40;
  private static final long CROWD_PAUSE_MILLIS = 200;
  private static final int SIZE = 512;

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI url;
  private final Memory memory;
  private final long seconds;
  private final byte[] content;
  private final StringBuilder page = new StringBuilder("\n");

  /** Tells the service's resident memory. */
  private interface Memory {
    long megabytes() throws IOException;
  }

  /** What a client does, again and again. */
  private interface Visit {
    Answer make(Visitor visitor) throws IOException, InterruptedException;
  }

  private LoadTest(Path project, URI url, Memory memory, long seconds) {
    this.url = url;
    this.memory = memory;
    this.seconds = seconds;
    Picture photograph = Picture.read(project.resolve("docs/samples/harbour.jpg"));
    content = photograph.resize(SIZE, SIZE).encode(Format.JPEG, WriteOptions.DEFAULTS);
  }

  /** Measures and writes. */
  public static void main(String[] arguments) throws Exception {
    Path project = Path.of(arguments[0]);
    long seconds = Long.parseLong(arguments[1]);
    if (arguments.length > 2) {
      new LoadTest(project, URI.create(arguments[2]), () -> 0, seconds).measure();
      return;
    }
    try (ServedProcess served = new ServedProcess(project)) {
      LoadTest test = new LoadTest(project, served.url(), served::memory, seconds);
      test.measure();
      Path file = project.resolve("docs/operating.md");
      String text = Files.readString(file);
      Files.writeString(
          file,
          text.substring(0, text.indexOf(BEGIN) + BEGIN.length())
              + test.page
              + text.substring(text.indexOf(END)));
    }
  }

  private void measure() throws IOException, InterruptedException, ExecutionException {
    visits(1, 5, visitor -> visitor.stylize("wait=60"));
    tell("| clients | pictures | each second | p50 | p95 | p99 | resident memory after it |");
    tell("| --- | --- | --- | --- | --- | --- | --- |");
    for (int clients : CLIENTS) {
      long start = System.nanoTime();
      List<Answer> answers = visits(clients, seconds, visitor -> visitor.stylize("wait=60"));
      double took = (System.nanoTime() - start) / 1e9;
      double[] times = answers.stream().mapToDouble(Answer::seconds).sorted().toArray();
      if (answers.stream().anyMatch(answer -> answer.status() != 200)) {
        throw new IllegalStateException("Not every picture was painted.");
      }
      tell(
          "| %d | %d | %.2f | %.2f s | %.2f s | %.2f s | %d MB |",
          clients,
          times.length,
          times.length / took,
          percentile(times, 50),
          percentile(times, 95),
          percentile(times, 99),
          memory.megabytes());
    }
    crowd();
  }

  private static double percentile(double[] sorted, int percent) {
    return sorted[Math.max(0, (int) Math.ceil(sorted.length * percent / 100.0) - 1)];
  }

  /** More than is taken: who is refused, and whether all that was accepted is painted. */
  private void crowd() throws IOException, InterruptedException, ExecutionException {
    List<Answer> answers = new ArrayList<>();
    tell("");
    tell("| past the limits | accepted (202) | 429 | 503 | resident memory after it |");
    tell("| --- | --- | --- | --- | --- |");
    for (String who : List.of("one client alone", CROWD + " clients", "still", "and still")) {
      List<Answer> some =
          visits(
              answers.isEmpty() ? 1 : CROWD,
              seconds,
              visitor -> {
                Thread.sleep(CROWD_PAUSE_MILLIS);
                return visitor.stylize("respond-async");
              });
      tell(
          "| %s | %d | %d | %d | %d MB |",
          who, count(some, 202), count(some, 429), count(some, 503), memory.megabytes());
      answers.addAll(some);
    }
    long refused = answers.stream().filter(answer -> answer.status() != 202).count();
    long told = answers.stream().filter(answer -> answer.retryAfter().isPresent()).count();
    if (count(answers, 202) + count(answers, 429) + count(answers, 503) != answers.size()) {
      throw new IllegalStateException("There was another answer than 202, 429 and 503.");
    }
    List<String> jobs = answers.stream().flatMap(answer -> answer.job().stream()).toList();
    long start = System.nanoTime();
    long painted = painted(jobs);
    tell("");
    tell(
        "They sent %d requests without waiting for pictures. %d of %d refusals came with"
            + " Retry-After. Of %d accepted jobs %d were painted, the last %.0f s after the last"
            + " request; %d were lost. Resident memory in the end: %d MB.",
        answers.size(),
        told,
        refused,
        jobs.size(),
        painted,
        (System.nanoTime() - start) / 1e9,
        jobs.size() - painted,
        memory.megabytes());
  }

  private static long count(List<Answer> answers, int status) {
    return answers.stream().filter(answer -> answer.status() == status).count();
  }

  /** Waits until each of the jobs has ended; tells how many have a painting. */
  private long painted(List<String> jobs) throws IOException, InterruptedException {
    Visitor visitor = new Visitor(http, url, 0, content, "");
    long painted = 0;
    for (String job : jobs) {
      String state = visitor.job(job);
      while (state.contains("\"queued\"") || state.contains("\"running\"")) {
        TimeUnit.MILLISECONDS.sleep(200);
        state = visitor.job(job);
      }
      painted += state.contains("\"done\"") && state.contains("\"result\"") ? 1 : 0;
    }
    return painted;
  }

  /** Has clients do something at once, each again and again for a time. */
  private List<Answer> visits(int clients, long duration, Visit visit)
      throws InterruptedException, ExecutionException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(duration);
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    List<Future<List<Answer>>> all = new ArrayList<>();
    try {
      for (int number = 0; number < clients; number++) {
        Visitor visitor = new Visitor(http, url, number, content, "woodcut");
        all.add(
            threads.submit(
                () -> {
                  List<Answer> answers = new ArrayList<>();
                  while (System.nanoTime() < end) {
                    answers.add(visit.make(visitor));
                  }
                  return answers;
                }));
      }
      List<Answer> answers = new ArrayList<>();
      for (Future<List<Answer>> one : all) {
        answers.addAll(one.get());
      }
      return answers;
    } finally {
      threads.shutdownNow();
    }
  }

  private void tell(String line, Object... values) {
    String text = String.format(Locale.ROOT, line, values);
    System.out.println(text);
    page.append(text).append('\n');
  }
}

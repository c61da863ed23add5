package io.github.tempera.service.http;

import io.github.tempera.service.job.Job;
import io.github.tempera.service.job.Jobs;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.util.ConcurrencyUtil;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Streams of server-sent events, each the life of one job. Every stream has a thread: a reader who
 * is slow holds up nobody else.
 */
final class EventStreams implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final int SHORT_WHILE = 10;

  private final Jobs jobs;
  private final HttpLimits limits;
  private final ExecutorService threads;
  private final Map<String, Integer> open = new HashMap<>();
  private int all;

  EventStreams(Jobs jobs, HttpLimits limits) {
    this.jobs = jobs;
    this.limits = limits;
    this.threads = ConcurrencyUtil.executorService("events", ConcurrencyUtil.isLoomAvailable());
  }

  void open(Context ctx, String client, Job job) {
    enter(client);
    try {
      ctx.contentType("text/event-stream; charset=utf-8");
      // Proxies must pass each event on as it comes.
      ctx.header("X-Accel-Buffering", "no");
      if (ctx.method().equals(HandlerType.HEAD)) {
        leave(client);
        // Nobody knows yet how long it will be.
        ctx.res().flushBuffer();
        return;
      }
      CompletableFuture<Void> end =
          CompletableFuture.runAsync(() -> run(ctx, client, job), threads);
      ctx.future(() -> end);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RejectedExecutionException closing) {
      leave(client);
      throw Problem.of(503, "closing", "The server is closing: try again.").retryAfter(SHORT_WHILE);
    }
  }

  private void run(Context ctx, String client, Job first) {
    try {
      ServletOutputStream out = ctx.res().getOutputStream();
      Job job = first;
      send(out, "event: job\ndata: " + text(job) + "\n\n");
      while (!job.state().isFinal()) {
        Job seen = job;
        Optional<Job> now = jobs.awaitChange(seen, HEARTBEAT);
        if (now.isEmpty() || Thread.currentThread().isInterrupted()) {
          return;
        }
        job = now.get();
        // A comment in between shows proxies that the stream lives, and us that its reader does.
        boolean same = text(job).equals(text(seen));
        send(out, same ? ": waiting\n\n" : "event: job\ndata: " + text(job) + "\n\n");
      }
    } catch (IOException gone) {
      // The reader has left, which is its right.
      LOG.debug("A reader of events left", gone);
    } finally {
      leave(client);
    }
  }

  private static String text(Job job) {
    return new String(Json.bytes(JobView.json(job)), StandardCharsets.UTF_8);
  }

  private static void send(ServletOutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private synchronized void enter(String client) {
    int mine = open.getOrDefault(client, 0);
    if (mine >= limits.eventStreamsPerClient()) {
      throw Problem.of(
              429,
              "too-many-streams",
              "You follow %d streams of events already, the most allowed: close one."
                  .formatted(mine))
          .retryAfter(SHORT_WHILE);
    }
    if (all >= limits.eventStreams()) {
      throw Problem.of(
              503, "busy", "Too many streams of events are open: ask for the job now and then.")
          .retryAfter(SHORT_WHILE);
    }
    all++;
    open.put(client, mine + 1);
  }

  private synchronized void leave(String client) {
    all--;
    open.computeIfPresent(client, (name, count) -> count == 1 ? null : count - 1);
  }

  synchronized int count() {
    return all;
  }

  /** Ends every stream; readers come back when there is a server again. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}

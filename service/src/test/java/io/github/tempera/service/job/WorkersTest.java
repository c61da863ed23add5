package io.github.tempera.service.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tempera.Progress;
import io.github.tempera.TemperaException;
import io.github.tempera.TemperaException.Kind;
import io.github.tempera.service.TestDatabase;
import io.github.tempera.service.painting.Order;
import io.github.tempera.service.painting.OrderedStyle;
import io.github.tempera.service.painting.Paint;
import io.github.tempera.service.store.Database;
import io.github.tempera.service.store.PictureStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The threads between the queue and the painting. */
@Timeout(60)
class WorkersTest {
  private static final byte[] PAINTING = {1, 2, 3};
  private static final Duration LONG = Duration.ofSeconds(50);

  private final Clock clock = Clock.systemUTC();
  private final Database database;
  private final PictureStore pictures;
  private final Jobs jobs;
  private Limits limits = Limits.DEFAULTS;

  WorkersTest(@TempDir Path folder) {
    database = TestDatabase.SQLITE.open(folder);
    pictures = new PictureStore(database, Optional.empty(), limits.retention(), clock);
    jobs = new Jobs(database, pictures, limits, clock);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Workers start(Paint paint, int count) {
    return Workers.start(database, pictures, jobs, paint, count, limits, clock);
  }

  private Job accept() {
    String content = pictures.put(new byte[] {7});
    return jobs.accept("ann", Order.of(content, OrderedStyle.preset("woodcut")), Optional.empty());
  }

  private Job ended(Job job) {
    Job now = jobs.awaitEnd(job.id(), LONG).orElseThrow();
    assertThat(now.state().isFinal()).as("ended: " + now).isTrue();
    return now;
  }

  /** Paints for ever, in tiles, until it is stopped as a stylizer is. */
  private static byte[] forever(CountDownLatch begun, CountDownLatch stopped, Progress progress) {
    try {
      for (long done = 1; ; done++) {
        progress.update(Math.min(done, 99), 100);
        begun.countDown();
        Thread.sleep(5);
      }
    } catch (InterruptedException e) {
      stopped.countDown();
      throw new CancellationException("interrupted");
    } catch (CancellationException e) {
      stopped.countDown();
      throw e;
    }
  }

  @Test
  void jobsArePaintedAndTheirProgressIsSeen() throws InterruptedException {
    CountDownLatch seen = new CountDownLatch(1);
    Paint paint =
        (order, progress) -> {
          progress.update(1, 2);
          try {
            assertThat(seen.await(50, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return PAINTING;
        };
    try (Workers workers = start(paint, 2)) {
      Job job = accept();
      while (job.done() != 1) {
        job = jobs.awaitChange(job, LONG).orElseThrow();
      }
      assertThat(job.total()).isEqualTo(2);
      assertThat(workers.running()).isEqualTo(1);
      seen.countDown();
      assertThat(jobs.result(ended(job))).contains(PAINTING);
    }
  }

  @Test
  void aCancelledPaintingStops() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    try (Workers workers = start((order, progress) -> forever(begun, stopped, progress), 1)) {
      Job job = accept();
      assertThat(begun.await(50, TimeUnit.SECONDS)).isTrue();
      assertThat(jobs.cancel(job.id())).isTrue();
      assertThat(stopped.await(50, TimeUnit.SECONDS)).isTrue();
      assertThat(jobs.get(job.id()).orElseThrow().state()).isEqualTo(Job.State.CANCELLED);
    }
  }

  @Test
  void aJobThatThisProcessPaintsAnewIsHeldThoughTheEarlierPaintingEnds()
      throws InterruptedException {
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch goesOn = new CountDownLatch(1);
    CountDownLatch second = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    AtomicInteger attempts = new AtomicInteger();
    Paint paint =
        (order, progress) -> {
          if (attempts.getAndIncrement() > 0) {
            try {
              second.countDown();
              // One long tile.
              return new byte[stopped.await(50, TimeUnit.SECONDS) ? 1 : 2];
            } catch (InterruptedException e) {
              stopped.countDown();
              throw new CancellationException("interrupted");
            }
          }
          first.countDown();
          try {
            assertThat(goesOn.await(50, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return PAINTING;
        };
    try (Workers workers = start(paint, 2)) {
      Job job = accept();
      assertThat(first.await(50, TimeUnit.SECONDS)).isTrue();
      new Claims(database, pictures, jobs, limits, clock).takeBack(worker -> true);
      assertThat(second.await(50, TimeUnit.SECONDS)).isTrue();
      goesOn.countDown();
      while (workers.running() == 2) {
        Thread.sleep(5);
      }
      assertThat(workers.running()).isEqualTo(1);
      jobs.cancel(job.id());
      assertThat(stopped.await(50, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aPaintingThatTakesTooLongFailsAndTheNextOneIsPainted() throws InterruptedException {
    limits = limits.withTimeLimit(Duration.ofSeconds(1));
    CountDownLatch stopped = new CountDownLatch(1);
    Paint paint =
        (order, progress) ->
            stopped.getCount() == 0 ? PAINTING : forever(new CountDownLatch(1), stopped, progress);
    try (Workers workers = start(paint, 1)) {
      Job slow = ended(accept());
      assertThat(slow.state()).isEqualTo(Job.State.FAILED);
      assertThat(slow.error())
          .contains(
              "Painting took longer than 1 seconds, the most allowed: try a smaller picture.");
      assertThat(stopped.await(50, TimeUnit.SECONDS)).isTrue();
      assertThat(ended(accept()).state()).isEqualTo(Job.State.DONE);
    }
  }

  @Test
  void whatGoesWrongIsToldInASentenceAndWorkGoesOn() {
    Paint paint =
        (order, progress) -> {
          switch (order.size()) {
            case 100 -> throw new TemperaException("The content picture is no picture.");
            case 200 -> throw new IllegalStateException("secret of the house");
            case 300 -> throw new OutOfMemoryError("Java heap space");
            case 400 -> throw new TemperaException(Kind.UNREADABLE, "a picture", "It is damaged.");
            default -> {
              return PAINTING;
            }
          }
        };
    try (Workers workers = start(paint, 1)) {
      String content = pictures.put(new byte[] {7});
      Order order = Order.of(content, OrderedStyle.preset("woodcut"));
      assertThat(error(order.withSize(100))).contains("The content picture is no picture.");
      assertThat(error(order.withSize(200)))
          .hasValueSatisfying(
              why -> assertThat(why).contains("operator's log").doesNotContain("secret"));
      assertThat(error(order.withSize(300)))
          .hasValueSatisfying(why -> assertThat(why).startsWith("Not enough memory"));
      assertThat(List.of(100, 200, 300, 400))
          .extracting(size -> ended(accept(order.withSize(size))).errorKind().orElseThrow())
          .containsExactly(
              Kind.WRONG_ARGUMENT, Kind.FAILED, Kind.OUT_OF_RESOURCES, Kind.UNREADABLE);
      assertThat(ended(accept()).state()).isEqualTo(Job.State.DONE);
    }
  }

  private Optional<String> error(Order order) {
    return ended(accept(order)).error();
  }

  private Job accept(Order order) {
    return jobs.accept("ann", order, Optional.empty());
  }

  @Test
  void closingWaitsForWhatIsNearlyDoneAndHandsTheRestBack() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(2);
    CountDownLatch stopped = new CountDownLatch(1);
    Paint paint =
        (order, progress) -> {
          if (order.size() == 0) {
            return forever(begun, stopped, progress);
          }
          begun.countDown();
          pause(300);
          return PAINTING;
        };
    Workers workers = start(paint, 2);
    Job endless = accept();
    Job quick = jobs.accept("bob", endless.order().withSize(64), Optional.empty());
    assertThat(begun.await(50, TimeUnit.SECONDS)).isTrue();
    Job later = accept();
    workers.close(Duration.ofSeconds(3));
    assertThat(stopped.getCount()).isZero();
    assertThat(jobs.get(quick.id()).orElseThrow().state()).isEqualTo(Job.State.DONE);
    assertThat(jobs.get(endless.id()).orElseThrow().state()).isEqualTo(Job.State.QUEUED);
    assertThat(jobs.get(endless.id()).orElseThrow().position()).isEqualTo(1);
    assertThat(jobs.get(later.id()).orElseThrow().state()).isEqualTo(Job.State.QUEUED);

    try (Workers next = start((order, progress) -> PAINTING, 1)) {
      assertThat(ended(endless).state()).isEqualTo(Job.State.DONE);
      assertThat(ended(later).state()).isEqualTo(Job.State.DONE);
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

package io.github.tempera.service.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tempera.StylizeOptions;
import io.github.tempera.TemperaException;
import io.github.tempera.service.TestClock;
import io.github.tempera.service.TestDatabase;
import io.github.tempera.service.painting.Order;
import io.github.tempera.service.painting.OrderedStyle;
import io.github.tempera.service.store.Database;
import io.github.tempera.service.store.PictureStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the queue does, whichever database it is in. */
abstract class QueueContract {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Limits LIMITS = Limits.DEFAULTS.withQueueLength(1000).withJobsPerClient(100);

  private final TestDatabase kind;
  private final TestClock clock = new TestClock();
  private final List<Database> opened = new ArrayList<>();
  private String url = "";

  @TempDir Path folder = Path.of("");

  QueueContract(TestDatabase kind) {
    this.kind = kind;
  }

  /** What one process has of the queue. */
  private record Side(Database database, PictureStore pictures, Jobs jobs, Claims claims) {
    Job accept(String client) {
      return accept(client, Optional.empty());
    }

    Job accept(String client, Optional<String> key) {
      String content = pictures.put(bytes("content of " + client));
      return jobs.accept(client, Order.of(content, OrderedStyle.preset("woodcut")), key);
    }

    Claim claimed(String worker) {
      return claims.claim(worker).orElseThrow();
    }

    Job job(Job earlier) {
      return jobs.get(earlier.id()).orElseThrow();
    }

    int count(String sql) {
      return database.read(handle -> handle.createQuery(sql).mapTo(int.class).one());
    }
  }

  @BeforeEach
  void fresh() {
    url = kind.fresh(folder);
  }

  @AfterEach
  void close() {
    opened.forEach(Database::close);
  }

  private Side open(Limits limits) {
    Database database = Database.open(url);
    opened.add(database);
    PictureStore pictures = new PictureStore(database, Optional.empty(), limits.retention(), clock);
    Jobs jobs = new Jobs(database, pictures, limits, clock);
    return new Side(database, pictures, jobs, new Claims(database, pictures, jobs, limits, clock));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void anAcceptedJobIsPaintedToItsResult() {
    Side queue = open(LIMITS);
    Job accepted = queue.accept("ann");
    assertThat(accepted.state()).isEqualTo(Job.State.QUEUED);
    assertThat(accepted.position()).isEqualTo(1);
    assertThat(accepted.estimatedSeconds()).isPositive();
    assertThat(accepted.id()).matches("[A-Za-z0-9_-]{22}");

    Claim claim = queue.claimed("w");
    assertThat(claim.job().order()).isEqualTo(accepted.order());
    assertThat(queue.claims().claim("v")).isEmpty();
    assertThat(queue.claims().heartbeat(claim, 1, 4)).isTrue();
    Job running = queue.job(accepted);
    assertThat(running.state()).isEqualTo(Job.State.RUNNING);
    assertThat(running.position()).isZero();
    assertThat(List.of(running.done(), running.total())).containsExactly(1L, 4L);

    assertThat(queue.claims().finish(claim, bytes("painting"))).isTrue();
    Job done = queue.job(accepted);
    assertThat(done.state()).isEqualTo(Job.State.DONE);
    assertThat(done.finished()).contains(clock.instant());
    assertThat(done.expires()).contains(clock.instant().plus(LIMITS.retention()));
    assertThat(queue.jobs().result(done)).contains(bytes("painting"));
    assertThat(queue.jobs().load()).isEqualTo(new Jobs.Load(0, 0));
  }

  @Test
  void nobodysTenJobsGoBeforeAnothersFirst() {
    Side queue = open(LIMITS);
    List<String> painted = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      queue.accept("ann");
    }
    Claim first = queue.claimed("w");
    Job bobs = queue.accept("bob");
    queue.accept("cid");
    queue.accept("cid");
    assertThat(bobs.position()).isEqualTo(1);
    queue.claims().finish(first, bytes("painting"));
    for (int i = 0; i < 5; i++) {
      paintOne(queue, painted);
    }
    assertThat(painted).containsExactly("bob", "cid", "ann", "cid", "ann");
  }

  private static void paintOne(Side queue, List<String> painted) {
    Claim claim = queue.claimed("w");
    painted.add(claim.job().client());
    queue.claims().finish(claim, bytes("painting"));
  }

  @Test
  void withSeveralWorkersAFirstJobNeverWaitsForAnothersSecond() {
    Side queue = open(LIMITS);
    Random random = new Random(7);
    List<Claim> running = new ArrayList<>();
    Map<String, String> waitingFirsts = new HashMap<>();
    Map<String, List<String>> waiting = new HashMap<>();
    for (int step = 0; step < 400; step++) {
      int action = random.nextInt(5);
      if (action < 3) {
        String client = "client " + random.nextInt(6);
        boolean first =
            waiting.getOrDefault(client, List.of()).isEmpty() && !isRunning(running, client);
        Job job = queue.accept(client);
        waiting.computeIfAbsent(client, key -> new ArrayList<>()).add(job.id());
        if (first) {
          waitingFirsts.put(client, job.id());
        }
      } else if (action == 3 && running.size() < 3) {
        Optional<Claim> claim = queue.claims().claim("w" + step);
        if (claim.isPresent()) {
          String client = claim.get().job().client();
          assertThat(waiting.getOrDefault(client, List.of()).remove(0))
              .as("a client's own jobs are painted in their order")
              .isEqualTo(claim.get().job().id());
          waitingFirsts.remove(client, claim.get().job().id());
          if (isRunning(running, client)) {
            assertThat(waitingFirsts).as("step " + step + ": " + client + " has two").isEmpty();
          }
          running.add(claim.get());
        }
      } else if (!running.isEmpty()) {
        Claim ended = running.remove(random.nextInt(running.size()));
        assertThat(queue.claims().finish(ended, bytes("painting"))).isTrue();
      }
    }
    assertThat(queue.count("SELECT count(*) FROM jobs WHERE state = 'DONE'")).isGreaterThan(30);
  }

  private static boolean isRunning(List<Claim> running, String client) {
    return running.stream().anyMatch(claim -> claim.job().client().equals(client));
  }

  @Test
  void manyWorkersOfTwoProcessesNeverTakeOneJobTwice() throws Exception {
    Side one = open(LIMITS);
    Side two = open(LIMITS);
    Set<String> accepted = new HashSet<>();
    for (int i = 0; i < 60; i++) {
      accepted.add(one.accept("client " + i % 7).id());
    }
    ConcurrentLinkedQueue<String> claimed = new ConcurrentLinkedQueue<>();
    List<Callable<Boolean>> workers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Side mine = i % 2 == 0 ? one : two;
      String name = "w" + i;
      workers.add(
          () -> {
            for (Optional<Claim> claim = mine.claims().claim(name);
                claim.isPresent();
                claim = mine.claims().claim(name)) {
              claimed.add(claim.get().job().id());
              mine.claims().finish(claim.get(), bytes("painting " + claim.get().job().id()));
            }
            return true;
          });
    }
    together(workers);
    assertThat(claimed).hasSize(60).containsExactlyInAnyOrderElementsOf(accepted);
    assertThat(one.count("SELECT count(*) FROM jobs WHERE state = 'DONE'")).isEqualTo(60);
  }

  private static <T> List<T> together(List<Callable<T>> tasks) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> future : threads.invokeAll(tasks)) {
        results.add(future.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void oneKeyIsOneJobHoweverOftenItIsSent() throws Exception {
    Side one = open(LIMITS);
    Side two = open(LIMITS);
    List<Callable<String>> senders = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Side mine = i % 2 == 0 ? one : two;
      senders.add(() -> mine.accept("ann", Optional.of("key")).id());
    }
    assertThat(new HashSet<>(together(senders))).hasSize(1);
    assertThat(one.accept("bob", Optional.of("key")).id())
        .isNotEqualTo(one.accept("ann", Optional.of("key")).id());
    assertThat(one.count("SELECT count(*) FROM jobs")).isEqualTo(2);
    assertThatThrownBy(() -> one.accept("ann", Optional.of("k".repeat(256))))
        .isInstanceOf(TemperaException.class)
        .hasMessageContaining("at most 255 characters");
  }

  @Test
  void aKeyIsOneOrders() {
    Side queue = open(LIMITS);
    Job job = queue.accept("ann", Optional.of("key"));
    assertThatThrownBy(
            () ->
                queue
                    .jobs()
                    .accept(
                        "ann",
                        job.order().withOptions(StylizeOptions.DEFAULTS.withAlpha(0.5)),
                        Optional.of("key")))
        .isInstanceOf(TemperaException.class)
        .hasMessageContaining("another order");
    assertThat(queue.accept("ann", Optional.of("key")).id()).isEqualTo(job.id());
  }

  @Test
  void aJobOfADeadWorkerIsPaintedByAnotherAndTheDeadOneHasNoSay() {
    Side queue = open(LIMITS);
    Job job = queue.accept("ann");
    Claim dead = queue.claimed("dead");
    clock.advance(Claims.LEASE.minus(SECOND));
    assertThat(queue.claims().takeBack(worker -> false)).isZero();
    assertThat(queue.claims().renew(dead)).isTrue();
    clock.advance(Claims.LEASE);
    assertThat(queue.claims().takeBack(worker -> false)).as("just not run out").isZero();
    clock.advance(SECOND);
    assertThat(queue.claims().takeBack(worker -> false)).isEqualTo(1);
    assertThat(queue.job(job).state()).isEqualTo(Job.State.QUEUED);

    Claim alive = queue.claimed("alive");
    assertThat(queue.claims().heartbeat(dead, 1, 2)).isFalse();
    assertThat(queue.claims().fail(dead, TemperaException.Kind.FAILED, "no")).isFalse();
    assertThat(queue.claims().finish(dead, bytes("late"))).isFalse();
    assertThat(queue.claims().finish(alive, bytes("good"))).isTrue();
    assertThat(queue.claims().finish(alive, bytes("again"))).isFalse();
    assertThat(queue.jobs().result(queue.job(job))).contains(bytes("good"));
    assertThat(
            queue.count(
                "SELECT count(*) FROM pictures WHERE hash <> '" + job.order().content() + "'"))
        .as("no other painting was stored")
        .isEqualTo(1);
  }

  @Test
  void evenTheSameWorkersEarlierClaimHasNoSay() {
    Side queue = open(LIMITS);
    queue.accept("ann");
    Claim first = queue.claimed("w");
    assertThat(queue.claims().takeBack("w"::equals)).isEqualTo(1);
    Claim second = queue.claimed("w");
    assertThat(queue.claims().finish(first, bytes("old"))).isFalse();
    assertThat(queue.claims().finish(second, bytes("new"))).isTrue();
  }

  @Test
  void aJobThatKillsItsWorkersIsGivenUp() {
    Side queue = open(LIMITS);
    Job job = queue.accept("ann");
    for (int i = 0; i < Claims.ATTEMPTS; i++) {
      assertThat(queue.job(job).state()).isEqualTo(Job.State.QUEUED);
      queue.claimed("w");
      queue.claims().takeBack(worker -> true);
    }
    assertThat(queue.job(job).state()).isEqualTo(Job.State.FAILED);
    assertThat(queue.job(job).error())
        .hasValueSatisfying(why -> assertThat(why).contains("3 times"));
  }

  @Test
  void whatIsHandedBackKeepsItsPlaceAndIsNotBlamed() {
    Side queue = open(LIMITS);
    Job first = queue.accept("ann");
    queue.accept("bob");
    for (int i = 0; i < 2 * Claims.ATTEMPTS; i++) {
      Claim claim = queue.claimed("w");
      assertThat(claim.job().id()).isEqualTo(first.id());
      assertThat(queue.claims().handBack(claim)).isTrue();
    }
    assertThat(queue.job(first).position()).isEqualTo(1);
  }

  @Test
  void picturesAreThereAsLongAsTheirJobWaitsAndThenGo() {
    Side queue = open(LIMITS);
    Job job = queue.accept("ann");
    String content = job.order().content();
    clock.advance(LIMITS.retention().multipliedBy(5));
    assertThat(queue.pictures().expire()).isZero();
    assertThat(queue.pictures().get(content)).isPresent();

    clock.advance(LIMITS.retention().multipliedBy(5));
    queue.claims().finish(queue.claimed("w"), bytes("painting"));
    Job done = queue.job(job);
    assertThat(queue.pictures().get(content)).as("used a moment ago").isPresent();
    clock.advance(LIMITS.retention().minus(SECOND));
    assertThat(queue.jobs().result(done)).as("renewed by use").isPresent();
    clock.advance(Duration.ofSeconds(2));
    assertThat(queue.pictures().get(content)).as("its time is up").isEmpty();
    assertThat(queue.jobs().result(done)).isPresent();
    clock.advance(LIMITS.retention());
    assertThat(queue.jobs().result(done)).isEmpty();
    assertThat(queue.pictures().expire()).isEqualTo(2);
    assertThat(queue.count("SELECT count(*) FROM pictures")).isZero();
    assertThat(queue.job(done).expires())
        .hasValueSatisfying(time -> assertThat(time).isBefore(clock.instant()));

    queue.claims().expire();
    assertThat(queue.jobs().get(job.id())).as("that it was is known for longer").isPresent();
    clock.advance(LIMITS.remember());
    queue.claims().expire();
    assertThat(queue.jobs().get(job.id())).isEmpty();
    assertThatThrownBy(() -> queue.jobs().accept("ann", job.order(), Optional.empty()))
        .isInstanceOf(TemperaException.class)
        .hasMessage("The content picture is not here any more: send it again.");
    assertThat(queue.count("SELECT count(*) FROM job_pictures")).isZero();
  }

  @Test
  void limitsHoldEvenWhenManyComeAtOnce() throws Exception {
    Limits limits = LIMITS.withQueueLength(5).withJobsPerClient(3);
    Side one = open(limits);
    Side two = open(limits);
    List<Callable<String>> senders = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Side mine = i % 2 == 0 ? one : two;
      String client = i < 6 ? "greedy" : "client " + i;
      senders.add(
          () -> {
            try {
              mine.accept(client);
              return "accepted";
            } catch (Refused e) {
              assertThat(e.retryAfterSeconds()).isPositive();
              return e.getClass().getSimpleName();
            }
          });
    }
    List<String> answers = together(senders);
    assertThat(Collections.frequency(answers, "accepted")).isEqualTo(5);
    assertThat(one.jobs().load().queued()).isEqualTo(5);
    assertThat(one.count("SELECT count(*) FROM jobs WHERE client = 'greedy'"))
        .isLessThanOrEqualTo(3);
    assertThatThrownBy(() -> two.accept("late"))
        .isInstanceOf(QueueFull.class)
        .hasMessageMatching("All 5 places in the queue are taken: try again in \\d+ seconds\\.");

    one.claimed("w");
    one.accept("somebody");
    assertThat(one.jobs().load()).isEqualTo(new Jobs.Load(5, 1));
  }

  @Test
  void aClientHasAsManyJobsAsItMayAndAnotherOneWhenOneEnds() {
    Side queue = open(LIMITS.withJobsPerClient(2));
    queue.accept("ann", Optional.of("key"));
    queue.accept("ann");
    assertThatThrownBy(() -> queue.accept("ann"))
        .isInstanceOf(TooManyJobs.class)
        .hasMessageStartingWith("You have 2 unfinished jobs, the most allowed");
    queue.accept("ann", Optional.of("key")); // not another one
    Claim claim = queue.claimed("w");
    assertThatThrownBy(() -> queue.accept("ann")).isInstanceOf(TooManyJobs.class);
    queue.claims().fail(claim, TemperaException.Kind.UNREADABLE, "Cannot.");
    queue.accept("ann");
  }

  @Test
  void aJobIsAcceptedWithTheTransactionItIsIn() {
    Side queue = open(LIMITS);
    String content = queue.pictures().put(bytes("content"));
    Order order = Order.of(content, OrderedStyle.preset("woodcut"));
    List<String> heard = new ArrayList<>();
    try (Jobs.Subscription subscription = queue.jobs().onChange(heard::add)) {
      assertThatThrownBy(
              () ->
                  queue
                      .database()
                      .run(
                          handle -> {
                            queue.jobs().accept(handle, "ann", order, Optional.empty());
                            throw new IllegalStateException("the rest went wrong");
                          }))
          .hasMessage("the rest went wrong");
      assertThat(queue.jobs().load().queued()).isZero();
      assertThat(heard).isEmpty();
      Job job =
          queue
              .database()
              .write(handle -> queue.jobs().accept(handle, "ann", order, Optional.empty()));
      assertThat(queue.job(job).state()).isEqualTo(Job.State.QUEUED);
      assertThat(heard).containsExactly(job.id());
    }
  }

  @Test
  void whatIsCancelledIsNotPainted() {
    Side queue = open(LIMITS);
    Job waiting = queue.accept("ann");
    assertThat(queue.jobs().cancel(waiting.id())).isTrue();
    assertThat(queue.jobs().cancel(waiting.id())).as("once").isFalse();
    assertThat(queue.claims().claim("w")).isEmpty();

    Job running = queue.accept("ann");
    Claim claim = queue.claimed("w");
    assertThat(queue.jobs().cancel(running.id())).isTrue();
    assertThat(queue.claims().heartbeat(claim, 1, 2)).isFalse();
    assertThat(queue.claims().finish(claim, bytes("painting"))).isFalse();
    assertThat(queue.job(running).state()).isEqualTo(Job.State.CANCELLED);
    assertThat(queue.jobs().cancel("no such job")).isFalse();
  }

  @Test
  void theWaitIsEstimatedFromHowLongJobsTook() {
    Side queue = open(LIMITS);
    for (int i = 0; i < 4; i++) {
      queue.accept("client " + i);
    }
    Claim first = queue.claimed("w");
    clock.advance(Duration.ofSeconds(20));
    queue.claims().finish(first, bytes("painting"));
    clock.advance(Duration.ofSeconds(2));
    queue.claimed("w");
    Job last = queue.accept("late");
    assertThat(last.position()).isEqualTo(3);
    assertThat(last.estimatedSeconds()).isBetween(60L, 82L);
  }
}

package io.github.tempera.service.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tempera.TemperaException;
import io.github.tempera.service.TestDatabase;
import io.github.tempera.service.painting.Order;
import io.github.tempera.service.painting.OrderedStyle;
import io.github.tempera.service.store.Database;
import io.github.tempera.service.store.PictureStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How jobs end, whoever else is at them. */
@SuppressWarnings("NullAway.Init")
class QueueEndsTest {
  private static final Limits LIMITS = Limits.DEFAULTS.withQueueLength(1000).withJobsPerClient(100);
  private static final byte[] PAINTING = {1, 2, 3};

  @TempDir Path folder;
  private Database database;
  private PictureStore pictures;
  private Jobs jobs;
  private Claims claims;

  private void open(TestDatabase kind) {
    Clock clock = Clock.systemUTC();
    database = kind.open(folder);
    pictures = new PictureStore(database, Optional.empty(), LIMITS.retention(), clock);
    jobs = new Jobs(database, pictures, LIMITS, clock);
    claims = new Claims(database, pictures, jobs, LIMITS, clock);
  }

  @AfterEach
  void close() {
    if (database != null) {
      database.close();
    }
  }

  private Job accept(String client) {
    String content = pictures.put(client.getBytes(StandardCharsets.UTF_8));
    return jobs.accept(client, Order.of(content, OrderedStyle.preset("woodcut")), Optional.empty());
  }

  private static void together(List<Callable<Boolean>> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(work.size());
    try {
      for (Future<Boolean> each : threads.invokeAll(work)) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private int count(String sql) {
    return database.read(handle -> handle.createQuery(sql).mapTo(int.class).one());
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void whateverThreadsDoAtOnceEveryJobEndsOnce(TestDatabase kind) throws Exception {
    open(kind);
    Queue<String> ended = new ConcurrentLinkedQueue<>();
    Queue<String> accepted = new ConcurrentLinkedQueue<>();
    jobs.onEnd(ended::add);
    List<Callable<Boolean>> work = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Random random = new Random(i);
      String name = "w" + i;
      work.add(
          () -> {
            for (int step = 0; step < 12; step++) {
              Thread.sleep(random.nextInt(10));
              switch (random.nextInt(5)) {
                case 0, 1 -> accepted.add(accept(name).id());
                case 2 -> claims.takeBack(worker -> random.nextInt(20) == 0);
                case 3 ->
                    accepted.stream().skip(random.nextInt(50)).findFirst().ifPresent(jobs::cancel);
                default -> paintSomehow(name, random);
              }
            }
            return true;
          });
    }
    together(work);
    claims.takeBack(worker -> true);
    for (Optional<Claim> left = claims.claim("last");
        left.isPresent();
        left = claims.claim("last")) {
      claims.finish(left.get(), PAINTING);
    }
    assertThat(ended).containsExactlyInAnyOrderElementsOf(accepted);
    assertThat(count("SELECT count(*) FROM jobs WHERE finished IS NULL")).isZero();
    assertThat(count("SELECT count(*) FROM job_pictures")).isZero();
  }

  private void paintSomehow(String name, Random random) throws InterruptedException {
    Optional<Claim> claim = claims.claim(name);
    if (claim.isPresent()) {
      Thread.sleep(random.nextInt(10));
      claims.heartbeat(claim.get(), 1, 2);
      Thread.sleep(random.nextInt(10));
      switch (random.nextInt(4)) {
        case 0 -> claims.handBack(claim.get());
        case 1 ->
            claims.fail(claim.get(), TemperaException.Kind.UNREADABLE, "It could not be painted.");
        default -> claims.finish(claim.get(), PAINTING);
      }
      claims.heartbeat(claim.get(), 2, 2);
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void anEndedJobsPicturesAreDeletedButNotWhatAnotherNeeds(TestDatabase kind) {
    open(kind);
    byte[] content = {1};
    byte[] style = {2};
    Job first = paint("ann", content, style, "painting");
    final Job same = paint("bob", content, style, "painting");
    final Job waiting = accept("cid", content, new byte[] {3});

    jobs.delete(first.id());
    Job deleted = jobs.get(first.id()).orElseThrow();
    assertThat(deleted.state()).isEqualTo(Job.State.DONE);
    assertThat(deleted.result()).isEmpty();
    assertThat(deleted.expires()).isEmpty();
    assertThat(jobs.result(deleted)).isEmpty();
    assertThat(jobs.result(same)).as("another's painting").isPresent();
    assertThat(pictures.get(PictureStore.hash(content))).as("what waits needs it").isPresent();
    assertThat(pictures.get(PictureStore.hash(style))).isEmpty();

    jobs.delete(same.id());
    assertThat(jobs.result(same)).isEmpty();
    jobs.delete(waiting.id());
    assertThat(jobs.get(waiting.id()).orElseThrow().state()).isEqualTo(Job.State.CANCELLED);
    assertThat(pictures.get(PictureStore.hash(content))).as("called off, not deleted").isPresent();
    jobs.delete(waiting.id());
    assertThat(count("SELECT count(*) FROM pictures")).isZero();
  }

  private Job accept(String client, byte[] content, byte[] style) {
    String contentHash = PictureStore.hash(content);
    String styleHash = PictureStore.hash(style);
    return jobs.accept(
        client,
        Order.of(contentHash, OrderedStyle.picture(styleHash)),
        Optional.empty(),
        Map.of(contentHash, content, styleHash, style));
  }

  private Job paint(String client, byte[] content, byte[] style, String painting) {
    Job job = accept(client, content, style);
    Claim claim = claims.claim("w").orElseThrow();
    assertThat(claims.finish(claim, painting.getBytes(StandardCharsets.UTF_8))).isTrue();
    return jobs.get(job.id()).orElseThrow();
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void whatIsDeletedBesideIsNeverMissedByANewJob(TestDatabase kind) throws Exception {
    open(kind);
    byte[] content = {1};
    List<Callable<Boolean>> work = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Random random = new Random(i);
      String name = "w" + i;
      work.add(
          () -> {
            for (int step = 0; step < 6; step++) {
              Thread.sleep(random.nextInt(10));
              Job job = accept(name, content, new byte[] {2, (byte) random.nextInt(3)});
              Thread.sleep(random.nextInt(10));
              Optional<Claim> claim = claims.claim(name);
              if (claim.isPresent()) {
                assertThat(claim.get().job().order().pictures())
                    .allMatch(hash -> pictures.get(hash).isPresent());
                assertThat(claims.finish(claim.get(), PAINTING)).isTrue();
                jobs.delete(claim.get().job().id());
              }
              assertThat(jobs.get(job.id())).isPresent();
            }
            return true;
          });
    }
    together(work);
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void anEndIsToldOnce(TestDatabase kind) {
    open(kind);
    List<String> ended = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    Job job = accept("ann");
    Claim claim = claims.claim("w").orElseThrow();
    jobs.onEnd(ended::add);
    jobs.onChange(changed::add);
    jobs.cancel(job.id());
    claims.heartbeat(claim, 1, 2);
    claims.handBack(claim);
    claims.finish(claim, PAINTING);
    assertThat(ended).containsExactly(job.id());
    assertThat(changed).containsExactly(job.id());
  }
}

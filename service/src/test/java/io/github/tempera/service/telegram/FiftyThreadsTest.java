package io.github.tempera.service.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tempera.service.TestDatabase;
import io.github.tempera.service.job.Job;
import io.github.tempera.service.job.Jobs;
import io.github.tempera.service.job.Limits;
import io.github.tempera.service.painting.Order;
import io.github.tempera.service.painting.OrderedStyle;
import io.github.tempera.service.store.Database;
import io.github.tempera.service.store.PictureStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the bot keeps, with fifty threads at it that pause where they like. */
@Timeout(300)
class FiftyThreadsTest {
  private static final int THREADS = 50;
  private static final int CHATS = 5;
  private static final int EACH = 60;
  private static final long BOT = 1;
  private static final Duration ALBUM_WAIT = Duration.ofMillis(30);

  @TempDir Path folder = Path.of("");

  /** Pauses that differ from thread to thread, and repeat from run to run. */
  private record Pauses(Random random) {
    Pauses(int seed) {
      this(new Random(seed));
    }

    void upTo(int millis) throws InterruptedException {
      Thread.sleep(random.nextInt(millis + 1));
    }
  }

  private static void together(List<Callable<Boolean>> work) throws Exception {
    assertThat(work).hasSize(THREADS);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      for (Future<Boolean> each : threads.invokeAll(work)) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static Incoming update(long chat, int number, String album) {
    int id = (int) (1000 * chat) + number;
    return new Incoming(
        id,
        chat,
        chat,
        "en",
        id,
        0,
        album.isEmpty() ? null : album,
        true,
        Incoming.Kind.TEXT,
        "",
        List.of(),
        0,
        List.of(),
        null);
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void everyUpdateIsWorkedOffOnceAndInItsChatsOrder(TestDatabase kind) throws Exception {
    try (Database database = kind.open(folder)) {
      Inbox inbox = new Inbox(database, BOT, ALBUM_WAIT);
      Map<Long, List<Integer>> done = new ConcurrentHashMap<>();
      AtomicInteger left = new AtomicInteger(CHATS * EACH);
      List<Callable<Boolean>> work = new ArrayList<>();
      for (long chat = 1; chat <= CHATS; chat++) {
        long to = chat;
        done.put(chat, new ArrayList<>());
        work.add(() -> add(inbox, to));
      }
      while (work.size() < THREADS) {
        Pauses pauses = new Pauses(work.size());
        work.add(
            () -> {
              while (left.get() > 0) {
                for (long chat : inbox.take()) {
                  pauses.upTo(3);
                  Optional<Inbox.Unit> unit = inbox.first(chat);
                  pauses.upTo(5);
                  unit.ifPresent(it -> left.addAndGet(-finish(database, inbox, it, done)));
                  inbox.release(chat);
                }
                pauses.upTo(3);
              }
              return true;
            });
      }
      together(work);
      done.forEach(
          (chat, updates) ->
              assertThat(updates)
                  .containsExactlyElementsOf(
                      IntStream.rangeClosed(1, EACH)
                          .mapToObj(n -> (int) (1000 * chat) + n)
                          .toList()));
    }
  }

  /** Some updates alone, some in albums whose pictures come one by one. */
  private static boolean add(Inbox inbox, long chat) throws InterruptedException {
    Pauses pauses = new Pauses((int) chat);
    int album = 0;
    for (int number = 1; number <= EACH; number++) {
      boolean alone = number % 5 == 0;
      if (alone || pauses.random.nextInt(3) == 0) {
        album++;
      }
      inbox.add(List.of(update(chat, number, alone ? "" : "album" + album)));
      pauses.upTo(40);
    }
    return true;
  }

  private static int finish(
      Database database, Inbox inbox, Inbox.Unit unit, Map<Long, List<Integer>> done) {
    boolean mine = database.write(handle -> inbox.finish(handle, unit));
    assertThat(mine).as("nobody else had the chat").isTrue();
    done.getOrDefault(unit.first().chat(), List.of())
        .addAll(unit.parts().stream().map(Incoming::update).toList());
    return unit.parts().size();
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void aUnitOfWhichAPartIsDoneIsLeftAsItIs(TestDatabase kind) {
    try (Database database = kind.open(folder)) {
      Inbox inbox = new Inbox(database, BOT, Duration.ZERO);
      inbox.add(List.of(update(7, 1, "album")));
      Inbox.Unit first = inbox.first(7).orElseThrow();
      inbox.add(List.of(update(7, 2, "album")));
      Inbox.Unit both = inbox.first(7).orElseThrow();
      assertThat(both.parts()).hasSize(2);
      assertThat(database.<Boolean, RuntimeException>write(handle -> inbox.finish(handle, first)))
          .isTrue();
      assertThat(database.<Boolean, RuntimeException>write(handle -> inbox.finish(handle, both)))
          .isFalse();
      assertThat(inbox.first(7).orElseThrow().parts()).containsExactly(update(7, 2, "album"));
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void everyNoteIsSentOnceAndInItsChatsOrder(TestDatabase kind) throws Exception {
    try (Database database = kind.open(folder)) {
      Outbox outbox = new Outbox(database, BOT, new Signal());
      Map<Long, ConcurrentLinkedQueue<String>> sent = new ConcurrentHashMap<>();
      AtomicInteger left = new AtomicInteger(CHATS * EACH);
      List<Callable<Boolean>> work = new ArrayList<>();
      for (long chat = 1; chat <= CHATS; chat++) {
        long to = chat;
        Pauses pauses = new Pauses((int) chat);
        sent.put(chat, new ConcurrentLinkedQueue<>());
        work.add(
            () -> {
              for (int number = 1; number <= EACH; number++) {
                Note note = Note.text(String.valueOf(number), 0);
                database.run(handle -> outbox.add(handle, to, note));
                pauses.upTo(10);
              }
              return true;
            });
      }
      while (work.size() < THREADS) {
        Pauses pauses = new Pauses(work.size());
        work.add(
            () -> {
              while (left.get() > 0) {
                Optional<Outbox.Parcel> parcel = outbox.take();
                pauses.upTo(3);
                if (parcel.isPresent()) {
                  left.addAndGet(-send(database, outbox, parcel.get(), pauses, sent));
                }
              }
              return true;
            });
      }
      together(work);
      List<String> all =
          IntStream.rangeClosed(1, EACH).mapToObj(String::valueOf).collect(Collectors.toList());
      sent.forEach((chat, texts) -> assertThat(texts).containsExactlyElementsOf(all));
    }
  }

  /** Now and then Telegram does not take it. */
  private static int send(
      Database database,
      Outbox outbox,
      Outbox.Parcel parcel,
      Pauses pauses,
      Map<Long, ConcurrentLinkedQueue<String>> sent) {
    if (pauses.random.nextInt(10) == 0) {
      outbox.later(parcel, Duration.ofMillis(5));
      return 0;
    }
    sent.getOrDefault(parcel.chat(), new ConcurrentLinkedQueue<>()).add(parcel.note().text());
    database.run(handle -> outbox.sent(handle, parcel, 1));
    return 1;
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void whatIsOrderedForAChatThatIsForgottenIsCalledOff(TestDatabase kind) throws Exception {
    try (Database database = kind.open(folder)) {
      Limits limits = Limits.DEFAULTS.withQueueLength(10_000).withJobsPerClient(10_000);
      Clock clock = Clock.systemUTC();
      PictureStore pictures =
          new PictureStore(database, Optional.empty(), limits.retention(), clock);
      Jobs jobs = new Jobs(database, pictures, limits, clock);
      Works works = new Works(database, BOT);
      String hash = pictures.put(new byte[] {7});
      List<Callable<Boolean>> work = new ArrayList<>();
      while (work.size() < THREADS) {
        Pauses pauses = new Pauses(work.size());
        boolean orders = work.size() % 5 > 0;
        work.add(
            () -> {
              for (int i = 0; i < 10; i++) {
                pauses.upTo(20);
                if (orders) {
                  order(database, jobs, works, hash);
                } else {
                  forget(database, jobs, works);
                }
              }
              return true;
            });
      }
      together(work);
      assertThat(works.ordered()).hasSize(jobs.load().queued());
      forget(database, jobs, works);
      assertThat(jobs.load().queued()).isZero();
    }
  }

  private static void order(Database database, Jobs jobs, Works works, String hash) {
    Order order = Order.of(hash, OrderedStyle.preset("woodcut"));
    Received content = new Received(hash, 10, 10, false);
    Work work = new Work(Work.newId(), 7, 7, "en", 1, content, List.of(), order);
    database.run(
        handle -> {
          Job job = jobs.accept(handle, "telegram:7", order, Optional.empty());
          works.add(handle, work, job.id());
        });
  }

  private static void forget(Database database, Jobs jobs, Works works) {
    database.run(handle -> works.forgetChat(handle, 7).forEach(job -> jobs.cancel(handle, job)));
  }
}

package io.github.tempera.service.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tempera.service.TestClock;
import io.github.tempera.service.TestDatabase;
import io.github.tempera.service.store.Database;
import io.github.tempera.service.telegram.FiftyThreads.Pauses;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What has come in, with fifty threads at it that pause where they like. */
@Timeout(300)
class InboxTest {
  private static final int CHATS = 5;
  private static final int EACH = 60;
  private static final long BOT = 1;
  private static final Duration ALBUM_WAIT = Duration.ofMillis(30);

  @TempDir Path folder = Path.of("");

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
      Inbox inbox = new Inbox(database, BOT, ALBUM_WAIT, Clock.systemUTC());
      Map<Long, List<Integer>> done = new ConcurrentHashMap<>();
      AtomicInteger left = new AtomicInteger(CHATS * EACH);
      List<Callable<Boolean>> work = new ArrayList<>();
      for (long chat = 1; chat <= CHATS; chat++) {
        long to = chat;
        done.put(chat, new ArrayList<>());
        work.add(() -> add(inbox, to));
      }
      while (work.size() < FiftyThreads.THREADS) {
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
      FiftyThreads.together(work);
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
      if (alone || pauses.random().nextInt(3) == 0) {
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
      Inbox inbox = new Inbox(database, BOT, Duration.ZERO, new TestClock());
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
}

package io.github.tempera.service.telegram.show;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tempera.service.TestDatabase;
import io.github.tempera.service.store.Database;
import io.github.tempera.service.telegram.FiftyThreads;
import io.github.tempera.service.telegram.FiftyThreads.Pauses;
import io.github.tempera.service.telegram.conversation.Note;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is to be said, with fifty threads at it that pause where they like. */
@Timeout(300)
class OutboxTest {
  private static final int CHATS = 5;
  private static final int EACH = 60;
  private static final long BOT = 1;

  @TempDir Path folder = Path.of("");

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void everyNoteIsSentOnceAndInItsChatsOrder(TestDatabase kind) throws Exception {
    try (Database database = kind.open(folder)) {
      Outbox outbox = new Outbox(database, BOT, () -> {}, Clock.systemUTC());
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
      while (work.size() < FiftyThreads.THREADS) {
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
      FiftyThreads.together(work);
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
    if (pauses.random().nextInt(10) == 0) {
      outbox.later(parcel, Duration.ofMillis(5));
      return 0;
    }
    sent.getOrDefault(parcel.chat(), new ConcurrentLinkedQueue<>()).add(parcel.note().text());
    database.run(handle -> outbox.sent(handle, parcel, 1));
    return 1;
  }
}

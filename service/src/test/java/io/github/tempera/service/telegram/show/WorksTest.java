package io.github.tempera.service.telegram.show;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tempera.service.TestDatabase;
import io.github.tempera.service.job.Job;
import io.github.tempera.service.job.Jobs;
import io.github.tempera.service.job.Limits;
import io.github.tempera.service.painting.Order;
import io.github.tempera.service.painting.OrderedStyle;
import io.github.tempera.service.store.Database;
import io.github.tempera.service.store.PictureStore;
import io.github.tempera.service.telegram.FiftyThreads;
import io.github.tempera.service.telegram.FiftyThreads.Pauses;
import io.github.tempera.service.telegram.conversation.Received;
import io.github.tempera.service.telegram.conversation.Work;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is ordered, with fifty threads at it that pause where they like. */
@Timeout(300)
class WorksTest {
  private static final long BOT = 1;

  @TempDir Path folder = Path.of("");

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void whatIsOrderedForAChatThatIsForgottenIsCalledOff(TestDatabase kind) throws Exception {
    try (Database database = kind.open(folder)) {
      Limits limits = Limits.DEFAULTS.withQueueLength(10_000).withJobsPerClient(10_000);
      Clock clock = Clock.systemUTC();
      PictureStore pictures =
          new PictureStore(database, Optional.empty(), limits.retention(), clock);
      Jobs jobs = new Jobs(database, pictures, limits, clock);
      Works works = new Works(database, BOT, clock);
      String hash = pictures.put(new byte[] {7});
      List<Callable<Boolean>> work = new ArrayList<>();
      while (work.size() < FiftyThreads.THREADS) {
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
      FiftyThreads.together(work);
      assertThat(works.ordered()).hasSize(jobs.load().queued());
      forget(database, jobs, works);
      assertThat(jobs.load().queued()).isZero();
    }
  }

  private static void order(Database database, Jobs jobs, Works works, String hash) {
    Order order = Order.of(hash, OrderedStyle.preset("woodcut"));
    Received content = new Received(hash, 10, 10, false);
    Work work = new Work(UUID.randomUUID().toString(), 7, 7, "en", 1, content, List.of(), order);
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

package io.github.tempera.service.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tempera.Compute;
import io.github.tempera.Device;
import io.github.tempera.Precision;
import io.github.tempera.service.Service;
import io.github.tempera.service.ServiceOptions;
import io.github.tempera.service.TestService;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The real bot on the real service, in front of a fake Telegram. */
final class BotHouse implements AutoCloseable {
  static final Duration ALBUM_WAIT = Duration.ofMillis(300);
  static final int PHOTO_SIZE = 96;

  /** A row for everything that will still lead to a message. */
  static final String UNFINISHED =
      """
      SELECT 1 FROM telegram_inbox WHERE state <> 'DONE'
      UNION ALL SELECT 1 FROM telegram_works WHERE state = 'ORDERED'
      UNION ALL SELECT 1 FROM telegram_outbox WHERE state IN ('WAITING', 'SENDING')
      """;

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final ServiceOptions serviceOptions;
  private final BotOptions botOptions;
  private final Clock clock;
  private Service service;
  private Bot bot;

  BotHouse(Path folder, FakeTelegram telegram) {
    this(service(folder), options(telegram));
  }

  BotHouse(ServiceOptions serviceOptions, BotOptions botOptions) {
    this(serviceOptions, botOptions, Clock.systemUTC());
  }

  BotHouse(ServiceOptions serviceOptions, BotOptions botOptions, Clock clock) {
    this.serviceOptions = serviceOptions;
    this.botOptions = botOptions;
    this.clock = clock;
    service = TestService.start(serviceOptions, clock);
    bot = Bot.start(service, botOptions);
  }

  static ServiceOptions service(Path folder) {
    return ServiceOptions.DEFAULTS
        .withDatabase(folder.resolve("tempera.db").toString())
        .withCompute(new Compute(Precision.FLOAT32, Device.CPU, 1), 1);
  }

  static BotOptions options(FakeTelegram telegram) {
    return BotOptions.of(FakeTelegram.TOKEN)
        .withApi(telegram.url(), TelegramLimits.DEFAULTS)
        .withPhotoSize(PHOTO_SIZE)
        .withTimes(ALBUM_WAIT, Duration.ofHours(1));
  }

  Service service() {
    return service;
  }

  /** Ends as one should, and begins again on the same database. */
  void restart() {
    close();
    service = TestService.start(serviceOptions, clock);
    bot = Bot.start(service, botOptions);
  }

  @Override
  public void close() {
    bot.close();
    service.close();
  }

  /** Whether all that Telegram has told was done to its end. */
  boolean isIdle() {
    return service
        .database()
        .read(handle -> handle.createQuery(UNFINISHED).mapTo(Integer.class).list().isEmpty());
  }

  static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - end).as("waited in vain: " + what).isNegative();
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Waits for a message that is so. */
  static BotMessage await(FakePerson person, String what, Predicate<BotMessage> condition) {
    Supplier<List<BotMessage>> found = () -> person.sees().stream().filter(condition).toList();
    try {
      await(what, () -> !found.get().isEmpty());
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "; seen: " + texts(person), e);
    }
    List<BotMessage> all = found.get();
    return all.get(all.size() - 1);
  }

  private static List<String> texts(FakePerson person) {
    return person.sees().stream().map(it -> it.kind() + " " + it.text()).toList();
  }

  static BotMessage awaitText(FakePerson person, String words) {
    return await(person, words, message -> message.text().contains(words));
  }

  static BotMessage awaitMenu(FakePerson person) {
    return await(person, "the styles", BotHouse::isMenu);
  }

  static boolean isMenu(BotMessage message) {
    return message.buttons().values().stream().anyMatch(data -> data.startsWith("p:"));
  }

  static boolean isResult(BotMessage message) {
    return message.isPicture()
        && message.buttons().values().stream().anyMatch(data -> data.startsWith("w:"));
  }

  static List<BotMessage> results(FakePerson person) {
    return person.sees().stream().filter(BotHouse::isResult).toList();
  }

  /** Waits for that many results; gives the last. */
  static BotMessage awaitResults(FakePerson person, int count) {
    try {
      await(count + " results", () -> results(person).size() >= count);
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "; seen: " + texts(person), e);
    }
    assertThat(results(person)).hasSize(count);
    return results(person).get(count - 1);
  }
}

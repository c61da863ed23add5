package io.github.tempera.service.telegram;

import io.github.tempera.TemperaException;
import io.github.tempera.service.Service;
import io.github.tempera.service.job.Jobs;
import io.github.tempera.service.job.Limits;
import io.github.tempera.service.job.Stopwatch;
import io.github.tempera.service.store.Database;
import io.github.tempera.service.telegram.conversation.Menu;
import io.github.tempera.service.telegram.show.Asides;
import io.github.tempera.service.telegram.show.CallFailed;
import io.github.tempera.service.telegram.show.Follower;
import io.github.tempera.service.telegram.show.MenuPages;
import io.github.tempera.service.telegram.show.Outbox;
import io.github.tempera.service.telegram.show.Sender;
import io.github.tempera.service.telegram.show.Telegram;
import io.github.tempera.service.telegram.show.Works;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Telegram bot on a running service. One process at a time may run the bot of a token; any number
 * may paint.
 *
 * <pre>{@code
 * try (Service service = Service.start(ServiceOptions.DEFAULTS);
 *     Bot bot = Bot.start(service, BotOptions.of(token))) {
 *   bot.join();
 * }
 * }</pre>
 */
public final class Bot implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Bot.class);

  /** How many messages may be on their way at once. */
  static final int SENDERS = 4;

  private static final int DESKS = 4;
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final long AFTER_STUMBLING_MILLIS = 1000;
  private static final Duration BETWEEN_CLEANINGS = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration REMEMBER_UPDATES = Duration.ofDays(3);

  private final Service service;
  private final Telegram telegram;
  private final Inbox inbox;
  private final Outbox outbox;
  private final Works works;
  private final Conversations conversations;
  private final Desk desk;
  private final Sender sender;
  private final Follower follower;
  private final Asides asides;
  private final Intake intake;
  private final Jobs.Subscription jobChanges;
  private final Signal arrived = new Signal();
  private final Signal written = new Signal();
  private final Signal changed = new Signal();
  private final ExecutorService desks =
      Executors.newFixedThreadPool(DESKS, threads("telegram-desk"));
  private final List<Thread> loops = new ArrayList<>();
  private final List<Thread> idlers = new ArrayList<>();
  private volatile boolean closing;

  private Bot(Service service, BotOptions options) {
    this.service = service;
    Database database = service.database();
    Clock clock = service.clock();
    telegram = new Telegram(options.api(), options.token());
    asides = new Asides(telegram, threads("telegram-asides"), clock);
    inbox = new Inbox(database, options.botId(), options.albumWait(), clock);
    outbox = new Outbox(database, options.botId(), written::give, clock);
    works = new Works(database, options.botId(), clock);
    conversations = new Conversations(database, options.botId(), clock);
    Menu menu = new Menu(service.catalogue().presets());
    MenuPages pages = new MenuPages(menu);
    Limits limits = service.options().limits();
    Fetcher fetcher =
        new Fetcher(
            telegram,
            service.pictures(),
            Math.min(options.limits().downloadBytes(), limits.maxBytes()),
            limits.maxPixels());
    Listener listener =
        new Listener(works, service.pictures(), fetcher, options.staleAfter(), clock);
    desk =
        new Desk(
            service, options, inbox, outbox, works, conversations, listener, menu, pages, asides);
    sender =
        new Sender(
            service,
            telegram,
            outbox,
            works,
            pages,
            options.limits().packing(),
            chat -> desk.forget(chat, Optional.empty()));
    follower = new Follower(service, outbox, works, menu, asides);
    intake = new Intake(options, inbox, arrived);
    jobChanges = service.jobs().onChange(job -> changed.give());
  }

  /**
   * Starts a bot. Where Telegram cannot be reached now, it tries until it can.
   *
   * @throws TemperaException if Telegram does not know the token, or the webhook's port is taken
   */
  public static Bot start(Service service, BotOptions options) {
    Bot bot = new Bot(service, options);
    try {
      bot.greet();
      bot.run();
      return bot;
    } catch (RuntimeException e) {
      bot.close();
      throw e;
    }
  }

  private void greet() {
    try {
      intake.connect();
    } catch (CallFailed e) {
      if (e.isUnauthorized()) {
        throw new TemperaException(
            "Telegram does not know this token: copy it anew from @BotFather.", e);
      }
      LOG.warn("Telegram cannot be reached yet: {}", e.getMessage());
    }
  }

  private void run() {
    outbox.recover();
    idlers.add(loop("telegram-intake", intake::run));
    idlers.add(loop("telegram-cleaner", this::clean));
    loops.add(loop("telegram-dispatch", () -> repeat(arrived, this::dispatch)));
    for (int i = 0; i < SENDERS; i++) {
      loops.add(loop("telegram-sender-" + i, () -> repeat(written, this::sendAll)));
    }
    loops.add(loop("telegram-follower", () -> repeat(changed, follower::look)));
  }

  private interface Loop {
    void run() throws InterruptedException;
  }

  private static Thread loop(String name, Loop loop) {
    Thread thread =
        new Thread(
            () -> {
              try {
                loop.run();
              } catch (InterruptedException e) {
                // The bot is closing.
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void repeat(Signal signal, Runnable work) throws InterruptedException {
    while (!closing) {
      long seen = signal.seen();
      try {
        work.run();
      } catch (RuntimeException e) {
        if (closing) {
          return;
        }
        LOG.error("The bot stumbled", e);
        Thread.sleep(AFTER_STUMBLING_MILLIS);
      }
      signal.await(seen, PAUSE);
    }
  }

  /** Hands out what there is to do: several chats at once, each one in its order. */
  private void dispatch() {
    for (long chat : inbox.take()) {
      desks.execute(() -> workOff(chat));
    }
  }

  private void workOff(long chat) {
    try {
      inbox.first(chat).ifPresent(desk::work);
    } catch (RuntimeException e) {
      LOG.error("The bot stumbled", e);
      rest();
    } finally {
      inbox.release(chat);
      arrived.give();
      changed.give();
    }
  }

  /** Lest what fails every time is tried again at full speed. */
  private static void rest() {
    try {
      Thread.sleep(AFTER_STUMBLING_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sendAll() {
    while (!closing && sender.sendOne()) {
      // Until there is nothing more.
    }
  }

  private void clean() throws InterruptedException {
    while (!closing) {
      Duration retention = service.options().limits().retention();
      try {
        works.forget(retention);
        conversations.forget(retention);
        outbox.forget(retention);
        inbox.forget(REMEMBER_UPDATES);
      } catch (RuntimeException e) {
        LOG.warn("What is old could not be deleted", e);
      }
      Thread.sleep(BETWEEN_CLEANINGS.toMillis());
    }
  }

  /** The port that the webhook listens at; 0 if there is none. */
  public int webhookPort() {
    return intake.webhookPort();
  }

  /**
   * Waits until the bot ends: when closed, or when Telegram no longer knows its token.
   *
   * @throws TemperaException in the latter case
   */
  public void join() throws InterruptedException {
    intake.join();
  }

  /**
   * Ends: takes nothing in any more, and lets messages on their way arrive. What is under way goes
   * on with the next start.
   */
  @Override
  public void close() {
    closing = true;
    intake.close();
    idlers.forEach(Thread::interrupt);
    jobChanges.close();
    desks.shutdown();
    List.of(arrived, written, changed).forEach(Signal::give);
    try {
      if (!finishes()) {
        desks.shutdownNow();
        loops.forEach(Thread::interrupt);
        telegram.close();
        finishes();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      asides.close();
      telegram.close();
    }
  }

  private boolean finishes() throws InterruptedException {
    Stopwatch watch = new Stopwatch();
    boolean finished = desks.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    for (Thread loop : loops) {
      loop.join(Math.max(1, watch.left(PATIENCE).toMillis()));
      finished &= !loop.isAlive();
    }
    return finished;
  }

  static ThreadFactory threads(String name) {
    AtomicInteger count = new AtomicInteger();
    return work -> {
      Thread thread = new Thread(work, name + "-" + count.getAndIncrement());
      thread.setDaemon(true);
      return thread;
    };
  }
}

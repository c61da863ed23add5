package io.github.tempera.service.telegram;

import com.pengrad.telegrambot.model.BotCommand;
import com.pengrad.telegrambot.model.Update;
import com.pengrad.telegrambot.model.User;
import com.pengrad.telegrambot.request.DeleteWebhook;
import com.pengrad.telegrambot.request.GetMe;
import com.pengrad.telegrambot.request.GetUpdates;
import com.pengrad.telegrambot.request.SetMyCommands;
import com.pengrad.telegrambot.request.SetWebhook;
import io.github.tempera.TemperaException;
import io.github.tempera.service.telegram.conversation.Texts;
import io.github.tempera.service.telegram.show.CallFailed;
import io.github.tempera.service.telegram.show.Telegram;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes updates in, by long polling or by webhook. */
final class Intake implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
  private static final int POLL_SECONDS = 50;
  private static final int BATCH = 100;

  private final Telegram telegram;
  private final BotOptions options;
  private final Inbox inbox;
  private final Signal arrived;
  private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
  private volatile boolean closing;
  private volatile @Nullable Translator translator;
  private volatile @Nullable Webhook webhook;
  private int offset;
  private int failures;

  Intake(BotOptions options, Inbox inbox, Signal arrived) {
    // A line of its own: closing it breaks off the long poll, and nothing else.
    this.telegram = new Telegram(options.api(), options.token());
    this.options = options;
    this.inbox = inbox;
    this.arrived = arrived;
  }

  /**
   * Makes itself known, and tells how updates are to come.
   *
   * @throws CallFailed if Telegram refuses or cannot be reached
   */
  void connect() {
    User me = telegram.call(new GetMe()).user();
    translator = new Translator(me.id(), String.valueOf(me.username()));
    if (options.webhook().isPresent()) {
      startWebhook(options.webhook().get());
    } else {
      telegram.call(new DeleteWebhook());
    }
    tellCommands();
    LOG.info("This is @{} on {}", me.username(), options.api());
  }

  private void startWebhook(WebhookOptions where) {
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    String secret = HexFormat.of().formatHex(random);
    Webhook old = webhook;
    if (old != null) {
      old.close();
    }
    Webhook fresh = new Webhook(where, secret, update -> take(List.of(update)));
    webhook = fresh;
    telegram.call(
        new SetWebhook()
            // A port chosen by the system is known only now.
            .url(where.url().replace("{port}", String.valueOf(fresh.port())))
            .secretToken(secret)
            .allowedUpdates(Translator.ALLOWED));
  }

  private void tellCommands() {
    try {
      telegram.call(new SetMyCommands(commands("")));
      for (String language : Texts.languages()) {
        telegram.call(new SetMyCommands(commands(language)).languageCode(language));
      }
    } catch (CallFailed e) {
      LOG.info("The commands could not be shown in Telegram: {}", e.getMessage());
    }
  }

  private static BotCommand[] commands(String language) {
    Texts texts = Texts.of(language);
    return List.of("help", "paint", "cancel").stream()
        .map(word -> new BotCommand(word, texts.get("command." + word)))
        .toArray(BotCommand[]::new);
  }

  int webhookPort() {
    Webhook known = webhook;
    return known == null ? 0 : known.port();
  }

  /** Takes updates in until closed, or until the token is no longer one. */
  void run() throws InterruptedException {
    while (!closing) {
      try {
        if (translator == null) {
          connect();
        } else if (options.webhook().isPresent()) {
          Thread.sleep(1000);
        } else {
          poll();
        }
        failures = 0;
      } catch (CallFailed e) {
        if (closing) {
          return;
        }
        if (e.isUnauthorized()) {
          ended.completeExceptionally(
              new TemperaException(
                  "Telegram no longer knows this token: copy it anew from @BotFather.", e));
          return;
        }
        report(e);
        Thread.sleep(e.pause(failures++).toMillis());
      } catch (TemperaException e) {
        ended.completeExceptionally(e);
        return;
      } catch (RuntimeException e) {
        if (closing) {
          return;
        }
        LOG.error("Updates could not be stored; Telegram keeps them meanwhile", e);
        Thread.sleep(1000);
      }
    }
  }

  private void report(CallFailed e) {
    if (e.isConflict()) {
      LOG.warn("Another process runs this bot, which only one may: {}", e.getMessage());
    } else if (failures == 0) {
      LOG.warn("Telegram cannot be reached: {}", e.getMessage());
    }
  }

  private void poll() {
    List<Update> updates =
        telegram
            .call(
                new GetUpdates()
                    .offset(offset)
                    .limit(BATCH)
                    .timeout(POLL_SECONDS)
                    .allowedUpdates(Translator.ALLOWED))
            .updates();
    take(updates);
    // The next call tells Telegram that these are safe here.
    for (Update update : updates) {
      offset = Math.max(offset, update.updateId() + 1);
    }
  }

  /** When this returns, the updates are stored. */
  private void take(List<Update> updates) {
    Translator known = translator;
    if (known != null) {
      inbox.add(updates.stream().flatMap(update -> translated(known, update).stream()).toList());
      arrived.give();
    }
  }

  /** One update that makes no sense must not keep those behind it away. */
  private static Optional<Incoming> translated(Translator translator, Update update) {
    try {
      return translator.translate(update);
    } catch (RuntimeException e) {
      LOG.warn("Update {} makes no sense and is left out", update.updateId(), e);
      return Optional.empty();
    }
  }

  void join() throws InterruptedException {
    try {
      ended.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TemperaException known) {
        throw known;
      }
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    closing = true;
    Webhook known = webhook;
    if (known != null) {
      known.close();
    }
    telegram.close();
    ended.complete(null);
  }
}

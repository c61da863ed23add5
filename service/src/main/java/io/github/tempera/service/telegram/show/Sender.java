package io.github.tempera.service.telegram.show;

import com.pengrad.telegrambot.model.Message;
import com.pengrad.telegrambot.model.request.InlineKeyboardButton;
import com.pengrad.telegrambot.model.request.InlineKeyboardMarkup;
import com.pengrad.telegrambot.model.request.ReplyParameters;
import com.pengrad.telegrambot.request.AbstractSendRequest;
import com.pengrad.telegrambot.request.DeleteMessage;
import com.pengrad.telegrambot.request.SendDocument;
import com.pengrad.telegrambot.request.SendMessage;
import com.pengrad.telegrambot.request.SendPhoto;
import io.github.tempera.service.Service;
import io.github.tempera.service.store.PictureStore;
import io.github.tempera.service.telegram.conversation.Key;
import io.github.tempera.service.telegram.conversation.Note;
import io.github.tempera.service.telegram.conversation.Texts;
import io.github.tempera.service.telegram.conversation.Work;
import io.github.tempera.service.telegram.show.Outbox.Parcel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings what lies in the outbox to Telegram. */
public final class Sender {
  private static final Logger LOG = LoggerFactory.getLogger(Sender.class);
  private static final Duration TOO_LATE = Duration.ofDays(1);

  private static final int MOST_STUMBLES = 20;

  private final Service service;
  private final Telegram telegram;
  private final Outbox outbox;
  private final Works works;
  private final MenuPages pages;
  private final Packing packing;
  private final LongConsumer gone;

  /**
   * What is in the outbox goes by that line to Telegram.
   *
   * @param gone told of chats where the bot is not wanted any more
   */
  public Sender(
      Service service,
      Telegram telegram,
      Outbox outbox,
      Works works,
      MenuPages pages,
      Packing packing,
      LongConsumer gone) {
    this.service = service;
    this.telegram = telegram;
    this.outbox = outbox;
    this.works = works;
    this.pages = pages;
    this.packing = packing;
    this.gone = gone;
  }

  /**
   * Sends one note, or puts it off.
   *
   * @return false if there was nothing to send
   */
  public boolean sendOne() {
    Optional<Parcel> next = outbox.take();
    if (next.isEmpty()) {
      return false;
    }
    Parcel parcel = next.get();
    try {
      sendOrPutOff(parcel);
    } catch (RuntimeException e) {
      if (parcel.attempts() > MOST_STUMBLES) {
        outbox.drop(parcel);
      } else {
        outbox.stray(parcel);
      }
      throw e;
    }
    return true;
  }

  private void sendOrPutOff(Parcel parcel) {
    try {
      send(parcel);
    } catch (CallFailed e) {
      failed(parcel, e);
    }
  }

  private void failed(Parcel parcel, CallFailed e) {
    boolean tooLate = service.clock().millis() - parcel.created() > TOO_LATE.toMillis();
    if (e.newChat() != 0) {
      outbox.later(parcel, Duration.ZERO);
      outbox.move(parcel.chat(), e.newChat());
    } else if (e.isPassing() && !tooLate) {
      LOG.debug("A message must wait: {}", e.getMessage());
      outbox.later(parcel, e.pause(parcel.attempts()));
    } else if (e.isUnauthorized() && !tooLate) {
      outbox.later(parcel, Duration.ofMinutes(1));
    } else {
      LOG.info("A message was not taken: {}", e.getMessage());
      outbox.drop(parcel);
      if (e.isGone()) {
        gone.accept(parcel.chat());
      }
    }
  }

  private void send(Parcel parcel) {
    Note note = parcel.note();
    switch (note.kind()) {
      case TEXT -> sendText(parcel);
      case MENU -> sendMenu(parcel);
      case TICKET -> sendTicket(parcel);
      case TICKET_OFF -> takeTicketOff(parcel);
      case RESULT -> sendResult(parcel);
    }
  }

  private void sendText(Parcel parcel) {
    int message = post(parcel, new SendMessage(parcel.chat(), parcel.note().text())).messageId();
    service.database().run(handle -> outbox.sent(handle, parcel, message));
  }

  private void sendMenu(Parcel parcel) {
    byte[] picture = pages.jpeg(0);
    String hash = PictureStore.hash(picture);
    Optional<String> known = works.knownFile(hash);
    SendPhoto request =
        known
            .map(file -> new SendPhoto(parcel.chat(), file))
            .orElseGet(() -> new SendPhoto(parcel.chat(), picture).fileName("styles.jpg"));
    Message message = post(parcel, request.caption(parcel.note().text()));
    service
        .database()
        .run(
            handle -> {
              outbox.sent(handle, parcel, message.messageId());
              works.setMessage(handle, parcel.note().workOrThrow(), message.messageId());
              var sizes = message.photo();
              if (known.isEmpty() && sizes != null && sizes.length > 0) {
                works.setKnownFile(handle, hash, sizes[sizes.length - 1].fileId());
              }
            });
  }

  private void sendTicket(Parcel parcel) {
    String work = parcel.note().workOrThrow();
    if (!works.isUnderWay(work)) {
      outbox.drop(parcel);
      return;
    }
    int message = post(parcel, new SendMessage(parcel.chat(), parcel.note().text())).messageId();
    service
        .database()
        .run(
            handle -> {
              outbox.sent(handle, parcel, message);
              works.setTicket(handle, work, message);
            });
  }

  private void takeTicketOff(Parcel parcel) {
    int ticket = works.ticket(parcel.note().workOrThrow());
    if (ticket > 0) {
      telegram.call(new DeleteMessage(parcel.chat(), ticket));
    }
    service.database().run(handle -> outbox.sent(handle, parcel, 0));
  }

  private void sendResult(Parcel parcel) {
    String id = parcel.note().workOrThrow();
    Optional<Work> work = works.get(id);
    Optional<byte[]> painting =
        works.job(id).flatMap(service.jobs()::get).flatMap(service.jobs()::result);
    if (work.isEmpty() || painting.isEmpty()) {
      sayInstead(parcel, Texts.of(language(work)).get("gone.result"));
      return;
    }
    Optional<Packing.Packed> packed = packing.pack(painting.get(), work.get().full());
    if (packed.isEmpty()) {
      sayInstead(parcel, Texts.of(language(work)).get("too.large"));
      return;
    }
    int message = post(parcel, packed.get()).messageId();
    service
        .database()
        .run(
            handle -> {
              outbox.sent(handle, parcel, message);
              works.setMessage(handle, id, message);
              works.use(handle, id);
            });
  }

  private static String language(Optional<Work> work) {
    return work.map(Work::language).orElse("");
  }

  private void sayInstead(Parcel parcel, String text) {
    SendMessage request = new SendMessage(parcel.chat(), text);
    int message = telegram.call(replying(request, parcel.note())).message().messageId();
    service.database().run(handle -> outbox.sent(handle, parcel, message));
  }

  private Message post(Parcel parcel, Packing.Packed packed) {
    if (packed.photo()) {
      try {
        SendPhoto photo = new SendPhoto(parcel.chat(), packed.bytes()).fileName(packed.name());
        return post(parcel, photo.caption(parcel.note().text()));
      } catch (CallFailed e) {
        if (e.isPassing() || e.isGone() || e.isUnauthorized() || e.newChat() != 0) {
          throw e;
        }
        LOG.info("Telegram did not take a photo ({}); it gets it as a file", e.getMessage());
      }
    }
    SendDocument document = new SendDocument(parcel.chat(), packed.bytes()).fileName(packed.name());
    return post(parcel, document.caption(parcel.note().text()));
  }

  private <T extends AbstractSendRequest<T>> Message post(
      Parcel parcel, AbstractSendRequest<T> request) {
    if (!parcel.note().keys().isEmpty()) {
      request.replyMarkup(markup(parcel.note().keys()));
    }
    return telegram.call(replying(request, parcel.note())).message();
  }

  private static <T extends AbstractSendRequest<T>> AbstractSendRequest<T> replying(
      AbstractSendRequest<T> request, Note note) {
    if (note.replyTo() != 0) {
      request.replyParameters(new ReplyParameters(note.replyTo()).allowSendingWithoutReply(true));
    }
    return request;
  }

  static InlineKeyboardMarkup markup(List<List<Key>> keys) {
    return new InlineKeyboardMarkup(
        keys.stream()
            .map(
                row ->
                    row.stream()
                        .map(key -> new InlineKeyboardButton(key.label()).callbackData(key.data()))
                        .toArray(InlineKeyboardButton[]::new))
            .toArray(InlineKeyboardButton[][]::new));
  }
}

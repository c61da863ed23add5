package io.github.tempera.service.telegram.show;

import com.pengrad.telegrambot.model.request.ChatAction;
import com.pengrad.telegrambot.model.request.InputMediaPhoto;
import com.pengrad.telegrambot.request.AnswerCallbackQuery;
import com.pengrad.telegrambot.request.BaseRequest;
import com.pengrad.telegrambot.request.EditMessageMedia;
import com.pengrad.telegrambot.request.EditMessageText;
import com.pengrad.telegrambot.request.SendChatAction;
import com.pengrad.telegrambot.response.BaseResponse;
import io.github.tempera.service.telegram.conversation.Key;
import io.github.tempera.service.telegram.conversation.Note;
import io.github.tempera.service.telegram.conversation.Texts;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Calls that are worth one try: signs of life, edits of what will be gone soon, answers to buttons.
 * Nobody waits for them.
 */
public final class Asides implements AutoCloseable {
  private static final int MOST_WAITING = 500;
  private static final int LONGEST_ALERT = 200;

  private final Telegram telegram;
  private final Clock clock;
  private final ThreadPoolExecutor threads;
  private volatile long quietUntil;

  /** Calls by that line to Telegram. */
  public Asides(Telegram telegram, ThreadFactory threads, Clock clock) {
    this.telegram = telegram;
    this.clock = clock;
    this.threads =
        new ThreadPoolExecutor(
            2,
            2,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_WAITING),
            threads,
            new ThreadPoolExecutor.DiscardPolicy());
  }

  /**
   * Answers the press of a button.
   *
   * @param text what a window says; empty to end the waiting and no more
   */
  public void answer(String press, String text) {
    AnswerCallbackQuery answer = new AnswerCallbackQuery(press);
    call(text.isEmpty() ? answer : answer.text(Texts.cut(text, LONGEST_ALERT)).showAlert(true));
  }

  /** Shows another picture in a message. */
  public void turn(long chat, int message, byte[] jpeg, String caption, List<List<Key>> keys) {
    InputMediaPhoto photo = new InputMediaPhoto(jpeg);
    photo.caption(caption);
    call(new EditMessageMedia(chat, message, photo).replyMarkup(Sender.markup(keys)));
  }

  /** Says another text in a message. */
  void edit(long chat, int message, Note note) {
    call(new EditMessageText(chat, message, note.text()).replyMarkup(Sender.markup(note.keys())));
  }

  /** Shows what the bot is doing, for some seconds. */
  void act(long chat, ChatAction action) {
    call(new SendChatAction(chat, action));
  }

  private <T extends BaseRequest<T, R>, R extends BaseResponse> void call(
      BaseRequest<T, R> request) {
    if (clock.millis() >= quietUntil) {
      threads.execute(() -> tryOnce(request));
    }
  }

  private <T extends BaseRequest<T, R>, R extends BaseResponse> void tryOnce(
      BaseRequest<T, R> request) {
    try {
      telegram.call(request);
    } catch (CallFailed e) {
      if (e.isTooMany()) {
        quietUntil = clock.millis() + e.pause(0).toMillis();
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}

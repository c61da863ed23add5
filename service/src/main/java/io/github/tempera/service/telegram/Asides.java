package io.github.tempera.service.telegram;

import com.pengrad.telegrambot.request.BaseRequest;
import com.pengrad.telegrambot.response.BaseResponse;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Calls that are worth one try: signs of life, edits of what will be gone soon, answers to buttons.
 * Nobody waits for them.
 */
final class Asides implements AutoCloseable {
  private static final int MOST_WAITING = 500;

  private final Telegram telegram;
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          2,
          2,
          1,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(MOST_WAITING),
          Bot.threads("telegram-asides"),
          new ThreadPoolExecutor.DiscardPolicy());
  private volatile long quietUntil;

  Asides(Telegram telegram) {
    this.telegram = telegram;
  }

  <T extends BaseRequest<T, R>, R extends BaseResponse> void call(BaseRequest<T, R> request) {
    if (System.nanoTime() - quietUntil >= 0 || quietUntil == 0) {
      threads.execute(() -> tryOnce(request));
    }
  }

  private <T extends BaseRequest<T, R>, R extends BaseResponse> void tryOnce(
      BaseRequest<T, R> request) {
    try {
      telegram.call(request);
    } catch (CallFailed e) {
      if (e.isTooMany()) {
        quietUntil = System.nanoTime() + e.pause(0).toNanos();
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}

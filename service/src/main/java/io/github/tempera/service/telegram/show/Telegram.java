package io.github.tempera.service.telegram.show;

import com.pengrad.telegrambot.TelegramBot;
import com.pengrad.telegrambot.model.File;
import com.pengrad.telegrambot.request.BaseRequest;
import com.pengrad.telegrambot.request.GetFile;
import com.pengrad.telegrambot.response.BaseResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** The Bot API server. Whatever fails is a {@link CallFailed}, which never holds the token. */
public final class Telegram implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(60);

  private final String token;
  private final OkHttpClient http;
  private final TelegramBot bot;

  /**
   * A line to the server.
   *
   * @param api its address, without a slash at the end
   * @param token the bot's
   */
  public Telegram(String api, String token) {
    this.token = token;
    // A call that may have been heard is repeated by its owner or by nobody.
    http =
        new OkHttpClient.Builder()
            .retryOnConnectionFailure(false)
            .connectTimeout(CONNECT.toMillis(), TimeUnit.MILLISECONDS)
            .readTimeout(ANSWER.toMillis(), TimeUnit.MILLISECONDS)
            .writeTimeout(ANSWER.toMillis(), TimeUnit.MILLISECONDS)
            .build();
    bot =
        new TelegramBot.Builder(token)
            .apiUrl(api + "/bot")
            .fileApiUrl(api + "/file/bot")
            .okHttpClient(http)
            .build();
  }

  /**
   * Asks the server for something.
   *
   * @throws CallFailed if it refuses or cannot be reached
   */
  public <T extends BaseRequest<T, R>, R extends BaseResponse> R call(BaseRequest<T, R> request) {
    R response;
    try {
      response = bot.execute(request);
    } catch (RuntimeException e) {
      // No connection, or an answer that is not the server's.
      throw lost(e);
    }
    if (response == null) {
      throw new CallFailed(0, "no answer", 0, 0);
    }
    if (!response.isOk()) {
      var parameters = response.parameters();
      Integer wait = parameters == null ? null : parameters.retryAfter();
      Long chat = parameters == null ? null : parameters.migrateToChatId();
      throw new CallFailed(
          response.errorCode(),
          scrub(String.valueOf(response.description())),
          wait == null ? 0 : wait,
          chat == null ? 0 : chat);
    }
    return response;
  }

  /**
   * Fetches a file.
   *
   * @param most the most bytes to fetch
   * @return at most one byte more than that
   * @throws CallFailed if the server refuses or cannot be reached
   */
  public byte[] fetch(String fileId, long most) {
    File file = call(new GetFile(fileId)).file();
    if (file.fileSize() != null && file.fileSize() > most) {
      throw new CallFailed(400, "file is too big", 0, 0);
    }
    Request request = new Request.Builder().url(bot.getFullFilePath(file)).build();
    try (Response response = http.newCall(request).execute()) {
      if (!response.isSuccessful()) {
        int code = response.code() >= 500 || response.code() == 429 ? response.code() : 400;
        throw new CallFailed(code, "the file was not given", 0, 0);
      }
      try (InputStream in = response.body().byteStream()) {
        return in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8L, most + 1));
      }
    } catch (IOException e) {
      throw lost(e);
    }
  }

  private CallFailed lost(Exception e) {
    Throwable cause = e instanceof RuntimeException && e.getCause() != null ? e.getCause() : e;
    return new CallFailed(
        0, scrub(cause.getClass().getSimpleName() + ": " + cause.getMessage()), 0, 0);
  }

  private String scrub(String text) {
    return text.replace(token, "TOKEN");
  }

  /** Breaks off what is being asked, and ends. */
  @Override
  public void close() {
    http.dispatcher().cancelAll();
    bot.shutdown();
    http.dispatcher().executorService().shutdownNow();
    http.connectionPool().evictAll();
  }
}

package io.github.tempera.service.telegram;

import com.pengrad.telegrambot.model.Update;
import com.pengrad.telegrambot.utility.BotUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.tempera.TemperaException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where Telegram brings updates, each with the secret that it was told. */
final class Webhook implements AutoCloseable {
  static final String SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token";

  private static final Logger LOG = LoggerFactory.getLogger(Webhook.class);
  private static final int MOST_BYTES = 1 << 20;

  private final HttpServer server;
  private final ExecutorService threads;
  private final byte[] secret;
  private final Consumer<Update> updates;

  /**
   * @param updates takes an update in; when it returns, that is stored
   * @throws TemperaException if the port is taken
   */
  Webhook(WebhookOptions options, String secret, Consumer<Update> updates) {
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
    this.updates = updates;
    try {
      server = HttpServer.create(new InetSocketAddress(options.host(), options.port()), 0);
    } catch (IOException | IllegalArgumentException e) {
      throw new TemperaException(
          "Cannot listen for Telegram at %s:%d: choose another address or port."
              .formatted(options.host(), options.port()),
          e);
    }
    threads = Executors.newFixedThreadPool(4, Bot.threads("telegram-webhook"));
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(status(exchange), -1);
    }
  }

  private int status(HttpExchange exchange) throws IOException {
    String given = exchange.getRequestHeaders().getFirst(SECRET_HEADER);
    if (given == null || !MessageDigest.isEqual(secret, given.getBytes(StandardCharsets.UTF_8))) {
      return 401;
    }
    if (!exchange.getRequestMethod().equals("POST")) {
      return 405;
    }
    byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      return 413;
    }
    Update update;
    try {
      update = BotUtils.parseUpdate(new String(body, StandardCharsets.UTF_8));
    } catch (RuntimeException e) {
      return 400;
    }
    if (update == null || update.updateId() == null) {
      return 400;
    }
    try {
      updates.accept(update);
      return 200;
    } catch (RuntimeException e) {
      // Telegram brings it again.
      LOG.warn("An update could not be stored", e);
      return 503;
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

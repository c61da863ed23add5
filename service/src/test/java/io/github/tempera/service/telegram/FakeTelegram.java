package io.github.tempera.service.telegram;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A Bot API server: the real protocol over HTTP, with people in its chats. It refuses what Telegram
 * would refuse and remembers each refusal.
 */
final class FakeTelegram implements AutoCloseable {
  static final String TOKEN = "123456:AAtestTokenOfNobodyxxxxxxxxxxxxxxxxx";
  static final long BOT_ID = 123456;
  static final String BOT_NAME = "tempera_test_bot";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Deque<Fault>> faults = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
  private final List<String> refusals = new CopyOnWriteArrayList<>();
  private final FakeChats chats;
  private final FakeUpdates updates;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger hanging = new AtomicInteger();
  private final AtomicInteger unanswered = new AtomicInteger();
  private volatile boolean down;

  FakeTelegram() throws IOException {
    this(Rules.TELEGRAM);
  }

  FakeTelegram(Rules rules) throws IOException {
    updates = new FakeUpdates();
    chats = new FakeChats(rules, updates);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Where the bot finds this server. */
  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  FakeChats chats() {
    return chats;
  }

  FakeUpdates updates() {
    return updates;
  }

  /** Someone in a private chat with the bot. */
  FakePerson person(long id, String language) {
    return new FakePerson(this, id, id, language);
  }

  /** The next request for that method goes wrong. */
  void fail(String method, Fault... fault) {
    faults.computeIfAbsent(method, any -> new ConcurrentLinkedDeque<>()).addAll(List.of(fault));
  }

  /** While down, no request is answered. */
  void setDown(boolean isDown) {
    down = isDown;
  }

  /** How many requests went without an answer. */
  int unanswered() {
    return unanswered.get();
  }

  int calls(String method) {
    AtomicInteger count = calls.get(method);
    return count == null ? 0 : count.get();
  }

  /** What was refused that a well-behaved bot would not have asked for. */
  List<String> refusals() {
    return new ArrayList<>(refusals);
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath();
    if (down) {
      unanswered.incrementAndGet();
      exchange.close();
    } else if (path.startsWith("/file/bot" + TOKEN + "/")) {
      sendFile(exchange, path.substring(("/file/bot" + TOKEN + "/").length()));
    } else if (path.startsWith("/bot" + TOKEN + "/")) {
      String method = path.substring(("/bot" + TOKEN + "/").length());
      String type =
          Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type")).orElse("");
      call(exchange, method, FormBody.parse(type, body));
    } else {
      answer(exchange, no(new Refusal(401, "Unauthorized", 0)), 401);
    }
  }

  private void sendFile(HttpExchange exchange, String path) throws IOException {
    Fault fault = nextFault("file");
    byte[] bytes = chats.file(path);
    if (fault == Fault.LOST_REQUEST || bytes == null) {
      exchange.close();
      return;
    }
    exchange.sendResponseHeaders(200, bytes.length);
    int half = fault == Fault.LOST_ANSWER ? bytes.length / 2 : bytes.length;
    exchange.getResponseBody().write(bytes, 0, half);
    exchange.close();
  }

  private @Nullable Fault nextFault(String method) {
    Deque<Fault> queue = faults.get(method);
    return queue == null ? null : queue.poll();
  }

  private void call(HttpExchange exchange, String method, FormBody form) throws IOException {
    calls.computeIfAbsent(method, any -> new AtomicInteger()).incrementAndGet();
    Fault fault = nextFault(method);
    if (fault == Fault.LOST_REQUEST) {
      exchange.close();
      return;
    }
    if (fault == Fault.BAD_GATEWAY) {
      byte[] page = "<html>502 Bad Gateway</html>".getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(502, page.length);
      exchange.getResponseBody().write(page);
      exchange.close();
      return;
    }
    if (fault == Fault.HANGS_UNDONE) {
      hang();
    }
    try {
      if (fault == Fault.TOO_MANY) {
        throw Refusal.tooMany(1);
      }
      ObjectNode ok = JSON.createObjectNode().put("ok", true);
      ok.set("result", JSON.valueToTree(result(method, form)));
      if (fault == Fault.HANGS_DONE) {
        hang();
      }
      if (fault == Fault.LOST_ANSWER || down) {
        unanswered.incrementAndGet();
        exchange.close();
      } else {
        answer(exchange, ok, 200);
      }
    } catch (Refusal refusal) {
      if (refusal.code() != 429 && refusal.code() != 403 && refusal.code() != 409) {
        refusals.add(method + ": " + refusal.getMessage());
      }
      answer(exchange, no(refusal), refusal.code());
    }
  }

  private void hang() {
    hanging.incrementAndGet();
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How many requests hang. */
  int hanging() {
    return hanging.get();
  }

  private Object result(String method, FormBody form) throws Refusal {
    return switch (method) {
      case "getMe" -> FakeChats.bot();
      case "getUpdates" -> updates.poll(form);
      case "setWebhook" -> updates.setWebhook(form);
      case "deleteWebhook" -> updates.removeWebhook();
      case "getFile" -> chats.getFile(form.text("file_id"));
      case "sendMessage" -> chats.send("text", form);
      case "sendPhoto" -> chats.send("photo", form);
      case "sendDocument" -> chats.send("document", form);
      case "sendMediaGroup" -> chats.sendGroup(form);
      case "editMessageText" -> chats.editText(form);
      case "editMessageCaption" -> chats.editCaption(form);
      case "editMessageMedia" -> chats.editMedia(form);
      case "editMessageReplyMarkup" -> chats.editMarkup(form);
      case "deleteMessage" -> chats.delete(form);
      case "answerCallbackQuery" -> chats.answerPress(form);
      case "sendChatAction" -> chats.action(form);
      case "setMyCommands" -> true;
      default -> throw new Refusal(404, "Not Found", 0);
    };
  }

  private static ObjectNode no(Refusal refusal) {
    ObjectNode no =
        JSON.createObjectNode()
            .put("ok", false)
            .put("error_code", refusal.code())
            .put("description", String.valueOf(refusal.getMessage()));
    if (refusal.retryAfter() > 0) {
      no.putObject("parameters").put("retry_after", refusal.retryAfter());
    }
    return no;
  }

  private static void answer(HttpExchange exchange, ObjectNode json, int status)
      throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(json);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    closed.countDown();
    updates.close();
    server.stop(0);
    threads.shutdownNow();
  }
}

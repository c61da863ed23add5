package io.github.tempera.service.telegram;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** What has happened in the chats, for the bot to fetch or to be told. */
final class FakeUpdates {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<ObjectNode> pending = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private int nextId = 1000;
  private String webhook = "";
  private String secret = "";
  private int polls;
  private boolean closed;

  /** Makes it an update; returns its id. */
  synchronized int add(ObjectNode update) {
    int id = nextId++;
    update.put("update_id", id);
    pending.add(update);
    notifyAll();
    return id;
  }

  /** The same update once more, as after an answer that was lost. */
  synchronized void repeat(ObjectNode update) {
    pending.add(update);
    notifyAll();
  }

  synchronized int unconfirmed() {
    return pending.size();
  }

  synchronized String webhook() {
    return webhook;
  }

  synchronized Object setWebhook(FormBody form) throws Refusal {
    if (!form.text("secret_token").matches("[A-Za-z0-9_-]{1,256}")) {
      throw Refusal.bad("secret token contains unallowed characters");
    }
    webhook = form.text("url");
    secret = form.text("secret_token");
    notifyAll();
    return true;
  }

  synchronized Object removeWebhook() {
    webhook = "";
    return true;
  }

  synchronized Object poll(FormBody form) throws Refusal {
    if (!webhook.isEmpty()) {
      throw new Refusal(409, "Conflict: can't use getUpdates method while webhook is active", 0);
    }
    long offset = form.number("offset");
    pending.removeIf(update -> update.path("update_id").asLong() < offset);
    int poll = ++polls;
    notifyAll();
    long end = System.nanoTime() + 1_000_000_000L * form.number("timeout");
    try {
      while (pending.isEmpty() && !closed && poll == polls && System.nanoTime() < end) {
        wait(Math.max(1, (end - System.nanoTime()) / 1_000_000));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (poll != polls) {
      throw new Refusal(
          409,
          "Conflict: terminated by other getUpdates request; make sure that only one bot instance"
              + " is running",
          0);
    }
    int limit = form.text("limit").isEmpty() ? 100 : (int) form.number("limit");
    return List.copyOf(pending.subList(0, Math.min(limit, pending.size())));
  }

  /** Tells the bot by its webhook, with that secret; the answer's status. */
  int push(ObjectNode update, String withSecret) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(webhook()))
            .header("Content-Type", "application/json")
            .header("X-Telegram-Bot-Api-Secret-Token", withSecret)
            .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(update)))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  /** Tells the bot everything by its webhook, as Telegram does. */
  void pushAll() throws IOException, InterruptedException {
    List<ObjectNode> all;
    synchronized (this) {
      all = List.copyOf(pending);
    }
    for (ObjectNode update : all) {
      if (push(update, secret) == 200) {
        synchronized (this) {
          pending.remove(update);
        }
      }
    }
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }
}

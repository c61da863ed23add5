package io.github.tempera.model;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real HTTP server on the loopback that misbehaves as told, request by request. */
final class FlakyServer implements AutoCloseable {
  /** What to do with one request. */
  interface Behaviour {
    void answer(FlakyServer server, HttpExchange exchange, byte[] content) throws IOException;
  }

  /** Everything as it should be. */
  static final Behaviour WELL = (server, exchange, content) -> server.send(exchange, content, -1);

  /** Closes the connection after as many bytes of what it promised. */
  static Behaviour breakAfter(int bytes) {
    return (server, exchange, content) -> server.send(exchange, content, bytes);
  }

  /** Sends as many bytes, then nothing until the server closes. */
  static Behaviour stallAfter(int bytes) {
    return (server, exchange, content) -> {
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content, 0, bytes);
      exchange.getResponseBody().flush();
      server.awaitClose();
    };
  }

  /** Answers with that status and no content. */
  static Behaviour status(int status) {
    return (server, exchange, content) -> exchange.sendResponseHeaders(status, -1);
  }

  /** Sends to another path. */
  static Behaviour redirect(String path) {
    return (server, exchange, content) -> {
      exchange.getResponseHeaders().set("Location", path);
      exchange.sendResponseHeaders(302, -1);
    };
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Map<String, Queue<Behaviour>> behaviours = new ConcurrentHashMap<>();

  /** The requests so far: path, and the range asked for if any. */
  final List<String> requests = new CopyOnWriteArrayList<>();

  /** The header that tells the version; empty for none. */
  volatile String etag = "\"one\"";

  volatile boolean knowsRanges = true;

  FlakyServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  /** Serves that content: the first requests as told, all further ones well. */
  URI serve(String path, byte[] content, Behaviour... first) {
    behaviours.put(path, new ArrayDeque<>(List.of(first)));
    server.createContext(
        path,
        exchange -> {
          String range = exchange.getRequestHeaders().getFirst("Range");
          requests.add(path + (range == null ? "" : " " + range));
          Behaviour behaviour;
          synchronized (this) {
            Queue<Behaviour> queue = behaviours.getOrDefault(path, new ArrayDeque<>());
            behaviour = queue.isEmpty() ? WELL : queue.remove();
          }
          try {
            behaviour.answer(this, exchange, content);
          } finally {
            exchange.close();
          }
        });
    return URI.create(
            "http://" + server.getAddress().getHostString() + ":" + server.getAddress().getPort())
        .resolve(path);
  }

  private void send(HttpExchange exchange, byte[] content, int breakAfter) throws IOException {
    Headers request = exchange.getRequestHeaders();
    Headers answer = exchange.getResponseHeaders();
    if (!etag.isEmpty()) {
      answer.set("ETag", etag);
    }
    int start = 0;
    String range = request.getFirst("Range");
    String ifRange = request.getFirst("If-Range");
    if (knowsRanges && range != null && (ifRange == null || ifRange.equals(etag))) {
      start = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
      if (start >= content.length) {
        answer.set("Content-Range", "bytes */" + content.length);
        exchange.sendResponseHeaders(416, -1);
        return;
      }
      answer.set(
          "Content-Range", "bytes " + start + "-" + (content.length - 1) + "/" + content.length);
    }
    exchange.sendResponseHeaders(start > 0 ? 206 : 200, content.length - start);
    int count = breakAfter < 0 ? content.length - start : breakAfter;
    exchange.getResponseBody().write(content, start, Math.min(count, content.length - start));
    exchange.getResponseBody().flush();
  }

  private void awaitClose() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}

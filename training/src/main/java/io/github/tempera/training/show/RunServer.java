package io.github.tempera.training.show;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.tempera.TemperaException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Shows a run's folder to browsers on this machine; it can be looked at, not changed. */
public final class RunServer implements AutoCloseable {
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "png", "image/png",
          "csv", "text/plain; charset=utf-8",
          "txt", "text/plain; charset=utf-8",
          "json", "application/json");

  private final Path folder;
  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          2,
          work -> {
            Thread thread = new Thread(work, "tempera-page");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Starts to serve.
   *
   * @param port 0 for any that is free
   * @throws TemperaException if the port is out of range or taken
   */
  public RunServer(Path folder, int port) {
    this.folder = folder.toAbsolutePath().normalize();
    if (port < 0 || port > 65535) {
      throw new TemperaException("The port must be 0 to 65535, not " + port + ".");
    }
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new TemperaException(
          "Cannot serve at port " + port + ": " + e.getMessage() + ". Choose another port.", e);
    }
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  /** Where the page is. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String method = exchange.getRequestMethod();
      if (!method.equals("GET") && !method.equals("HEAD")) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        exchange.sendResponseHeaders(405, -1);
        return;
      }
      Path file = file(exchange.getRequestURI().getPath());
      if (file == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      byte[] content = Files.readAllBytes(file);
      exchange.getResponseHeaders().set("Content-Type", type(file));
      exchange.getResponseHeaders().set("Cache-Control", "no-cache");
      boolean head = method.equals("HEAD");
      exchange.sendResponseHeaders(200, head ? -1 : content.length);
      if (!head) {
        exchange.getResponseBody().write(content);
      }
    }
  }

  /** What is asked for, if it is a file to look at in this folder and not outside of it. */
  private @Nullable Path file(String path) {
    Path file = folder.resolve(path.equals("/") ? "index.html" : path.substring(1)).normalize();
    boolean shown =
        file.startsWith(folder) && TYPES.containsKey(ending(file)) && Files.isRegularFile(file);
    return shown ? file : null;
  }

  private static String type(Path file) {
    return TYPES.getOrDefault(ending(file), "application/octet-stream");
  }

  private static String ending(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return name.substring(name.lastIndexOf('.') + 1);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

package io.github.tempera.model;

import io.github.tempera.Progress;
import io.github.tempera.TemperaException;
import io.github.tempera.TemperaException.Kind;
import io.github.tempera.internal.file.FileErrors;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Downloads one file into a folder and takes up broken downloads where they ended.
 *
 * <p>What has arrived lies in a {@code .part} file; beside it what the server said the contents'
 * version is (RFC 9110, section 8.8), so that never two versions are joined. Not to be run twice at
 * once on one folder: the store holds a lock.
 */
final class Download {
  private static final long MAX_BYTES = 1L << 30;
  private static final long POLL_MILLIS = 100;

  private final HttpClient client;
  private final URI uri;
  private final FetchOptions options;
  private final Function<String, Progress> progress;
  private final Path file;
  private final Path part;
  private final Path version;
  private Progress heard = Progress.NONE;

  Download(URI uri, Path folder, FetchOptions options, Function<String, Progress> progress) {
    this.uri = uri;
    this.options = options;
    this.progress = progress;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(options.stallTimeout())
            .build();
    // The address's digest keeps apart what different addresses call by one name.
    String digest = Model.sha256(uri.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 16);
    this.file = folder.resolve(digest + ".pth");
    this.part = folder.resolve(digest + ".part");
    this.version = folder.resolve(digest + ".version");
  }

  /**
   * @return the whole file; at once if an earlier call got that far
   * @throws TemperaException if the server refuses, keeps breaking off, or the disk is full
   */
  Path run() {
    try {
      if (Files.exists(file)) {
        return file;
      }
      Files.createDirectories(part.getParent());
      heard = progress.apply(name());
      String reason = "";
      for (int attempt = 1; attempt <= options.attempts(); attempt++) {
        if (attempt > 1) {
          TimeUnit.MILLISECONDS.sleep(options.pause().toMillis() << Math.min(attempt - 2, 6));
        }
        try {
          if (attempt()) {
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            Files.deleteIfExists(version);
            return file;
          }
          reason = "the server could not go on where the download had ended";
        } catch (ConnectionLost e) {
          reason = String.valueOf(e.getMessage());
        }
      }
      throw failed(reason + ", in " + options.attempts() + " attempts");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TemperaException(
          Kind.UNAVAILABLE,
          uri,
          "The download of " + uri + " was interrupted; fetch again and it goes on.",
          e);
    } catch (IOException e) {
      throw FileErrors.unwritable(
          part, "Cannot store the download of " + uri + " in " + part.getParent(), e);
    }
  }

  /** The message with the address in place of the temporary file, which the user does not know. */
  String withAddress(String message) {
    return message.replace(file.toString(), "What came from " + uri);
  }

  /** Forgets what was downloaded: it turned out to be of no use. */
  void discard() throws IOException {
    Files.deleteIfExists(file);
    Files.deleteIfExists(part);
    Files.deleteIfExists(version);
  }

  /** The network's fault, worth another attempt. */
  private static final class ConnectionLost extends Exception {
    private static final long serialVersionUID = 1L;

    ConnectionLost(String message) {
      super(message);
    }
  }

  /**
   * @return false if what was there is of no use and the next attempt must begin anew
   */
  private boolean attempt() throws IOException, InterruptedException, ConnectionLost {
    String known = Files.exists(version) ? Files.readString(version) : "";
    if (known.isEmpty()) {
      Files.deleteIfExists(part);
    }
    long have = Files.exists(part) ? Files.size(part) : 0;
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("User-Agent", "Tempera");
    if (have > 0) {
      request.header("Range", "bytes=" + have + "-").header("If-Range", known);
    }
    try (Sink sink = new Sink(have)) {
      CompletableFuture<HttpResponse<Void>> answer =
          client.sendAsync(request.build(), info -> sink.subscriber(info, known));
      HttpResponse<Void> response = await(answer, sink);
      return switch (response.statusCode()) {
        case 200, 206 -> finish(sink);
        case 416 -> {
          boolean complete = rangeTotal(response.headers()) == have && have > 0;
          if (!complete) {
            discard();
          }
          yield complete;
        }
        case 408, 429, 500, 502, 503, 504 ->
            throw new ConnectionLost("the server answered " + response.statusCode());
        default -> throw failed("the server answered " + response.statusCode());
      };
    }
  }

  private boolean finish(Sink sink) throws IOException, ConnectionLost {
    if (!sink.accepted) {
      discard();
      return false;
    }
    if (sink.total >= 0 && sink.done != sink.total) {
      throw new ConnectionLost("the connection broke off");
    }
    sink.force();
    heard.update(sink.done, sink.done);
    return true;
  }

  /** Waits in this thread, so that progress is heard here and a silent server is noticed. */
  private HttpResponse<Void> await(CompletableFuture<HttpResponse<Void>> answer, Sink sink)
      throws IOException, InterruptedException, ConnectionLost {
    try {
      while (true) {
        try {
          return answer.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          sink.check();
          heard.update(sink.done, sink.total);
          if (System.nanoTime() - sink.lastHeard > options.stallTimeout().toNanos()) {
            throw new ConnectionLost(
                "the server sent nothing for " + options.stallTimeout().toMillis() / 1000.0 + " s");
          }
        }
      }
    } catch (ExecutionException e) {
      sink.check();
      throw new ConnectionLost(reason(e.getCause()));
    } finally {
      answer.cancel(true);
    }
  }

  private static String reason(@Nullable Throwable cause) {
    // The client's own messages are often empty: the class then says most.
    return cause == null || cause.getMessage() == null
        ? "the connection failed (" + (cause == null ? "" : cause.getClass().getSimpleName()) + ")"
        : "the connection failed (" + cause.getMessage() + ")";
  }

  private TemperaException failed(String reason) {
    return new TemperaException(
        Kind.UNAVAILABLE,
        uri,
        "Cannot download "
            + uri
            + ": "
            + reason
            + ". Check the connection and fetch again (it goes on where it ended), give a mirror's"
            + " address, or download the files in another way and use: tempera models import");
  }

  private String name() {
    String path = uri.getPath() == null ? "" : uri.getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static long rangeTotal(HttpHeaders headers) {
    String range = headers.firstValue("Content-Range").orElse("");
    String total = range.substring(range.indexOf('/') + 1);
    return total.matches("\\d{1,18}") ? Long.parseLong(total) : -1;
  }

  /** Writes what arrives, on the client's thread; the fetching thread looks at its fields. */
  private final class Sink implements AutoCloseable {
    private final long have;
    private volatile boolean accepted;
    private volatile long done;
    private volatile long total = -1;
    private volatile long lastHeard = System.nanoTime();
    private volatile @Nullable IOException failure;
    private @Nullable FileChannel channel;
    private boolean closed;

    Sink(long have) {
      this.have = have;
      this.done = have;
    }

    synchronized HttpResponse.BodySubscriber<Void> subscriber(
        HttpResponse.ResponseInfo info, String known) {
      lastHeard = System.nanoTime();
      try {
        HttpHeaders headers = info.headers();
        long length = headers.firstValueAsLong("Content-Length").orElse(-1);
        if (info.statusCode() == 206 && have > 0 && continues(headers, known)) {
          total = rangeTotal(headers);
          open(StandardOpenOption.APPEND);
        } else if (info.statusCode() == 200) {
          done = 0;
          total = length;
          discard();
          Files.writeString(version, versionOf(headers));
          open(StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
      } catch (IOException e) {
        failure = e;
      }
      return accepted
          ? BodySubscribers.ofByteArrayConsumer(this::write)
          : BodySubscribers.discarding();
    }

    private void open(StandardOpenOption... how) throws IOException {
      if (!closed) {
        channel = FileChannel.open(part, how);
        accepted = true;
      }
    }

    /** A server may ignore If-Range and send the rest of another version, or another range. */
    private boolean continues(HttpHeaders headers, String known) {
      String range = headers.firstValue("Content-Range").orElse("");
      String now = versionOf(headers);
      return range.startsWith("bytes " + have + "-") && (now.isEmpty() || now.equals(known));
    }

    /** A strong ETag, else the date, else nothing: weak ETags do not promise equal bytes. */
    private static String versionOf(HttpHeaders headers) {
      return headers
          .firstValue("ETag")
          .filter(tag -> !tag.startsWith("W/"))
          .or(() -> headers.firstValue("Last-Modified"))
          .orElse("");
    }

    private synchronized void write(Optional<byte[]> bytes) {
      lastHeard = System.nanoTime();
      if (closed || channel == null || failure != null || bytes.isEmpty()) {
        return;
      }
      try {
        if (done + bytes.get().length > MAX_BYTES) {
          throw new IOException("it is larger than 1 GiB");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes.get());
        while (buffer.hasRemaining()) {
          done += channel.write(buffer);
        }
      } catch (IOException e) {
        failure = e;
      }
    }

    void check() throws IOException {
      IOException problem = failure;
      if (problem != null) {
        throw problem;
      }
    }

    synchronized void force() throws IOException {
      check();
      if (channel != null) {
        channel.force(true);
      }
    }

    /** From here on nothing is written, even if the abandoned connection still delivers. */
    @Override
    public synchronized void close() throws IOException {
      closed = true;
      if (channel != null) {
        channel.close();
      }
    }
  }
}

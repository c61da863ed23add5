package io.github.tempera.service.http;

import io.github.tempera.service.job.Stopwatch;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Receives bodies, and not for ever: of so many bytes, within such a time, so many at once, and
 * with a share of the memory, so that clients that are slow or send much leave the others room.
 */
final class Uploads {
  private static final int CHUNK = 1 << 16;
  private static final int GRACE_SECONDS = 10;
  private static final int LEAST_BYTES_PER_SECOND = 1_000;
  private static final int SHORT_WHILE = 5;

  private final HttpLimits limits;
  private final long memory;
  private final AtomicLong held = new AtomicLong();
  private final Map<String, Integer> underWay = new HashMap<>();
  private int all;

  Uploads(HttpLimits limits) {
    this(limits, Runtime.getRuntime().maxMemory() / 4);
  }

  Uploads(HttpLimits limits, long memory) {
    this.limits = limits;
    this.memory = memory;
  }

  /** The form that a request brings. */
  Form form(Context ctx, String client) {
    String type = ctx.header("Content-Type");
    if (type == null || !type.toLowerCase(Locale.ROOT).startsWith(Form.MEDIA_TYPE)) {
      throw Problem.of(415, "wrong-type", "Send the pictures as " + Form.MEDIA_TYPE + ".");
    }
    return Form.parse(body(ctx, client), type, limits.bodyBytes());
  }

  /** The bytes that a request brings. */
  byte[] body(Context ctx, String client) {
    String encoding = ctx.header("Content-Encoding");
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      // What is packed could unpack to anything.
      throw Problem.of(415, "wrong-type", "Send the body as it is, without a Content-Encoding.");
    }
    if (ctx.req().getContentLengthLong() > limits.bodyBytes()) {
      throw tooLarge();
    }
    enter(client);
    try {
      return receive(ctx.req().getInputStream());
    } catch (IOException e) {
      if (timedOut(e)) {
        throw tooSlow();
      }
      throw Problem.of(400, "broken-body", "The body broke off: send it again.")
          .with("Connection", "close");
    } finally {
      leave(client);
    }
  }

  private byte[] receive(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream(CHUNK);
    byte[] chunk = new byte[CHUNK];
    Stopwatch watch = new Stopwatch();
    try {
      while (true) {
        int count = in.read(chunk);
        if (count < 0) {
          return body.toByteArray();
        }
        if (body.size() + count > limits.bodyBytes()) {
          throw tooLarge();
        }
        double seconds = watch.elapsed().toMillis() / 1e3;
        if (seconds > limits.uploadTime().toSeconds()
            || body.size() + count < (seconds - GRACE_SECONDS) * LEAST_BYTES_PER_SECOND) {
          throw tooSlow();
        }
        if (held.addAndGet(count) > memory) {
          held.addAndGet(-count);
          throw busy();
        }
        body.write(chunk, 0, count);
      }
    } finally {
      held.addAndGet(-body.size());
    }
  }

  private static boolean timedOut(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof TimeoutException) {
        return true;
      }
    }
    return false;
  }

  private synchronized void enter(String client) {
    int mine = underWay.getOrDefault(client, 0);
    if (mine >= limits.uploadsPerClient()) {
      throw Problem.of(
              429,
              "too-many-uploads",
              "You are sending %d bodies already, the most allowed: wait for one to end."
                  .formatted(mine))
          .retryAfter(SHORT_WHILE);
    }
    if (all >= limits.uploads()) {
      throw busy();
    }
    all++;
    underWay.put(client, mine + 1);
  }

  private synchronized void leave(String client) {
    all--;
    underWay.computeIfPresent(client, (name, count) -> count == 1 ? null : count - 1);
  }

  private Problem tooLarge() {
    // The rest is not read: the connection is of no further use.
    return Problem.of(
            413,
            "too-large",
            "The body has more than the %d bytes allowed: make the pictures smaller."
                .formatted(limits.bodyBytes()))
        .with("Connection", "close");
  }

  private Problem tooSlow() {
    return Problem.of(
            408,
            "too-slow",
            "The body did not arrive within %d seconds: send smaller pictures."
                .formatted(limits.uploadTime().toSeconds()))
        .with("Connection", "close");
  }

  private static Problem busy() {
    return Problem.of(
            503, "busy", "Too many pictures are being received: try again in a few seconds.")
        .retryAfter(SHORT_WHILE)
        .with("Connection", "close");
  }
}

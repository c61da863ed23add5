package io.github.tempera.service.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tempera.TemperaException;
import java.io.Serial;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;

/** An answer other than what was asked for, told as RFC 9457 wants it. */
public final class Problem extends RuntimeException {
  static final String MEDIA_TYPE = "application/problem+json";

  @Serial private static final long serialVersionUID = 1L;

  private final int status;
  private final String kind;
  private final transient Map<String, String> headers = new LinkedHashMap<>();

  private Problem(int status, String kind, String detail) {
    // Whoever sent the request is to blame, not this code: no stack trace is wanted.
    super(detail, null, false, false);
    this.status = status;
    this.kind = kind;
  }

  /**
   * A problem with a status of its own.
   *
   * @param kind a word for programs, the end of the problem's type
   * @param detail a sentence for people
   */
  public static Problem of(int status, String kind, String detail) {
    return new Problem(status, kind, detail);
  }

  /**
   * What an error of a kind is to a client.
   *
   * @param detail a sentence for people
   */
  static Problem of(TemperaException.Kind kind, String detail) {
    return switch (kind) {
      case WRONG_ARGUMENT, NOT_FOUND, UNREADABLE -> badValue(detail);
      case OUT_OF_RESOURCES -> of(503, "out-of-resources", detail);
      case UNAVAILABLE -> of(503, "unavailable", detail);
      case UNWRITABLE, FAILED -> of(500, "internal", detail);
    };
  }

  /** 422: a value that is out of its range or no such thing. */
  public static Problem badValue(String detail) {
    return of(422, "bad-value", detail);
  }

  /** 404. */
  public static Problem notFound(String detail) {
    return of(404, "not-found", detail);
  }

  /** The same with a header. */
  public Problem with(String header, String value) {
    headers.put(header, value);
    return this;
  }

  /** The same with the number of seconds, at least 1, after which to try again. */
  public Problem retryAfter(long seconds) {
    return with("Retry-After", String.valueOf(Math.max(1, seconds)));
  }

  int status() {
    return status;
  }

  Map<String, String> headers() {
    return Collections.unmodifiableMap(headers);
  }

  byte[] body() {
    ObjectNode json = Json.object();
    json.put("type", "urn:tempera:problem:" + kind);
    json.put("title", HttpStatus.getMessage(status));
    json.put("status", status);
    json.put("detail", getMessage());
    return Json.bytes(json);
  }
}

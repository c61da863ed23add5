package io.github.tempera.service.http;

import io.github.tempera.service.Service;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/** Whether all is well, the description of the API, and the page. */
final class OperatorRoutes {
  private static final int SHORT_WHILE = 5;

  private final Service service;
  private final BooleanSupplier closing;
  private final byte[] description = resource("/io/github/tempera/service/http/openapi.yaml");
  private final byte[] page = resource("/web/index.html");

  OperatorRoutes(Service service, BooleanSupplier closing) {
    this.service = service;
    this.closing = closing;
  }

  void healthy(Context ctx) {
    Json.send(ctx, Json.object().put("status", "up"));
  }

  void ready(Context ctx) {
    if (closing.getAsBoolean() || !service.ready()) {
      throw Problem.of(503, "not-ready", "No work is being taken on now.").retryAfter(SHORT_WHILE);
    }
    Json.send(ctx, Json.object().put("status", "ready"));
  }

  void description(Context ctx) {
    ctx.contentType("application/yaml").result(description);
  }

  void page(Context ctx) {
    ctx.contentType("text/html; charset=utf-8").result(page);
  }

  private static byte[] resource(String name) {
    try (InputStream in = OperatorRoutes.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

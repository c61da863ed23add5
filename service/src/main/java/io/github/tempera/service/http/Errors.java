package io.github.tempera.service.http;

import io.github.tempera.TemperaException;
import io.github.tempera.service.job.QueueFull;
import io.github.tempera.service.job.Refused;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever goes wrong into a problem that the client can read. */
final class Errors {
  private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

  private Errors() {}

  static void register(RoutesConfig routes) {
    routes.exception(Problem.class, Errors::send);
    routes.exception(TemperaException.class, (e, ctx) -> send(known(e, ctx.path()), ctx));
    routes.exception(Refused.class, (e, ctx) -> send(refused(e), ctx));
    routes.exception(HttpResponseException.class, (e, ctx) -> send(standard(e), ctx));
    routes.exception(
        EofException.class, (e, ctx) -> LOG.debug("A client left before its answer", e));
    routes.exception(Exception.class, (e, ctx) -> send(unexpected(e, ctx.path()), ctx));
  }

  private static void send(Problem problem, Context ctx) {
    problem.headers().forEach(ctx::header);
    ctx.status(problem.status());
    ctx.contentType(Problem.MEDIA_TYPE).result(problem.body());
  }

  private static Problem known(TemperaException e, String path) {
    Problem problem = Problem.of(e.kind(), String.valueOf(e.getMessage()));
    // What only the operator can mend is for the log.
    return problem.status() == 500 ? unexpected(e, path) : problem;
  }

  private static Problem refused(Refused e) {
    boolean full = e instanceof QueueFull;
    return Problem.of(
            full ? 503 : 429, full ? "queue-full" : "too-many-jobs", String.valueOf(e.getMessage()))
        .retryAfter(e.retryAfterSeconds());
  }

  private static Problem standard(HttpResponseException e) {
    Problem problem = ofStatus(e.getStatus());
    if (e.getStatus() == 405) {
      String methods = e.getDetails().getOrDefault("availableMethods", "");
      problem.with("Allow", methods.toUpperCase(Locale.ROOT));
    }
    return problem;
  }

  /** What the server below speaks of by number only. */
  private static Problem ofStatus(int status) {
    return switch (status) {
      case 404 ->
          Problem.notFound("There is nothing at this address: /openapi.yaml tells what is.");
      case 405 ->
          Problem.of(405, "method", "This address does not take that method: see /openapi.yaml.");
      case 408 -> Problem.of(408, "too-slow", "The request did not arrive in time.");
      case 413 -> Problem.of(413, "too-large", "The body is too large.");
      case 414 -> Problem.of(414, "too-large", "The address is too long.");
      case 431 -> Problem.of(431, "too-large", "The headers are too large.");
      case 503 -> Problem.of(503, "closing", "The server is closing: try again.").retryAfter(10);
      default ->
          status < 500
              ? Problem.of(status, "bad-request", "The request is malformed.")
              : Problem.of(status, "internal", "Something went wrong here, not with your request.");
    };
  }

  private static Problem unexpected(Exception e, String path) {
    if (e instanceof HttpException http) {
      return ofStatus(http.getCode());
    }
    if (e instanceof IOException) {
      LOG.debug("A client broke off", e);
    } else {
      LOG.error("Failed to answer {}", path.replaceAll("[^\\x21-\\x7e]", "?"), e);
    }
    return ofStatus(500);
  }

  /** For what fails before or beside the routes, in the server below them. */
  static final class Below extends ErrorHandler {
    @Override
    protected void generateResponse(
        Request request,
        Response response,
        int code,
        @Nullable String message,
        @Nullable Throwable cause,
        Callback callback) {
      Problem problem = ofStatus(code);
      response.setStatus(problem.status());
      for (Map.Entry<String, String> header : problem.headers().entrySet()) {
        response.getHeaders().put(header.getKey(), header.getValue());
      }
      response.getHeaders().put("Content-Type", Problem.MEDIA_TYPE);
      response.getHeaders().put("X-Content-Type-Options", "nosniff");
      response.write(true, ByteBuffer.wrap(problem.body()), callback);
    }
  }
}

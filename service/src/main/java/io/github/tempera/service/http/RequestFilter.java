package io.github.tempera.service.http;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What every request passes: who may enter, and what browsers are told of the answer. */
final class RequestFilter {
  private static final String CLIENT = "tempera.client";
  private static final String METHODS = "GET, POST, PUT, DELETE";
  private static final String HEADERS = "Authorization, Content-Type, Idempotency-Key, Prefer";
  private static final String EXPOSED = "Job-Id, Location, Preference-Applied, Retry-After";

  /** The page shows pictures that it made itself: blob: and data: are no one else's. */
  private static final String POLICY =
      "default-src 'self'; img-src 'self' blob: data:; object-src 'none'; base-uri 'none';"
          + " form-action 'self'; frame-ancestors 'none'";

  private static final Set<HandlerType> READING = Set.of(HandlerType.GET, HandlerType.HEAD);

  private final Clients clients;
  private final List<String> origins;
  private final List<String> open;

  RequestFilter(HttpAccess access, List<HttpExtension> extensions) {
    this.clients = new Clients(access);
    this.open = extensions.stream().map(HttpExtension::open).toList();
    this.origins = access.origins();
  }

  /** Who asks. */
  static String client(Context ctx) {
    return Objects.requireNonNull(ctx.<String>attribute(CLIENT));
  }

  void filter(Context ctx) {
    ctx.header("Content-Security-Policy", POLICY);
    ctx.header("X-Content-Type-Options", "nosniff");
    ctx.header("Referrer-Policy", "no-referrer");
    ctx.header("Cross-Origin-Resource-Policy", origins.isEmpty() ? "same-origin" : "cross-origin");
    String path = ctx.path();
    boolean api = path.startsWith("/api/");
    if (api) {
      ctx.header("Cache-Control", "no-store");
      if (cors(ctx)) {
        return;
      }
    }
    if (open.stream().anyMatch(path::startsWith)) {
      ctx.attribute(CLIENT, clients.withoutToken(ctx));
    } else if (api || path.equals("/metrics")) {
      ctx.attribute(CLIENT, clients.of(ctx));
    }
  }

  /** Whether that was all: the question of a browser before the request itself. */
  private boolean cors(Context ctx) {
    String origin = ctx.header("Origin");
    boolean allowed = origin != null && (origins.contains("*") || origins.contains(origin));
    if (!origins.isEmpty()) {
      ctx.header("Vary", "Origin");
    }
    if (allowed) {
      ctx.header("Access-Control-Allow-Origin", Objects.requireNonNull(origin));
      ctx.header("Access-Control-Expose-Headers", EXPOSED);
      if (ctx.method().equals(HandlerType.OPTIONS)
          && ctx.header("Access-Control-Request-Method") != null) {
        ctx.header("Access-Control-Allow-Methods", METHODS);
        ctx.header("Access-Control-Allow-Headers", HEADERS);
        ctx.header("Access-Control-Max-Age", "600");
        ctx.status(204).skipRemainingHandlers();
        return true;
      }
    } else if (!READING.contains(ctx.method()) && isForeign(ctx, origin)) {
      // A form of some other site needs no leave of CORS to be sent here by a visitor's browser.
      throw Problem.of(
          403, "foreign-page", "Pages of other sites may not use this service: ask its operator.");
    }
    return false;
  }

  /** Whether a page that is not the service's own sends this, as far as the browser tells. */
  private boolean isForeign(Context ctx, @Nullable String origin) {
    String site = ctx.header("Sec-Fetch-Site");
    if (site != null) {
      return !site.equals("same-origin") && !site.equals("none");
    }
    // Browsers leave that out over plain HTTP; what is no browser leaves out both.
    return origin != null && !isAt(origin, clients.host(ctx));
  }

  /** Whether an origin such as {@code https://example.org} is at that host and port. */
  private static boolean isAt(String origin, String host) {
    int end = origin.indexOf("://");
    String usualPort = origin.startsWith("https:") ? ":443" : ":80";
    return end > 0
        && without(usualPort, origin.substring(end + 3)).equalsIgnoreCase(without(usualPort, host));
  }

  private static String without(String port, String host) {
    return host.endsWith(port) ? host.substring(0, host.length() - port.length()) : host;
  }
}

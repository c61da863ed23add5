package io.github.tempera.service.http;

import io.github.tempera.TemperaException;
import io.github.tempera.service.Service;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.staticfiles.Location;
import io.javalin.router.Endpoint;
import io.javalin.router.InternalRouter;
import io.javalin.router.ParsedEndpoint;
import io.javalin.util.ConcurrencyUtil;
import io.javalin.util.JavalinBindException;
import io.javalin.util.JavalinException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP API over a service, with the web page, the API's description, health and metrics beside
 * it, on one port.
 *
 * <pre>{@code
 * try (Service service = Service.start(ServiceOptions.DEFAULTS);
 *     HttpServer server = HttpServer.start(service, HttpOptions.DEFAULTS)) {
 *   System.out.println(server.url());
 *   …
 * }
 * }</pre>
 */
public final class HttpServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
  private static final int SPARE_THREADS = 60;
  private static final int WAITS = 100;
  private static final int LONGEST_HEADERS = 8192;
  private static final int IDLE_MILLIS = 30_000;

  private final HttpOptions options;
  private final Javalin javalin;
  private final EventStreams streams;
  private final PreviewRoutes previews;
  private final Metrics metrics;
  private final AtomicBoolean closing = new AtomicBoolean();

  private HttpServer(Service service, HttpOptions options, List<HttpExtension> extensions) {
    HttpLimits limits = options.limits();
    this.options = options;
    streams = new EventStreams(service.jobs(), limits);
    metrics = new Metrics(service);
    Uploads uploads = new Uploads(limits);
    Intake intake = new Intake(service, limits);
    StylizationRoutes stylizations =
        new StylizationRoutes(service, limits, uploads, intake, new Semaphore(WAITS), closing::get);
    JobRoutes jobs = new JobRoutes(service, streams);
    previews = new PreviewRoutes(service, limits, uploads, intake);
    CatalogueRoutes catalogue = new CatalogueRoutes(service, limits);
    OperatorRoutes operator = new OperatorRoutes(service, closing::get);
    metrics.gauge("tempera.previews", "Previews held", previews, PreviewRoutes::count);
    metrics.gauge("tempera.streams", "Streams of events open", streams, EventStreams::count);
    javalin =
        Javalin.create(
            config -> {
              configure(config, limits);
              RoutesConfig routes = config.routes;
              routes.before(new RequestFilter(options.access(), extensions)::filter);
              routes.after(HttpServer::tellLength);
              Errors.register(routes);
              routes.post("/api/v1/stylizations", stylizations::create);
              routes.get("/api/v1/jobs/{id}", jobs::get);
              routes.delete("/api/v1/jobs/{id}", jobs::delete);
              routes.get("/api/v1/jobs/{id}/result", jobs::result);
              routes.get("/api/v1/jobs/{id}/events", jobs::events);
              routes.post("/api/v1/previews", previews::create);
              routes.get("/api/v1/previews/{id}", previews::show);
              routes.delete("/api/v1/previews/{id}", previews::delete);
              routes.post("/api/v1/previews/{id}/styles", previews::addStyles);
              routes.put("/api/v1/previews/{id}/masks/{n}", previews::putMask);
              routes.delete("/api/v1/previews/{id}/masks/{n}", previews::deleteMask);
              routes.get("/api/v1/styles", catalogue::styles);
              routes.get("/api/v1/styles/{id}/thumbnail", catalogue::thumbnail);
              routes.get("/api/v1/styles/{id}/picture", catalogue::picture);
              routes.get("/api/v1/models", catalogue::models);
              routes.get("/api/v1/limits", catalogue::limits);
              routes.get("/openapi.yaml", operator::description);
              routes.get("/healthz", operator::healthy);
              routes.get("/readyz", operator::ready);
              routes.get("/metrics", metrics::send);
              routes.get("/", operator::page);
              extensions.forEach(extension -> extension.register(routes, requests(uploads)));
            });
    answerHeads();
  }

  /** HEAD is answered by what answers GET; the server below leaves the body out. */
  private void answerHeads() {
    InternalRouter router = javalin.unsafe.internalRouter;
    for (ParsedEndpoint route : List.copyOf(router.allHttpHandlers())) {
      if (route.endpoint.method.equals(HandlerType.GET)) {
        router.addHttpEndpoint(
            new Endpoint(HandlerType.HEAD, route.endpoint.path, route.endpoint.handler));
      }
    }
  }

  /** Tells how long an answer is; one that may be packed on its way tells that itself. */
  private static void tellLength(Context ctx) throws IOException {
    InputStream body = ctx.resultInputStream();
    String type = String.valueOf(ctx.res().getContentType());
    boolean picture = type.startsWith("image/") && !type.startsWith("image/svg");
    if (body == null || (ctx.header("Accept-Encoding") != null && !picture)) {
      return;
    }
    if (!(body instanceof ByteArrayInputStream)) {
      // A file of the page, of some kilobytes.
      try (body) {
        ctx.result(body.readAllBytes());
      }
    }
    ctx.res().setContentLength(Objects.requireNonNull(ctx.resultInputStream()).available());
  }

  private static HttpExtension.Requests requests(Uploads uploads) {
    return new HttpExtension.Requests() {
      @Override
      public String client(Context ctx) {
        return RequestFilter.client(ctx);
      }

      @Override
      public byte[] body(Context ctx) {
        return uploads.body(ctx, RequestFilter.client(ctx));
      }
    };
  }

  private void configure(JavalinConfig config, HttpLimits limits) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.http.maxRequestSize = limits.bodyBytes();
    config.concurrency.useVirtualThreads = ConcurrencyUtil.isLoomAvailable();
    // Every upload and every wait may hold a thread; all else shares what is spare.
    config.jetty.threadPool =
        ConcurrencyUtil.jettyThreadPool(
            "http", 8, SPARE_THREADS + WAITS + limits.uploads(), ConcurrencyUtil.isLoomAvailable());
    config.jetty.modifyHttpConfiguration(
        http -> {
          http.setSendServerVersion(false);
          http.setRequestHeaderSize(LONGEST_HEADERS);
        });
    config.jetty.addConnector((server, http) -> connector(server, http, limits));
    config.jetty.modifyServer(this::configure);
    config.staticFiles.add(
        files -> {
          files.hostedPath = "/web";
          files.directory = "/web";
          files.location = Location.CLASSPATH;
        });
    config.requestLogger.http((ctx, milliseconds) -> metrics.answered(ctx, milliseconds));
  }

  /**
   * Connections may be idle as long between requests as in them: Jetty would put the former back
   * after a request, and wait for it when it closes.
   */
  private ServerConnector connector(Server server, HttpConfiguration http, HttpLimits limits) {
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost(options.host());
    connector.setPort(options.port());
    connector.setIdleTimeout(Math.min(IDLE_MILLIS, limits.uploadTime().toMillis()));
    return connector;
  }

  private void configure(Server server) {
    server.setErrorHandler(new Errors.Below());
    server.setHandler(new GracefulHandler());
    server.setStopTimeout(options.shutdown().toMillis());
  }

  /**
   * Starts to listen.
   *
   * @param service stays the caller's to close, after this
   * @param extensions what else is at the port
   * @throws TemperaException if it cannot listen at that address
   */
  public static HttpServer start(
      Service service, HttpOptions options, HttpExtension... extensions) {
    HttpServer server = new HttpServer(service, options, List.of(extensions));
    try {
      server.javalin.start();
      return server;
    } catch (JavalinBindException e) {
      server.close();
      throw new TemperaException(
          "Cannot listen at %s port %d, which is taken, not this machine's, or needs rights: choose another."
              .formatted(options.host(), options.port()),
          e);
    } catch (JavalinException e) {
      server.close();
      throw new TemperaException(
          "Cannot listen at %s port %d: %s."
              .formatted(options.host(), options.port(), e.getMessage()),
          e);
    }
  }

  /** The port it listens on. */
  public int port() {
    return javalin.port();
  }

  /** What it answers, as "GET /path"; where GET, there HEAD. */
  Set<String> routes() {
    return javalin.unsafe.internalRouter.allHttpHandlers().stream()
        .map(handler -> handler.endpoint)
        .filter(endpoint -> endpoint.method.isHttpMethod())
        .filter(endpoint -> !endpoint.method.equals(HandlerType.HEAD))
        .map(endpoint -> endpoint.method.name() + " " + endpoint.path)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Where a browser on this machine finds it, such as {@code http://127.0.0.1:8080/}. */
  public String url() {
    String host = options.host();
    String shown =
        switch (host) {
          case "0.0.0.0", "::", "[::]" -> "localhost";
          default -> host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        };
    return "http://%s:%d/".formatted(shown, port());
  }

  /**
   * Ends: takes no further requests, answers those under way as long as the options say (who waits
   * for a picture gets the job instead), then cuts them off, and closes the port. Jobs go on.
   * Idempotent.
   */
  @Override
  public void close() {
    if (closing.compareAndSet(false, true)) {
      streams.close();
      try {
        javalin.stop();
      } catch (JavalinException e) {
        if (!(e.getCause() instanceof TimeoutException)) {
          throw e;
        }
        LOG.warn("Requests under way were cut off after {}", options.shutdown());
      } finally {
        previews.close();
        metrics.close();
      }
    }
  }
}

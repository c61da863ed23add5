package io.github.tempera.service.http;

import io.github.tempera.service.Service;
import io.github.tempera.service.job.Job;
import io.github.tempera.service.job.Jobs;
import io.javalin.http.Context;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What Prometheus may ask for. Nothing of it tells who asked for what. */
final class Metrics implements AutoCloseable {
  private static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final Jobs.Subscription subscription;

  Metrics(Service service) {
    Jobs jobs = service.jobs();
    gauge("tempera.jobs.queued", "Jobs that wait", jobs, all -> all.load().queued());
    gauge("tempera.jobs.running", "Jobs that are painted", jobs, all -> all.load().running());
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    collections.bindTo(registry);
    subscription = jobs.onEnd(id -> jobs.get(id).ifPresent(this::count));
  }

  <T> void gauge(String name, String description, T subject, ToDoubleFunction<T> value) {
    Gauge.builder(name, subject, value)
        .description(description)
        .strongReference(true)
        .register(registry);
  }

  private void count(Job job) {
    Duration time =
        job.finished().map(end -> Duration.between(job.created(), end)).orElse(Duration.ZERO);
    Timer.builder("tempera.jobs")
        .description("Ended jobs, from acceptance to end")
        .tag("state", Values.word(job.state()))
        .register(registry)
        .record(time);
  }

  /** Hears of an answered request. */
  void answered(Context ctx, float milliseconds) {
    // The pattern of the route, not the path: ids are nobody's business, and too many.
    String route =
        Optional.ofNullable(ctx.endpoints().matchedHttpEndpoint())
            .map(endpoint -> endpoint.path)
            .orElse("other");
    Timer.builder("tempera.http.requests")
        .description("Answered requests")
        .tag("method", ctx.method().isHttpMethod() ? ctx.method().name() : "other")
        .tag("route", route)
        .tag("status", String.valueOf(ctx.res().getStatus()))
        .register(registry)
        .record(Duration.ofNanos((long) (1e6 * milliseconds)));
  }

  void send(Context ctx) {
    ctx.contentType(MEDIA_TYPE).result(registry.scrape(MEDIA_TYPE));
  }

  @Override
  public void close() {
    subscription.close();
    collections.close();
    registry.close();
  }
}

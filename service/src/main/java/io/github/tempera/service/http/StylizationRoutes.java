package io.github.tempera.service.http;

import io.github.tempera.StylizeOptions;
import io.github.tempera.image.Format;
import io.github.tempera.service.Service;
import io.github.tempera.service.job.Job;
import io.github.tempera.service.job.Stopwatch;
import io.github.tempera.service.painting.Order;
import io.github.tempera.service.painting.OrderedStyle;
import io.github.tempera.service.painting.StyleRef;
import io.github.tempera.service.store.PictureStore;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** {@code POST /api/v1/stylizations}: a picture at once, or a job. */
final class StylizationRoutes {
  private static final Set<String> FIELDS =
      Set.of(
          "content",
          "style",
          "weight",
          "mask",
          "alpha",
          "preserveColor",
          "size",
          "stroke",
          "format",
          "quality",
          "model");
  private static final int LONGEST_KEY = 255;
  private static final Duration SLICE = Duration.ofSeconds(1);

  private final Service service;
  private final HttpLimits limits;
  private final Uploads uploads;
  private final Intake intake;
  private final Semaphore waits;
  private final BooleanSupplier closing;

  StylizationRoutes(
      Service service,
      HttpLimits limits,
      Uploads uploads,
      Intake intake,
      Semaphore waits,
      BooleanSupplier closing) {
    this.service = service;
    this.limits = limits;
    this.uploads = uploads;
    this.intake = intake;
    this.waits = waits;
    this.closing = closing;
  }

  void create(Context ctx) {
    Query.of(ctx);
    String client = RequestFilter.client(ctx);
    Optional<String> key = idempotencyKey(ctx);
    Map<String, byte[]> brought = new HashMap<>();
    Order order = order(uploads.form(ctx, client).only(FIELDS), brought);
    Job job = service.jobs().accept(client, order, key, brought);
    job = await(job, PreferredWait.of(ctx, limits));
    ctx.header("Job-Id", job.id()).header("Location", JobView.path(job));
    switch (job.state()) {
      case DONE -> JobRoutes.sendResult(ctx, service, job);
      case FAILED, CANCELLED -> throw JobRoutes.noResult(job);
      case QUEUED, RUNNING -> {
        ctx.status(202).header("Preference-Applied", "respond-async");
        Json.send(ctx, JobView.json(job));
      }
    }
  }

  private static Optional<String> idempotencyKey(Context ctx) {
    String key = ctx.header("Idempotency-Key");
    if (key != null && (key.length() > LONGEST_KEY || !key.matches("[\\x21-\\x7e]+"))) {
      throw Problem.badValue(
          "The Idempotency-Key must be 1 to %d visible ASCII characters.".formatted(LONGEST_KEY));
    }
    return Optional.ofNullable(key);
  }

  private Order order(Form form, Map<String, byte[]> brought) {
    Function<byte[], String> store =
        picture -> {
          String hash = PictureStore.hash(picture);
          brought.put(hash, picture);
          return hash;
        };
    // What is cheap to refuse comes first.
    byte[] content = intake.check(form.picture("content"), "The content");
    String model = intake.model(form.text("model"));
    StylizeOptions options = Values.options(form::text);
    int count = form.all("style").size();
    List<Double> weights = intake.weights(form, count);
    List<StyleRef> refs = intake.styles(form, store);
    List<Optional<String>> masks = intake.masks(form, count, store);
    List<OrderedStyle> styles = new ArrayList<>();
    for (int i = 0; i < refs.size(); i++) {
      styles.add(new OrderedStyle(refs.get(i), weights.get(i), masks.get(i)));
    }
    Order usual = Order.of(store.apply(content), styles).withModel(model).withOptions(options);
    int size = form.text("size").map(t -> Values.integer("size", t)).orElse(usual.size());
    Format format = form.text("format").map(Values::format).orElse(usual.format());
    int quality =
        form.text("quality").map(t -> Values.integer("quality", t)).orElse(usual.quality());
    Order order = usual.withSize(size).withFormat(format, quality);
    intake.checkSides(order, content);
    return order;
  }

  /** Waits as long as there is patience, a place to wait, and the server stays open. */
  private Job await(Job accepted, Duration patience) {
    Job job = accepted;
    if (patience.isZero() || !waits.tryAcquire()) {
      return job;
    }
    try {
      Stopwatch watch = new Stopwatch();
      while (!job.state().isFinal() && !closing.getAsBoolean()) {
        Duration left = watch.left(patience);
        if (left.isZero() || Thread.currentThread().isInterrupted()) {
          break;
        }
        Duration slice = left.compareTo(SLICE) < 0 ? left : SLICE;
        job = service.jobs().awaitEnd(job.id(), slice).orElse(job);
      }
      return job;
    } finally {
      waits.release();
    }
  }
}

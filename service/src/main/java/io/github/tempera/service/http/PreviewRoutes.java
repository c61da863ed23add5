package io.github.tempera.service.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import io.github.tempera.Style;
import io.github.tempera.StylizeOptions;
import io.github.tempera.image.Mask;
import io.github.tempera.image.Picture;
import io.github.tempera.image.PreserveColor;
import io.github.tempera.service.Service;
import io.github.tempera.service.catalogue.PresetStyle;
import io.github.tempera.service.job.OrderedStyle;
import io.javalin.http.Context;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/previews}: small pictures at once, outside the queue, for live blending. */
final class PreviewRoutes implements AutoCloseable {
  private static final int USUAL_SIZE = 384;
  private static final int LEAST_SIZE = 64;

  /** The most that the long side of a preview has of its size. */
  static final int ASPECT = 2;

  /** How many times larger than shown the content is kept, for finer strokes. */
  private static final int FINER = (int) Math.ceil(1 / Preview.FINEST_STROKE);

  private static final int SHORT_WHILE = 5;

  /**
   * Previews whose content stays encoded, with the finest strokes in some 20 MB; the others are
   * encoded again.
   */
  private static final int AWAKE = 32;

  private final Service service;
  private final HttpLimits limits;
  private final Uploads uploads;
  private final Intake intake;
  private final SecureRandom random = new SecureRandom();
  private final Cache<String, Preview> previews;
  private final Cache<String, Preview> awake;

  PreviewRoutes(Service service, HttpLimits limits, Uploads uploads, Intake intake) {
    this.service = service;
    this.limits = limits;
    this.uploads = uploads;
    this.intake = intake;
    this.previews =
        Caffeine.newBuilder()
            .expireAfterAccess(limits.previewIdle())
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(service.clock().millis()))
            .scheduler(Scheduler.systemScheduler())
            .<String, Preview>removalListener((id, preview, cause) -> letGo(id, preview))
            .build();
    this.awake =
        Caffeine.newBuilder()
            .maximumSize(AWAKE)
            .<String, Preview>removalListener(
                (id, preview, cause) -> {
                  if (cause.wasEvicted() && preview != null) {
                    preview.rest();
                  }
                })
            .build();
  }

  /** The size of previews where nothing is said of it. */
  static int usualSize(HttpLimits limits) {
    return Math.min(USUAL_SIZE, limits.previewSize());
  }

  void create(Context ctx) {
    Query.of(ctx);
    String client = RequestFilter.client(ctx);
    checkRoom(client);
    Form form = uploads.form(ctx, client).only(Set.of("content", "style", "size", "model"));
    int size =
        form.text("size").map(text -> Values.integer("size", text)).orElse(usualSize(limits));
    if (size < LEAST_SIZE || size > limits.previewSize()) {
      throw Problem.badValue(
          "'size' of a preview must be %d to %d pixels."
              .formatted(LEAST_SIZE, limits.previewSize()));
    }
    byte[] content = intake.check(form.picture("content"), "The content");
    String model = intake.model(form.text("model"));
    List<String> refs = intake.styles(form, service.pictures()::put);
    Picture whole = service.painter().read(content, "The content");
    Preview preview = new Preview(client, model, small(whole, size), small(whole, FINER * size));
    add(preview, refs);
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    synchronized (previews) {
      // Others may have come meanwhile.
      checkRoom(client);
      previews.put(id, preview);
    }
    ctx.status(201).header("Location", "/api/v1/previews/" + id);
    Json.send(ctx, json(id, preview));
  }

  void show(Context ctx) {
    Query query = Query.of(ctx, "alpha", "weights", "preserveColor", "stroke");
    Preview preview = preview(ctx);
    double alpha =
        query
            .text("alpha")
            .map(text -> Values.number("alpha", text))
            .orElse(StylizeOptions.DEFAULTS.alpha());
    List<Double> weights =
        query.text("weights").map(text -> Values.numbers("weights", text)).orElse(List.of());
    PreserveColor color =
        query.text("preserveColor").map(Values::preserveColor).orElse(PreserveColor.NONE);
    double stroke =
        query
            .text("stroke")
            .map(text -> Values.number("stroke", text))
            .orElse(StylizeOptions.DEFAULTS.stroke());
    Preview.Look look = new Preview.Look(alpha, weights, color, stroke);
    byte[] jpeg =
        service.painter().preview(() -> preview.paint(service.painter(), this::stylePicture, look));
    awake.put(ctx.pathParam("id"), preview);
    if (!previews.asMap().containsKey(ctx.pathParam("id"))) {
      // It was let go of while it was painted.
      awake.invalidate(ctx.pathParam("id"));
    }
    ctx.contentType("image/jpeg").result(jpeg);
  }

  void addStyles(Context ctx) {
    Query.of(ctx);
    Preview preview = preview(ctx);
    Form form = uploads.form(ctx, RequestFilter.client(ctx)).only(Set.of("style"));
    add(preview, intake.styles(form, service.pictures()::put));
    ctx.status(201);
    Json.send(ctx, json(ctx.pathParam("id"), preview));
  }

  void putMask(Context ctx) {
    Query.of(ctx);
    Preview preview = preview(ctx);
    int index = index(ctx);
    byte[] encoded = intake.check(uploads.body(ctx, RequestFilter.client(ctx)), "The mask");
    Picture picture = service.painter().read(encoded, "The mask");
    preview.mask(index, Mask.of(small(picture, limits.previewSize())));
    ctx.status(204);
  }

  void deleteMask(Context ctx) {
    Query.of(ctx);
    preview(ctx).unmask(index(ctx));
    ctx.status(204);
  }

  void delete(Context ctx) {
    Query.of(ctx);
    preview(ctx);
    previews.invalidate(ctx.pathParam("id"));
    ctx.status(204);
  }

  private void add(Preview preview, List<String> refs) {
    List<Style> styles =
        service
            .painter()
            .preview(
                () ->
                    refs.stream()
                        .map(ref -> service.painter().style(preview.model(), ref))
                        .toList());
    preview.add(refs, styles, limits.styles());
  }

  private Picture stylePicture(String ref) {
    OrderedStyle style = new OrderedStyle(ref, 1, Optional.empty());
    Optional<byte[]> encoded =
        style.presetId().isPresent()
            ? style.presetId().flatMap(service.catalogue()::preset).map(PresetStyle::picture)
            : style.pictureHash().flatMap(service.pictures()::get);
    return service
        .painter()
        .read(
            encoded.orElseThrow(
                () ->
                    Problem.of(
                        410, "gone", "A style's time is up and it was deleted: send it again.")),
            "The style");
  }

  /** Shrunk so that neither a square nor a panorama costs more than is meant for a preview. */
  private static Picture small(Picture picture, int size) {
    double width = picture.width();
    double height = picture.height();
    double scale =
        Math.min(
            1,
            Math.min(
                size / Math.min(width, height), (double) ASPECT * size / Math.max(width, height)));
    return picture.resize(
        (int) Math.max(1, Math.round(scale * width)),
        (int) Math.max(1, Math.round(scale * height)));
  }

  private Preview preview(Context ctx) {
    Preview preview = previews.getIfPresent(ctx.pathParam("id"));
    if (preview == null) {
      throw Problem.notFound("There is no such preview, or its time is up: make it anew.");
    }
    return preview;
  }

  private static int index(Context ctx) {
    return Values.integer("n", ctx.pathParam("n")) - 1;
  }

  private void checkRoom(String client) {
    previews.cleanUp();
    long mine = previews.asMap().values().stream().filter(p -> p.client().equals(client)).count();
    if (mine >= limits.previewsPerClient()) {
      throw Problem.of(
              429,
              "too-many-previews",
              "You hold %d previews, the most allowed: delete one that you no longer use."
                  .formatted(mine))
          .retryAfter(SHORT_WHILE);
    }
    if (previews.estimatedSize() >= limits.previews()) {
      throw Problem.of(503, "busy", "No further previews can be held: try again later.")
          .retryAfter(limits.previewIdle().toSeconds() / 2);
    }
  }

  long count() {
    previews.cleanUp();
    return previews.estimatedSize();
  }

  private void letGo(@Nullable String id, @Nullable Preview preview) {
    if (id != null && preview != null) {
      preview.close();
      awake.invalidate(id);
    }
  }

  /** Lets go of every preview. */
  @Override
  public void close() {
    previews.invalidateAll();
    previews.cleanUp();
  }

  private static ObjectNode json(String id, Preview preview) {
    ObjectNode json = Json.object();
    json.put("id", id);
    json.put("image", "/api/v1/previews/" + id);
    json.put("width", preview.content().width());
    json.put("height", preview.content().height());
    ArrayNode styles = json.putArray("styles");
    int number = 0;
    for (String ref : preview.styles()) {
      ObjectNode style = styles.addObject();
      style.put("n", ++number);
      new OrderedStyle(ref, 1, Optional.empty()).presetId().ifPresent(p -> style.put("preset", p));
    }
    return json;
  }
}

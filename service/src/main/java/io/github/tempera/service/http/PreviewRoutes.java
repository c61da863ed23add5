package io.github.tempera.service.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tempera.StylizeOptions;
import io.github.tempera.image.Mask;
import io.github.tempera.image.Picture;
import io.github.tempera.service.Service;
import io.github.tempera.service.painting.Preview;
import io.github.tempera.service.painting.Previews;
import io.github.tempera.service.painting.StyleRef;
import io.javalin.http.Context;
import java.util.List;
import java.util.Set;

/** {@code /api/v1/previews}: small pictures at once, outside the queue, for live blending. */
final class PreviewRoutes implements AutoCloseable {
  private static final int USUAL_SIZE = 384;
  private static final int LEAST_SIZE = 64;
  private static final int SHORT_WHILE = 5;

  private final Service service;
  private final HttpLimits limits;
  private final Uploads uploads;
  private final Intake intake;
  private final Previews previews;

  PreviewRoutes(Service service, HttpLimits limits, Uploads uploads, Intake intake) {
    this.service = service;
    this.limits = limits;
    this.uploads = uploads;
    this.intake = intake;
    this.previews = new Previews(limits.previewIdle(), service.clock());
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
    List<StyleRef> styles = intake.styles(form, service.pictures()::put);
    Picture whole = service.painter().read(content, "The content");
    Preview preview = new Preview(service.painter(), client, model, whole, size);
    add(preview, styles);
    String id;
    synchronized (previews) {
      // Others may have come meanwhile.
      checkRoom(client);
      id = previews.hold(preview);
    }
    ctx.status(201).header("Location", "/api/v1/previews/" + id);
    Json.send(ctx, json(id, preview));
  }

  void show(Context ctx) {
    Query query = Query.of(ctx, "alpha", "weights", "preserveColor", "stroke");
    Preview preview = preview(ctx);
    StylizeOptions options = Values.options(query::text);
    List<Double> weights =
        query.text("weights").map(text -> Values.numbers("weights", text)).orElse(List.of());
    byte[] jpeg =
        previews
            .paint(ctx.pathParam("id"), preview, options, weights, this::stylePicture)
            .orElseThrow(() -> Problem.notFound("This preview was let go of: make it anew."));
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
    if (!preview.mask(index, Mask.of(Preview.small(picture, limits.previewSize())))) {
      throw noStyle(preview);
    }
    ctx.status(204);
  }

  void deleteMask(Context ctx) {
    Query.of(ctx);
    Preview preview = preview(ctx);
    if (!preview.unmask(index(ctx))) {
      throw noStyle(preview);
    }
    ctx.status(204);
  }

  private static Problem noStyle(Preview preview) {
    return Problem.notFound(
        "There is no such style: this preview has the styles 1 to %d."
            .formatted(preview.styles().size()));
  }

  void delete(Context ctx) {
    Query.of(ctx);
    preview(ctx);
    previews.letGo(ctx.pathParam("id"));
    ctx.status(204);
  }

  private void add(Preview preview, List<StyleRef> styles) {
    if (!preview.add(styles, limits.styles())) {
      throw Problem.badValue(
          "A preview holds %d styles at most, and has %d."
              .formatted(limits.styles(), preview.styles().size()));
    }
  }

  private Picture stylePicture(StyleRef style) {
    byte[] encoded =
        service
            .painter()
            .find(style)
            .orElseThrow(
                () ->
                    Problem.of(
                        410, "gone", "A style's time is up and it was deleted: send it again."));
    return service.painter().read(encoded, "The style");
  }

  private Preview preview(Context ctx) {
    return previews
        .find(ctx.pathParam("id"))
        .orElseThrow(
            () -> Problem.notFound("There is no such preview, or its time is up: make it anew."));
  }

  private static int index(Context ctx) {
    return Values.integer("n", ctx.pathParam("n")) - 1;
  }

  private void checkRoom(String client) {
    long mine = previews.count(client);
    if (mine >= limits.previewsPerClient()) {
      throw Problem.of(
              429,
              "too-many-previews",
              "You hold %d previews, the most allowed: delete one that you no longer use."
                  .formatted(mine))
          .retryAfter(SHORT_WHILE);
    }
    if (previews.count() >= limits.previews()) {
      throw Problem.of(503, "busy", "No further previews can be held: try again later.")
          .retryAfter(limits.previewIdle().toSeconds() / 2);
    }
  }

  long count() {
    return previews.count();
  }

  /** Lets go of every preview. */
  @Override
  public void close() {
    previews.close();
  }

  private static ObjectNode json(String id, Preview preview) {
    ObjectNode json = Json.object();
    json.put("id", id);
    json.put("image", "/api/v1/previews/" + id);
    json.put("width", preview.width());
    json.put("height", preview.height());
    ArrayNode styles = json.putArray("styles");
    int number = 0;
    for (StyleRef ref : preview.styles()) {
      ObjectNode style = styles.addObject();
      style.put("n", ++number);
      if (ref instanceof StyleRef.Preset preset) {
        style.put("preset", preset.id());
      }
    }
    return json;
  }
}

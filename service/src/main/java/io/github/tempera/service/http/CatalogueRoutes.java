package io.github.tempera.service.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tempera.Style;
import io.github.tempera.StylizeOptions;
import io.github.tempera.image.Format;
import io.github.tempera.image.PreserveColor;
import io.github.tempera.image.WriteOptions;
import io.github.tempera.model.ModelCard;
import io.github.tempera.model.ModelStore;
import io.github.tempera.service.Service;
import io.github.tempera.service.catalogue.PresetStyle;
import io.github.tempera.service.job.Limits;
import io.github.tempera.service.painting.Order;
import io.github.tempera.service.painting.Preview;
import io.javalin.http.Context;

/** What there is to choose from, and within which limits. */
final class CatalogueRoutes {
  private static final String AN_HOUR = "private, max-age=3600";

  private final Service service;
  private final HttpLimits limits;

  CatalogueRoutes(Service service, HttpLimits limits) {
    this.service = service;
    this.limits = limits;
  }

  void styles(Context ctx) {
    ArrayNode styles = Json.array();
    for (PresetStyle preset : service.catalogue().presets()) {
      String path = "/api/v1/styles/" + preset.id();
      ObjectNode style = styles.addObject();
      style.put("id", preset.id());
      style.put("name", preset.name());
      style.put("thumbnail", path + "/thumbnail");
      style.put("picture", path + "/picture");
    }
    Json.send(ctx, styles);
  }

  void thumbnail(Context ctx) {
    byte[] thumbnail = preset(ctx).thumbnail();
    ctx.header("Cache-Control", AN_HOUR).contentType("image/jpeg").result(thumbnail);
  }

  void picture(Context ctx) {
    PresetStyle preset = preset(ctx);
    ctx.header("Cache-Control", AN_HOUR).contentType(preset.mediaType()).result(preset.picture());
  }

  private PresetStyle preset(Context ctx) {
    return service
        .catalogue()
        .preset(ctx.pathParam("id"))
        .orElseThrow(
            () -> Problem.notFound("There is no such style: GET /api/v1/styles lists them."));
  }

  void models(Context ctx) {
    ArrayNode models = Json.array();
    for (ModelStore.Listing listing : service.options().models().list()) {
      listing.card().ifPresent(card -> put(models.addObject(), listing.name(), card));
    }
    Json.send(ctx, models);
  }

  private void put(ObjectNode json, String name, ModelCard card) {
    json.put("name", name);
    json.put("default", name.equals(service.options().model()));
    json.put("network", card.network().id());
    json.put("licence", card.licence());
    json.put("description", card.description());
    ObjectNode provenance = json.putObject("provenance");
    card.provenance().forEach(provenance::put);
  }

  void limits(Context ctx) {
    Limits queue = service.options().limits();
    ObjectNode json = Json.object();
    json.put("bodyBytes", limits.bodyBytes());
    json.put("pictureBytes", queue.maxBytes());
    json.put("picturePixels", queue.maxPixels());
    json.put("styles", limits.styles());
    json.put("leastSize", Order.LEAST_SIZE);
    json.put("greatestSize", Order.GREATEST_SIZE);
    json.put("leastStroke", StylizeOptions.FINEST_STROKE);
    json.put("greatestStroke", StylizeOptions.COARSEST_STROKE);
    json.put("styleSize", Style.DEFAULT_SIZE);
    json.put("previewSize", limits.previewSize());
    json.put("previewAspect", Preview.ASPECT);
    json.put("leastPreviewStroke", Preview.FINEST_STROKE);
    json.put("previews", limits.previewsPerClient());
    json.put("previewIdleSeconds", limits.previewIdle().toSeconds());
    json.put("queueLength", queue.queueLength());
    json.put("jobs", queue.jobsPerClient());
    json.put("timeLimitSeconds", queue.timeLimit().toSeconds());
    json.put("retentionSeconds", queue.retention().toSeconds());
    json.put("waitSeconds", limits.usualWait().toSeconds());
    json.put("longestWaitSeconds", limits.longestWait().toSeconds());
    ArrayNode formats = json.putArray("formats");
    Values.words(Format.values()).forEach(formats::add);
    ArrayNode colors = json.putArray("preserveColors");
    Values.words(PreserveColor.values()).forEach(colors::add);
    ObjectNode defaults = json.putObject("defaults");
    defaults.put("model", service.options().model());
    defaults.put("alpha", StylizeOptions.DEFAULTS.alpha());
    defaults.put("stroke", StylizeOptions.DEFAULTS.stroke());
    defaults.put("quality", WriteOptions.DEFAULTS.jpegQuality());
    defaults.put("format", Values.word(Format.JPEG));
    defaults.put("preserveColor", Values.word(PreserveColor.NONE));
    defaults.put("previewSize", PreviewRoutes.usualSize(limits));
    Json.send(ctx, json);
  }
}

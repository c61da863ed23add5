package io.github.tempera.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tempera.image.Format;
import io.github.tempera.image.Picture;
import io.github.tempera.image.WriteOptions;
import io.github.tempera.service.TestClock;
import java.awt.image.BufferedImage;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** /api/v1/previews, painted by the real model. */
@SuppressWarnings("NullAway.Init")
class PreviewsTest {
  private static final String PATH = "/api/v1/previews";
  private static final byte[] CONTENT = Pictures.boxes(300, 200, 1);
  private static final byte[] STYLE = Pictures.boxes(80, 80, 2);
  private static final byte[] OTHER = Pictures.boxes(80, 80, 3);

  @TempDir static Path folder;
  private static Api api;
  private String preview = "";

  @BeforeAll
  static void start() {
    api =
        new Api(
            Api.in(folder),
            HttpOptions.DEFAULTS.withLimits(
                HttpLimits.DEFAULTS.withPreviews(3, 2, 512, Duration.ofSeconds(20))));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @AfterEach
  void letGo() {
    if (!preview.isEmpty()) {
      api.delete(preview);
    }
  }

  private static Multipart form() {
    return new Multipart().file("content", CONTENT).file("style", STYLE).text("size", "64");
  }

  private Api.Answer make(Multipart form) {
    Api.Answer answer = api.post(PATH, form).is(201);
    preview = answer.header("Location");
    return answer;
  }

  private byte[] show(String query) {
    return api.get(preview + query).is(200).body();
  }

  private void mask(int n, byte[] mask) {
    api.send("PUT", preview + "/masks/" + n, BodyPublishers.ofByteArray(mask)).is(204);
  }

  @Test
  void isMadeShownAndLetGo() {
    JsonNode json = make(form()).json();

    assertThat(json.path("width").asInt()).isEqualTo(96);
    assertThat(json.path("height").asInt()).isEqualTo(64);
    assertThat(json.path("image").asText()).isEqualTo(preview);
    BufferedImage shown = Pictures.read(show(""));
    assertThat(shown.getWidth()).isEqualTo(96);
    api.delete(preview).is(204);
    api.get(preview).problem(404, "not-found");
    api.delete(preview).problem(404, "not-found");
  }

  @Test
  void whereNoSizeIsSaidItIsThatOfTheLimits() {
    HttpLimits limits = HttpLimits.DEFAULTS.withPreviews(3, 2, 100, Duration.ofSeconds(20));
    try (Api small = api.beside(HttpOptions.DEFAULTS.withLimits(limits))) {
      JsonNode told = small.get("/api/v1/limits").is(200).json();
      assertThat(told.path("defaults").path("previewSize").asInt()).isEqualTo(100);
      JsonNode panorama =
          small
              .post(
                  PATH,
                  new Multipart().file("content", Pictures.boxes(900, 300, 1)).file("style", STYLE))
              .is(201)
              .json();
      assertThat(panorama.path("width").asInt())
          .isEqualTo(told.path("previewAspect").asInt() * 100);
    }
  }

  @Test
  void strengthWeightsAndColoursChangeIt() {
    make(form().file("style", OTHER));
    byte[] even = show("");

    assertThat(show("?weights=1,1")).isEqualTo(even);
    byte[] first = show("?weights=1,0");
    byte[] second = show("?weights=0,1");
    assertThat(Pictures.distance(first, second)).isGreaterThan(2);
    assertThat(Pictures.distance(even, first)).isLessThan(Pictures.distance(first, second));
    assertThat(Pictures.distance(show("?alpha=0"), even)).isGreaterThan(2);
    assertThat(Pictures.distance(show("?preserveColor=luminance"), even)).isGreaterThan(2);
    assertThat(Pictures.distance(show("?preserveColor=coral"), even)).isGreaterThan(2);
  }

  @Test
  void strengthZeroIsTheContentButForWhatJpegTakes() {
    make(form());
    Picture content =
        Picture.read(CONTENT, "content", Picture.DEFAULT_MAX_PIXELS).withShortSide(64);
    byte[] expected = content.encode(Format.PNG, WriteOptions.DEFAULTS);
    for (String look :
        List.of("", "&preserveColor=luminance", "&preserveColor=coral", "&stroke=2")) {
      assertThat(Pictures.distance(show("?alpha=0" + look), expected)).as(look).isLessThan(3);
    }
    mask(1, Pictures.mask(255, 0));
    assertThat(Pictures.distance(show("?alpha=0"), expected)).isLessThan(3);
    BufferedImage half = Pictures.read(show(""));
    assertThat(Pictures.distance(half, Pictures.read(expected), 56, 96)).isLessThan(3);
    assertThat(Pictures.distance(half, Pictures.read(expected), 0, 40)).isGreaterThan(10);
  }

  @Test
  void takesFurtherStylesAndPresets() {
    String preset = api.get("/api/v1/styles").json().path(0).path("id").asText();
    make(new Multipart().file("content", CONTENT).text("style", preset).text("size", "64"));
    byte[] before = show("");

    JsonNode json =
        api.post(preview + "/styles", new Multipart().file("style", STYLE)).is(201).json();

    assertThat(json.path("styles")).hasSize(2);
    assertThat(json.path("styles").path(0).path("preset").asText()).isEqualTo(preset);
    assertThat(show("?weights=1,0")).isEqualTo(before);
    assertThat(Pictures.distance(show("?weights=0,1"), before)).isGreaterThan(2);
    assertThat(show("?preserveColor=coral")).isNotEmpty();
  }

  @Test
  void aMaskSaysWhereAStyleHolds() {
    make(form().file("style", OTHER));
    BufferedImage first = Pictures.read(show("?weights=1,0"));
    byte[] even = show("");

    mask(1, Pictures.mask(255, 0));
    mask(2, Pictures.mask(0, 255));
    BufferedImage both = Pictures.read(show(""));
    assertThat(Pictures.distance(first, both, 0, 24))
        .isLessThan(Pictures.distance(first, both, 72, 96) / 2);

    mask(1, Pictures.mask(0, 0));
    mask(2, Pictures.mask(0, 0));
    assertThat(show("")).as("nowhere is no mistake").isNotEmpty();

    api.delete(preview + "/masks/1").is(204);
    api.delete(preview + "/masks/2").is(204);
    assertThat(show("")).isEqualTo(even);
  }

  @Test
  void badValuesAreProblems() {
    make(form());
    api.get(preview + "?alpha=2").problem(422, "bad-value", "alpha must be between 0 and 1");
    api.get(preview + "?alpha=x").problem(422, "bad-value", "'alpha' must be a number");
    api.get(preview + "?weights=1,2").problem(422, "bad-value", "1 styles and 2 weights");
    api.get(preview + "?weights=0").problem(422, "bad-value", "positive sum");
    api.get(preview + "?color=coral")
        .problem(422, "bad-value", "no query parameter 'color'", "preserveColor, stroke");
    api.get(preview + "?alpha=1&alpha=0.5").problem(422, "bad-value", "Give 'alpha' once");
    api.get(preview + "?weights=1&weights=1").problem(422, "bad-value", "Give 'weights' once");
    api.post(PATH + "?size=64", form()).problem(422, "bad-value", "fields of the form");
    api.post("/api/v1/stylizations?alpha=0.5", form())
        .problem(422, "bad-value", "fields of the form");
    api.get(preview + "?preserveColor=x").problem(422, "bad-value", "none, luminance, coral");
    api.send("PUT", preview + "/masks/2", BodyPublishers.ofByteArray(STYLE))
        .problem(404, "not-found", "the styles 1 to 1");
    api.send("PUT", preview + "/masks/x", BodyPublishers.ofByteArray(STYLE))
        .problem(422, "bad-value");
    api.send(
            "PUT",
            preview + "/masks/1",
            BodyPublishers.ofByteArray("no picture".getBytes(StandardCharsets.UTF_8)))
        .problem(415, "no-picture", "The mask");
    api.post(PATH, form().text("size", "513")).problem(422, "bad-value");
    api.post(PATH, new Multipart().file("content", CONTENT).file("style", STYLE).text("size", "9"))
        .problem(422, "bad-value", "'size' of a preview must be 64 to 512");
    Multipart many = new Multipart();
    for (int i = 0; i < 8; i++) {
      many.file("style", STYLE);
    }
    api.post(preview + "/styles", many).problem(422, "bad-value", "8 styles at most");
    api.get(PATH + "/unknown").problem(404, "not-found");
    api.post(PATH + "/unknown/styles", new Multipart().file("style", STYLE))
        .problem(404, "not-found");
    api.delete(PATH + "/unknown/masks/1").problem(404, "not-found");
  }

  @Test
  void aClientHoldsSoManyAndNotMore() {
    make(form());
    String second = api.post(PATH, form()).is(201).header("Location");

    api.post(PATH, form()).problem(429, "too-many-previews", "2 previews");

    api.delete(second).is(204);
    api.delete(preview).is(204);
    make(form());
  }

  @Test
  void goesWhenItsTimeIsUp() {
    TestClock clock = new TestClock();
    try (Api own = new Api(Api.idle(folder.resolve("own")), HttpOptions.DEFAULTS, clock)) {
      String preview = own.post(PATH, form()).is(201).header("Location");
      clock.advance(HttpLimits.DEFAULTS.previewIdle());
      own.get(preview).problem(404, "not-found");
    }
  }

  @Test
  void aPanoramaCostsNoMoreThanAPreview() {
    JsonNode json =
        make(new Multipart()
                .file("content", Pictures.boxes(2000, 100, 1))
                .file("style", STYLE)
                .text("size", "100"))
            .json();
    assertThat(json.path("width").asInt()).isEqualTo(200);
    assertThat(json.path("height").asInt()).isEqualTo(10);
  }
}

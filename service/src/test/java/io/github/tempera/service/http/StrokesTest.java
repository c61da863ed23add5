package io.github.tempera.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tempera.image.Format;
import io.github.tempera.image.Picture;
import io.github.tempera.image.WriteOptions;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Strokes of every size, in previews and paintings of the real model. */
@SuppressWarnings("NullAway.Init")
class StrokesTest {
  private static final Path SAMPLES = Path.of("..", "docs", "samples");
  private static final String PAINTINGS = "/api/v1/stylizations";

  @TempDir static Path folder;
  private static Api api;

  @BeforeAll
  static void start() {
    api =
        new Api(
            Api.in(folder),
            HttpOptions.DEFAULTS.withLimits(
                HttpLimits.DEFAULTS.withUsualWait(Duration.ofSeconds(60))));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  /** Mean over pixels and channels of the absolute difference, in 1/255: 8 at most. */
  @ParameterizedTest
  @CsvSource({
    "harbour.jpg, woodcut, 1",
    "street.jpg, pointillist, 1",
    "portrait.jpg, swirling-strokes, 1",
    "portrait.jpg, stained-glass, 1",
    "harbour.jpg, cubist-facets, 2",
    "street.jpg, watercolour, 0.5"
  })
  void theWholePaintingReducedIsThePreview(String photo, String style, double stroke) {
    Picture sample = Picture.read(SAMPLES.resolve(photo));
    Picture large = sample.resize(2 * sample.width(), 2 * sample.height());
    byte[] content = large.encode(Format.PNG, WriteOptions.DEFAULTS);
    JsonNode made =
        api.post(
                "/api/v1/previews",
                new Multipart().file("content", content).text("style", style).text("size", "384"))
            .is(201)
            .json();
    String preview = made.path("image").asText();
    byte[] seen = api.get(preview + "?stroke=" + stroke).is(200).body();
    int width = made.path("width").asInt();
    int height = made.path("height").asInt();

    byte[] painted =
        api.post(
                PAINTINGS,
                new Multipart()
                    .file("content", content)
                    .text("style", style)
                    .text("format", "png")
                    .text("stroke", String.valueOf(stroke * large.width() / width)))
            .is(200)
            .body();

    Picture whole = Picture.read(painted, "painting", Picture.DEFAULT_MAX_PIXELS);
    assertThat(whole.width()).isEqualTo(large.width());
    byte[] reduced = whole.resize(width, height).encode(Format.PNG, WriteOptions.DEFAULTS);
    assertThat(Pictures.distance(reduced, seen)).isLessThan(8);
    api.delete(preview).is(204);
  }

  @Test
  void anOrderHasTheStrokesItSaysAndTheNetworksOwnIfItSaysNothing() {
    byte[] content = Pictures.boxes(96, 64, 1);
    byte[] plain = paint(content, "");
    assertThat(paint(content, "1")).isEqualTo(plain);
    byte[] coarse = paint(content, "3");
    assertThat(Pictures.distance(coarse, plain)).isGreaterThan(3);
    assertThat(Pictures.distance(paint(content, "0.5"), plain)).isGreaterThan(3);
  }

  private static byte[] paint(byte[] content, String stroke) {
    Multipart form = new Multipart().file("content", content).text("style", "woodcut");
    Multipart whole = stroke.isEmpty() ? form : form.text("stroke", stroke);
    return api.post(PAINTINGS, whole.text("format", "png")).is(200).body();
  }

  @Test
  void aPreviewHasTheStrokesItIsAskedFor() {
    String preview =
        api.post(
                "/api/v1/previews",
                new Multipart().file("content", Pictures.boxes(96, 64, 1)).text("style", "woodcut"))
            .is(201)
            .header("Location");
    byte[] plain = api.get(preview).is(200).body();
    byte[] coarse = api.get(preview + "?stroke=2").is(200).body();
    assertThat(Pictures.distance(coarse, plain)).isGreaterThan(3);
    assertThat(api.get(preview + "?stroke=1").is(200).body()).isEqualTo(plain);
    assertThat(api.get(preview + "?stroke=2").is(200).body()).isEqualTo(coarse);
    for (String bad : new String[] {"0", "0.2", "-1", "65"}) {
      api.get(preview + "?stroke=" + bad).problem(422, "bad-value", "stroke", "0.25 and 64", bad);
    }
    for (String tooFine : new String[] {"0.25", "0.4"}) {
      api.get(preview + "?stroke=" + tooFine).problem(422, "bad-value", "stroke", "0.5", tooFine);
    }
    api.delete(preview).is(204);
  }

  @Test
  void whatIsNoStrokeIsRefused() {
    byte[] content = Pictures.boxes(96, 64, 1);
    for (String bad : new String[] {"0.2", "65", "-1", "NaN", "large"}) {
      api.post(
              PAINTINGS,
              new Multipart().file("content", content).text("style", "woodcut").text("stroke", bad))
          .problem(422, "bad-value", "stroke");
    }
    JsonNode limits = api.get("/api/v1/limits").is(200).json();
    assertThat(limits.path("leastStroke").asDouble()).isEqualTo(0.25);
    assertThat(limits.path("greatestStroke").asDouble()).isEqualTo(64);
    assertThat(limits.path("defaults").path("stroke").asDouble()).isEqualTo(1);
  }
}

package io.github.tempera.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tempera.service.job.Job;
import io.github.tempera.service.painting.StyleRef;
import io.github.tempera.service.store.PictureStore;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** POST /api/v1/stylizations, painted by the real model. */
@SuppressWarnings("NullAway.Init")
class StylizationsTest {
  private static final String PATH = "/api/v1/stylizations";
  private static final byte[] CONTENT = Pictures.boxes(96, 64, 1);
  private static final byte[] STYLE = Pictures.boxes(80, 80, 2);
  private static final byte[] OTHER = Pictures.boxes(80, 80, 3);

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

  private static Multipart form() {
    return new Multipart().file("content", CONTENT).file("style", STYLE);
  }

  private static String preset() {
    return api.get("/api/v1/styles").json().path(0).path("id").asText();
  }

  @Test
  void answersThePictureThatIsPaintedInTime() {
    Api.Answer answer = api.post(PATH, form()).is(200);

    assertThat(answer.header("Content-Type")).isEqualTo("image/jpeg");
    BufferedImage picture = Pictures.read(answer.body());
    assertThat(picture.getWidth()).isEqualTo(96);
    assertThat(picture.getHeight()).isEqualTo(64);
    assertThat(Pictures.distance(CONTENT, answer.body())).isGreaterThan(5);
    assertThat(answer.header("Location")).isEqualTo("/api/v1/jobs/" + answer.header("Job-Id"));
    assertThat(api.get(answer.header("Location")).is(200).json().path("state").asText())
        .isEqualTo("done");
    assertThat(api.get(answer.header("Location") + "/result").is(200).body())
        .isEqualTo(answer.body());
  }

  @Test
  void answersAJobToWhoDoesNotWait() {
    Api.Answer answer = api.post(PATH, form(), "Prefer", "respond-async").is(202);

    JsonNode job = answer.json();
    assertThat(answer.header("Job-Id")).isEqualTo(job.path("id").asText());
    assertThat(answer.header("Location")).endsWith(job.path("id").asText());
    Job ended =
        api.service().jobs().awaitEnd(job.path("id").asText(), Duration.ofMinutes(1)).orElseThrow();
    assertThat(ended.state()).isEqualTo(Job.State.DONE);
    JsonNode done = api.get(answer.header("Location")).is(200).json();
    assertThat(done.path("mediaType").asText()).isEqualTo("image/jpeg");
    Pictures.read(api.get(done.path("result").asText()).is(200).body());
  }

  @Test
  void takesPresetsWeightsFormatSizeColourAndStrength() {
    Multipart form =
        new Multipart()
            .file("content", CONTENT)
            .text("style", preset())
            .file("style", STYLE)
            .text("weight", "1")
            .text("weight", "3.5e0")
            .text("format", "PNG")
            .text("size", "32")
            .text("preserveColor", "luminance")
            .text("alpha", "0.75")
            .text("quality", "80")
            .text("model", "slim");

    Api.Answer answer = api.post(PATH, form).is(200);

    assertThat(answer.header("Content-Type")).isEqualTo("image/png");
    assertThat(Pictures.read(answer.body()).getWidth()).isEqualTo(48);
    Job job = api.service().jobs().get(answer.header("Job-Id")).orElseThrow();
    assertThat(job.order().options().alpha()).isEqualTo(0.75);
    assertThat(job.order().quality()).isEqualTo(80);
    assertThat(job.order().styles().get(1).weight()).isEqualTo(3.5);
    assertThat(job.order().styles().get(0).ref()).isEqualTo(new StyleRef.Preset(preset()));
  }

  @Test
  void keepsEachStyleWhereItsMaskIs() {
    byte[] alone =
        api.post(
                PATH,
                new Multipart().file("content", CONTENT).file("style", STYLE).text("format", "png"))
            .is(200)
            .body();
    byte[] masked =
        api.post(
                PATH,
                new Multipart()
                    .file("content", CONTENT)
                    .file("style", STYLE)
                    .file("style", OTHER)
                    .file("mask", Pictures.mask(255, 0))
                    .file("mask", Pictures.mask(0, 255))
                    .text("format", "png"))
            .is(200)
            .body();

    BufferedImage a = Pictures.read(alone);
    BufferedImage b = Pictures.read(masked);
    assertThat(Pictures.distance(a, b, 0, 24)).isLessThan(Pictures.distance(a, b, 72, 96) / 2);
  }

  @Test
  void aStyleWithoutAMaskHoldsEverywhere() {
    Api.Answer answer =
        api.post(
                PATH,
                new Multipart()
                    .file("content", CONTENT)
                    .file("style", STYLE)
                    .file("style", OTHER)
                    .text("mask", "")
                    .file("mask", Pictures.mask(255, 0)))
            .is(200);
    Job job = api.service().jobs().get(answer.header("Job-Id")).orElseThrow();
    assertThat(job.order().styles()).allMatch(style -> style.mask().isPresent());
  }

  @Test
  void theSameKeyIsTheSameJob() {
    Api.Answer first = api.post(PATH, form(), "Idempotency-Key", "a-key").is(200);
    Api.Answer again = api.post(PATH, form(), "Idempotency-Key", "a-key").is(200);
    Api.Answer other = api.post(PATH, form(), "Idempotency-Key", "another").is(200);

    assertThat(again.header("Job-Id")).isEqualTo(first.header("Job-Id"));
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(other.header("Job-Id")).isNotEqualTo(first.header("Job-Id"));
  }

  @Test
  void aKeyThatBelongsToAnotherRequestIsAProblem() {
    String[] key = {"Idempotency-Key", "one-picture"};
    Api.Answer first = api.post(PATH, form(), key).is(200);

    api.post(PATH, form().text("alpha", "0.5"), key)
        .problem(422, "bad-value", "another order", "choose a new one");
    Multipart other = new Multipart().file("content", CONTENT).file("style", OTHER);
    api.post(PATH, other, key).problem(422, "bad-value", "another order");

    // What is meant counts, not how it is written.
    Api.Answer again = api.post(PATH, form().text("alpha", "1.0"), key).is(200);
    assertThat(again.header("Job-Id")).isEqualTo(first.header("Job-Id"));
  }

  @Test
  void whatIsNotAcceptedStoresNoPicture() {
    byte[] content = Pictures.boxes(33, 34, 9);
    api.post(PATH, form(), "Idempotency-Key", "taken").is(200);
    Multipart other = new Multipart().file("content", content).file("style", STYLE);
    api.post(PATH, other, "Idempotency-Key", "taken").problem(422, "bad-value");
    assertThat(api.service().pictures().get(PictureStore.hash(content))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"jpg, image/jpeg", "JPEG, image/jpeg", "tif, image/tiff", "TIFF, image/tiff"})
  void aFormatHasTwoNames(String name, String type) {
    assertThat(api.post(PATH, form().text("format", name)).is(200).header("Content-Type"))
        .isEqualTo(type);
  }

  @Test
  void aJpegThatWouldBeTooLongIsRefusedBeforeItIsPainted() {
    byte[] panorama = Pictures.boxes(65_600, 17, 1);
    Multipart form = new Multipart().file("content", panorama).file("style", STYLE);
    for (String format : List.of("", "jpeg", "jpg")) {
      api.post(
              PATH,
              new Multipart().file("content", panorama).file("style", STYLE).text("format", format))
          .problem(
              422, "bad-value", "65600 pixels along its longer side", "65500 of a JPEG", "png");
    }
    assertThat(api.service().pictures().get(PictureStore.hash(panorama))).isEmpty();
    Api.Answer png = api.post(PATH, form.text("format", "png")).is(200);
    assertThat(Pictures.read(png.body()).getWidth()).isEqualTo(65_600);
    Multipart smaller = new Multipart().file("content", panorama).file("style", STYLE);
    Api.Answer jpeg = api.post(PATH, smaller.text("size", "16")).is(200);
    assertThat(Pictures.read(jpeg.body()).getWidth()).isEqualTo(61_741);
  }

  @Test
  void whatADoneJobHasIsDeletedOnRequest() {
    byte[] content = Pictures.boxes(96, 64, 5);
    byte[] style = Pictures.boxes(80, 80, 6);
    Multipart form = new Multipart().file("content", content).file("style", style);
    Api.Answer done = api.post(PATH, form, "Idempotency-Key", "to-be-deleted").is(200);
    String job = done.header("Location");

    api.delete(job).is(204);

    api.get(job + "/result").problem(410, "gone", "deleted");
    JsonNode now = api.get(job).is(200).json();
    assertThat(now.path("state").asText()).isEqualTo("done");
    assertThat(now.has("result")).isFalse();
    assertThat(now.has("expires")).isFalse();
    for (byte[] picture : List.of(content, style, done.body())) {
      assertThat(api.service().pictures().get(PictureStore.hash(picture))).isEmpty();
    }
    api.post(PATH, form, "Idempotency-Key", "to-be-deleted").problem(410, "gone");
    assertThat(api.post(PATH, form).is(200).body()).isEqualTo(done.body());
    api.delete(job).is(204);
  }

  @Test
  void theSameKeyAtTheSameTimeIsTheSameJob() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Future<Api.Answer>> answers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        answers.add(
            threads.submit(() -> api.post(PATH, form(), "Idempotency-Key", "at-once").is(200)));
      }
      String id = answers.get(0).get().header("Job-Id");
      for (Future<Api.Answer> answer : answers) {
        assertThat(answer.get().header("Job-Id")).isEqualTo(id);
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void aPictureThatTurnsOutDamagedIsAProblemOfTheJob() {
    byte[] half = Arrays.copyOf(CONTENT, CONTENT.length / 2);
    Api.Answer answer =
        api.post(PATH, new Multipart().file("content", half).file("style", STYLE))
            .problem(422, "failed", "cut short or damaged");
    assertThat(api.get(answer.header("Location")).json().path("state").asText())
        .isEqualTo("failed");
    api.get(answer.header("Location") + "/result").problem(422, "failed", "damaged");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "alpha         | 2        | alpha must be between 0 and 1",
        "alpha         | NaN      | 'alpha' must be a number",
        "alpha         | 0x1p0    | 'alpha' must be a number",
        "size          | 5        | size must be 16 to",
        "size          | 1.5      | 'size' must be a whole number",
        "quality       | 101      | quality must be between 1 and 100",
        "format        | gif      | 'format' must be one of jpeg, png, tiff",
        "preserveColor | yes      | must be one of none, luminance, coral",
        "weight        | -1       | must be a number of 0 or more",
        "weight        | 1e999    | must be a number of 0 or more",
        "model         | nobody   | nobody",
        "colour        | red      | There is no field of that name",
      })
  void aBadValueIsAProblem(String name, String value, String words) {
    api.post(PATH, form().text(name, value)).problem(422, "bad-value", words);
  }

  @Test
  void whatIsMissingOrTooMuchIsAProblem() {
    api.post(PATH, new Multipart().file("style", STYLE)).problem(422, "bad-value", "'content'");
    api.post(PATH, new Multipart().file("content", CONTENT)).problem(422, "bad-value", "style");
    api.post(PATH, form().file("content", CONTENT)).problem(422, "bad-value", "one picture");
    api.post(PATH, form().text("weight", "1").text("weight", "1"))
        .problem(422, "bad-value", "1 styles and 2 weights");
    api.post(PATH, form().text("alpha", "1").text("alpha", "0.5"))
        .problem(422, "bad-value", "'alpha' once");
    api.post(PATH, form().file("mask", STYLE).file("mask", STYLE))
        .problem(422, "bad-value", "1 styles and 2 masks");
    api.post(PATH, form().text("style", "no-such-preset"))
        .problem(422, "bad-value", "Style 2 is no preset");
    Multipart many = new Multipart().file("content", CONTENT);
    for (int i = 0; i < 9; i++) {
      many.file("style", STYLE);
    }
    api.post(PATH, many).problem(422, "bad-value", "1 to 8 styles");
  }

  @Test
  void aBadKeyIsAProblem() {
    api.post(PATH, form(), "Idempotency-Key", "k".repeat(256))
        .problem(422, "bad-value", "Idempotency-Key");
    api.post(PATH, form(), "Idempotency-Key", "two words")
        .problem(422, "bad-value", "Idempotency-Key");
  }

  @Test
  void whatIsNoFormIsAProblem() {
    byte[] text = "{}".getBytes(StandardCharsets.UTF_8);
    var body = java.net.http.HttpRequest.BodyPublishers.ofByteArray(text);
    api.send("POST", PATH, body, "Content-Type", "application/json").problem(415, "wrong-type");
    api.send("POST", PATH, body).problem(415, "wrong-type");
    api.send("POST", PATH, body, "Content-Type", "multipart/form-data").problem(400, "bad-form");
    api.send("POST", PATH, body, "Content-Type", "multipart/form-data; boundary=x")
        .problem(400, "bad-form");
  }
}

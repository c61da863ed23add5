package io.github.tempera.service.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByLabelOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import io.github.tempera.image.Format;
import io.github.tempera.image.Picture;
import io.github.tempera.image.WriteOptions;
import io.github.tempera.service.job.Job;
import io.github.tempera.service.job.Limits;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The web page in real Chromium, over the real service and model. */
@SuppressWarnings("NullAway.Init")
class PageIT {
  private static final FilePayload PHOTO =
      new FilePayload("photo.png", "image/png", Pictures.boxes(150, 100, 1));
  private static final FilePayload OWN =
      new FilePayload("mine.png", "image/png", Pictures.boxes(60, 45, 2));

  @TempDir static Path folder;
  private static Api api;
  private static Browser browser;
  private Page page;
  private Visit visit;

  @BeforeAll
  static void start() {
    browser = Browser.open();
    api =
        new Api(
            Api.in(folder).withLimits(Limits.DEFAULTS.withPictures(1_000_000, 2_000_000)),
            HttpOptions.DEFAULTS);
  }

  @AfterAll
  static void stop() {
    browser.close();
    api.close();
  }

  @BeforeEach
  void visit() {
    page = browser.page(api, Browser.desktop(), ColorScheme.LIGHT);
    visit = new Visit(page);
  }

  @AfterEach
  void leave() {
    // As when a tab is closed: what the service holds for it is let go of.
    page.navigate("about:blank");
    page.context().close();
    browser.checkManners();
  }

  @Test
  void fromPhotoToFullResolution() throws IOException {
    visit.photo(PHOTO);
    assertThat(visit.button("Paint in full resolution")).isDisabled();
    visit.style("Woodcut");
    String woodcut = visit.preview();

    String weaker = visit.previewAfter(() -> visit.slide("#alpha", 20));
    assertThat(weaker).isNotEqualTo(woodcut);
    assertThat(page.locator("#alpha-value")).hasText("20 %");
    visit.previewAfter(() -> visit.slide("#alpha", 100));
    assertThat(visit.previewAfter(() -> visit.color("luminance"))).isNotEqualTo(woodcut);
    visit.previewAfter(() -> visit.color("none"));

    visit.paintToTheEnd();
    Download download = page.waitForDownload(() -> page.locator("#download").click());
    assertThat(download.suggestedFilename()).isEqualTo("photo-painted.jpg");
    BufferedImage painted = Pictures.read(Files.readAllBytes(download.path()));
    assertThat(painted.getWidth()).isEqualTo(150);
    assertThat(painted.getHeight()).isEqualTo(100);

    // Before and after: by the keyboard, and by dragging.
    Locator split = page.locator("#split");
    assertThat(split).hasValue("50");
    split.focus();
    page.keyboard().press("ArrowRight");
    assertThat(split).hasValue("51");
    visit.drag("#frame", 0.51, 0.5, 0.2, 0.5);
    assertThat(split).hasValue("20");

    // What is changed now is not what was painted.
    visit.previewAfter(() -> visit.slide("#alpha", 50));
    assertThat(page.locator("#download")).isHidden();
    assertThat(visit.button("Paint in full resolution")).isEnabled();

    // Nothing is remembered beyond the visit.
    assertThat(page.evaluate("localStorage.length + sessionStorage.length")).isEqualTo(0);
    assertThat(page.context().cookies()).isEmpty();
    page.reload();
    assertThat(page.locator("#welcome")).isVisible();
    assertThat(page.locator("#studio")).isHidden();
  }

  @Test
  void strokesAreChosenByTheKeyboardAndPaintedAsSeen() throws IOException {
    visit.photo(new FilePayload("large.png", "image/png", Pictures.boxes(900, 600, 7)));
    visit.style("Woodcut");
    final String medium = visit.preview();
    Locator strokes = page.getByLabel("Brush strokes", new GetByLabelOptions().setExact(true));
    strokes.focus();
    String coarser = visit.previewAfter(() -> page.keyboard().press("ArrowRight"));
    assertThat(coarser).isNotEqualTo(medium);
    assertThat(strokes).hasAttribute("aria-valuetext", "Coarser");
    assertThat(page.locator("#stroke-value")).hasText("Coarser");
    assertThat(visit.previewAfter(() -> page.keyboard().press("Home"))).isNotEqualTo(medium);
    assertThat(page.locator("#stroke-value")).hasText("Finest");
    visit.previewAfter(() -> visit.slide("#stroke", 0));
    assertThat(visit.shown()).isEqualTo(medium);
    final byte[] preview = picture("#after");

    page.selectOption("#format", "png");
    visit.paintToTheEnd();
    Download download = page.waitForDownload(() -> page.locator("#download").click());
    Picture painted = Picture.read(Files.readAllBytes(download.path()), "painting", 1_000_000);
    assertThat(painted.width()).isEqualTo(900);
    // The photo's short side of 600 is 384 in the preview.
    byte[] reduced = painted.resize(576, 384).encode(Format.PNG, WriteOptions.DEFAULTS);
    assertThat(Pictures.distance(reduced, preview)).isLessThan(8);
  }

  /** What an image shows, in its own size, as a PNG. */
  private byte[] picture(String selector) {
    Object base64 =
        page.evaluate(
            "selector => { const image = document.querySelector(selector);"
                + " const canvas = document.createElement('canvas');"
                + " canvas.width = image.naturalWidth; canvas.height = image.naturalHeight;"
                + " canvas.getContext('2d').drawImage(image, 0, 0);"
                + " return canvas.toDataURL('image/png').split(',')[1]; }",
            selector);
    return Base64.getDecoder().decode(String.valueOf(base64));
  }

  @Test
  void ownStylesBlendInATriangleAndBySliders() throws IOException {
    visit.photo(PHOTO);
    page.setInputFiles("#style-file", OWN);
    assertThat(visit.tile("mine.png")).hasAttribute("aria-pressed", "true");
    final String own = visit.preview();

    visit.blendSeveral();
    String two = visit.previewAfter(() -> visit.style("Ink wash"));
    assertThat(two).isNotEqualTo(own);
    assertThat(page.locator(".share")).hasCount(2);
    assertThat(page.locator("#triangle")).isHidden();
    visit.previewAfter(() -> visit.slide("[aria-label='Share of Ink wash']", 90));
    assertThat(page.locator("[aria-label='Share of mine.png']")).hasValue("10");

    visit.previewAfter(() -> visit.style("Pointillist"));
    assertThat(page.locator("#triangle")).isVisible();
    visit.previewAfter(() -> visit.drag(".triangle-field", 0.5, 0.6, 0.98, 0.98));
    assertThat(Integer.parseInt(page.locator("[aria-label='Share of Pointillist']").inputValue()))
        .isGreaterThan(90);

    page.selectOption("#format", "png");
    visit.paintToTheEnd();
    Download download = page.waitForDownload(() -> page.locator("#download").click());
    assertThat(download.suggestedFilename()).isEqualTo("photo-painted.png");
    byte[] painted = Files.readAllBytes(download.path());
    assertThat(Pictures.read(painted).getWidth()).isEqualTo(150);
    assertThat(painted).startsWith(0x89, 'P', 'N', 'G');

    visit.button("Remove mine.png").click();
    assertThat(page.locator(".share")).hasCount(2);
    page.locator("input[name=blending][value=one]").check();
    assertThat(page.locator("#shares li")).hasCount(1);
    assertThat(visit.tile("Pointillist")).hasAttribute("aria-pressed", "true");
  }

  @Test
  void aRegionIsBrushedErasedAndCleared() {
    visit.photo(PHOTO);
    visit.style("Woodcut");
    final String everywhere = visit.preview();

    visit.button("Paint the region of Woodcut").click();
    assertThat(page.locator("#after")).isHidden();
    page.waitForResponse(
        response -> response.request().method().equals("PUT") && response.status() == 204,
        () -> visit.drag("#mask", 0.1, 0.2, 0.9, 0.2));
    visit.button("Done").click();
    String region = visit.preview();
    assertThat(region).isNotEqualTo(everywhere);
    assertThat(page.locator("#mix-hint")).isVisible();

    visit.button("Change the region of Woodcut").click();
    page.locator("input[name=tool][value=erase]").check();
    visit.slide("#brush-size", 40);
    visit.previewAfter(() -> visit.drag("#mask", 0.0, 0.2, 0.5, 0.2));
    visit.button("Done").click();
    assertThat(visit.preview()).isNotEqualTo(region);

    // A job takes the regions along.
    visit.paintToTheEnd();
    visit.button("Change the region of Woodcut").click();
    visit.previewAfter(() -> visit.button("Clear").click());
    visit.button("Done").click();
    assertThat(visit.preview()).isEqualTo(everywhere);
  }

  @Test
  void aPaintingIsCalledOffAndItsPlaceGivenBack(@TempDir Path data) {
    try (Api idle = new Api(Api.idle(data), HttpOptions.DEFAULTS);
        Page waiting = browser.page(idle, Browser.desktop(), ColorScheme.LIGHT)) {
      Visit there = new Visit(waiting);
      there.photo(PHOTO);
      there.style("Woodcut");
      // Somebody else came before.
      idle.post(
              "/api/v1/stylizations",
              new Multipart().file("content", PHOTO.buffer).text("style", "woodcut"),
              "Prefer",
              "respond-async")
          .is(202);
      String location =
          waiting
              .waitForResponse(
                  response -> response.status() == 202,
                  () -> there.button("Paint in full resolution").click())
              .headerValue("location");
      assertThat(waiting.locator("#job-text")).containsText("Number 2 in line");
      assertThat(there.button("Cancel")).isFocused();
      there.button("Cancel").click();

      assertThat(there.button("Paint in full resolution")).isFocused();
      String id = location.substring(location.lastIndexOf('/') + 1);
      waiting.waitForCondition(
          () -> idle.service().jobs().get(id).orElseThrow().state() == Job.State.CANCELLED);
      assertThat(waiting.locator("#alert")).isHidden();
    }
  }

  @Test
  void faultsAreSaidInASentence() {
    page.setInputFiles(
        "#content-file",
        new FilePayload("broken.png", "image/png", "hello".getBytes(StandardCharsets.UTF_8)));
    assertThat(page.locator("#alert-text")).containsText("cannot be shown");
    page.setInputFiles(
        "#content-file", new FilePayload("large.png", "image/png", Pictures.boxes(1200, 900, 1)));
    assertThat(page.locator("#alert-text")).containsText("at most 1 million");
    visit.button("Close this message").click();
    assertThat(page.locator("#alert")).isHidden();

    visit.photo(PHOTO);
    page.route(
        "**/api/v1/previews",
        route ->
            route.fulfill(
                new com.microsoft.playwright.Route.FulfillOptions()
                    .setStatus(503)
                    .setHeaders(Map.of("Retry-After", "1"))
                    .setContentType("application/problem+json")
                    .setBody("{\"detail\": \"Too <b>busy</b>: try again.\"}")));
    visit.tile("Woodcut").click();
    assertThat(page.locator("#alert-text")).hasText("Too <b>busy</b>: try again.");
    page.unroute("**/api/v1/previews");
    visit.preview();
    assertThat(page.locator("#alert")).isHidden();
  }

  @Test
  void namesOfFilesStayText() {
    String name = "<img src=x onerror=alert(1)>\"'.png";
    visit.photo(new FilePayload(name, "image/png", PHOTO.buffer));
    page.setInputFiles("#style-file", new FilePayload(name, "image/png", OWN.buffer));

    assertThat(page.locator("#name")).hasText(name);
    assertThat(page.locator("#shares .share-name")).hasText(name);
    assertThat(page.locator("img[src=x]")).hasCount(0);
  }

  @Test
  void picturesAreDroppedAndPasted() {
    give("drop", "main", "photo.png", PHOTO.buffer);
    assertThat(page.locator("#studio")).isVisible();
    give("drop", "#panel", "dropped.png", OWN.buffer);
    assertThat(visit.tile("dropped.png")).hasAttribute("aria-pressed", "true");
    give("paste", "body", "pasted.png", Pictures.boxes(60, 60, 5));
    assertThat(visit.tile("pasted.png")).hasAttribute("aria-pressed", "true");
    give("drop", "#stage", "other.png", Pictures.boxes(90, 90, 6));
    assertThat(page.locator("#name")).hasText("other.png");
    assertThat(page.locator("#content-camera")).hasAttribute("capture", "environment");
  }

  private void give(String event, String selector, String name, byte[] bytes) {
    page.evaluate(
        "([event, selector, name, base64]) => {"
            + " const bytes = Uint8Array.from(atob(base64), c => c.charCodeAt(0));"
            + " const data = new DataTransfer();"
            + " data.items.add(new File([bytes], name, {type: 'image/png'}));"
            + " const init = {bubbles: true, cancelable: true};"
            + " const happened = event === 'paste'"
            + "   ? new ClipboardEvent(event, {...init, clipboardData: data})"
            + "   : new DragEvent(event, {...init, dataTransfer: data});"
            + " document.querySelector(selector).dispatchEvent(happened); }",
        List.of(event, selector, name, Base64.getEncoder().encodeToString(bytes)));
  }

  @Test
  void aTokenIsAskedForWhereOneIsNeeded() {
    String token = "0123456789abcdef";
    HttpAccess access = HttpAccess.DEFAULTS.withTokens(List.of(token));
    try (Api closed = api.beside(HttpOptions.DEFAULTS.withAccess(access));
        Page there = browser.page(closed, Browser.desktop(), ColorScheme.DARK)) {
      there.locator("#token").fill(token);
      there.keyboard().press("Enter");
      Visit allowed = new Visit(there);
      allowed.photo(PHOTO);
      allowed.style("Woodcut");
      allowed.preview();
      allowed.paintToTheEnd();
      there.navigate("about:blank");
    }
  }
}

package io.github.tempera.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotType;
import io.github.tempera.service.job.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pictures of docs/web.md, made only when asked: {@code
 * -Dtempera.screenshots=$PWD/docs/screenshots} (builds leave the tree alone).
 */
@EnabledIfSystemProperty(named = "tempera.screenshots", matches = ".+")
class PageScreenshotsIT {
  @TempDir private Path data = Path.of("");

  @Test
  void makesThem() throws IOException {
    Path folder = Files.createDirectories(Path.of(System.getProperty("tempera.screenshots", "")));
    try (Api api = new Api(Api.in(data).withLimits(Limits.DEFAULTS), HttpOptions.DEFAULTS);
        Browser browser = Browser.open()) {
      shoot(browser.page(api, Browser.phone(), ColorScheme.LIGHT), folder.resolve("web-phone"));
      shoot(browser.page(api, Browser.desktop(), ColorScheme.LIGHT), folder.resolve("web-desktop"));
    }
    try (var made = Files.list(folder)) {
      assertThat(made.filter(f -> f.getFileName().toString().startsWith("web-")))
          .hasSize(10)
          .allSatisfy(file -> assertThat(Files.size(file)).isLessThan(400_000));
    }
  }

  private static void shoot(Page page, Path base) {
    Visit visit = new Visit(page);
    page.waitForFunction(
        "() => [...document.images].every(i => i.offsetParent === null || i.complete)");
    shoot(page, base, "welcome", ColorScheme.LIGHT);

    visit.sample("harbour.jpg");
    visit.blendSeveral();
    visit.style("Swirling strokes");
    visit.style("Stained glass");
    visit.style("Watercolour");
    visit.preview();
    page.evaluate("document.querySelector('#triangle').scrollIntoView({block: 'end'})");
    page.evaluate("scrollBy(0, 120)");
    shoot(page, base, "blend", ColorScheme.DARK);

    page.locator("#shares .region").first().click();
    visit.drag("#mask", 0.1, 0.12, 0.95, 0.1);
    visit.drag("#mask", 0.9, 0.24, 0.3, 0.05);
    shoot(page, base, "region", ColorScheme.LIGHT);
    page.locator("#brush-done").click();
    visit.preview();

    visit.paintToTheEnd();
    shoot(page, base, "result", ColorScheme.LIGHT);

    page.locator("input[name=blending][value=one]").check();
    visit.style("Ink wash");
    visit.previewAfter(() -> visit.slide("#stroke", 2));
    page.evaluate("document.querySelector('#look').scrollIntoView({block: 'center'})");
    shoot(page, base, "strokes", ColorScheme.LIGHT);
    page.context().close();
  }

  private static void shoot(Page page, Path base, String scene, ColorScheme scheme) {
    page.emulateMedia(new EmulateMediaOptions().setColorScheme(scheme));
    page.screenshot(
        new ScreenshotOptions()
            .setType(ScreenshotType.JPEG)
            .setQuality(80)
            .setPath(base.resolveSibling(base.getFileName() + "-" + scene + ".jpg")));
  }
}

package io.github.tempera.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotType;
import io.github.tempera.service.job.Limits;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pictures of docs/web.md, made only when asked: {@code -Dtempera.screenshots=docs/screenshots}
 * (a folder; builds leave the tree alone).
 */
@EnabledIfSystemProperty(named = "tempera.screenshots", matches = ".+")
class PageScreenshotsIT {
  private static final String[] BLEND = {"Swirling strokes", "Stained glass", "Watercolour"};

  @TempDir private Path data = Path.of("");

  @Test
  void makesThem() throws Exception {
    Path folder = Files.createDirectories(Path.of(System.getProperty("tempera.screenshots", "")));
    try (Api api = new Api(Api.in(data).withLimits(Limits.DEFAULTS), HttpOptions.DEFAULTS);
        Browser browser = Browser.open()) {
      for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
        String suffix = scheme == ColorScheme.LIGHT ? "light" : "dark";
        scenes(browser, api, Browser.phone(), scheme, folder, "web-phone-%s-" + suffix + ".jpg");
        scenes(
            browser, api, Browser.desktop(), scheme, folder, "web-desktop-%s-" + suffix + ".jpg");
      }
    }
    try (var made = Files.list(folder)) {
      assertThat(made.filter(f -> f.getFileName().toString().startsWith("web-")))
          .hasSizeGreaterThanOrEqualTo(16)
          .allSatisfy(file -> assertThat(Files.size(file)).isLessThan(400_000));
    }
  }

  private static void scenes(
      Browser browser,
      Api api,
      NewContextOptions device,
      ColorScheme scheme,
      Path folder,
      String names) {
    boolean phone = names.contains("phone");
    try (Page page = browser.page(api, device, scheme)) {
      Visit visit = new Visit(page);
      page.waitForFunction(
          "() => [...document.images].every(i => i.offsetParent === null || i.complete)");
      shoot(page, folder, names, "welcome");

      visit.sample("harbour.jpg");
      visit.style("Swirling strokes");
      visit.preview();
      shoot(page, folder, names, "style");

      visit.blendSeveral();
      visit.style(BLEND[1]);
      visit.style(BLEND[2]);
      visit.preview();
      if (phone) {
        page.evaluate("document.getElementById('mix').scrollIntoView()");
        page.evaluate("window.scrollBy(0, -420)");
      } else {
        page.locator("#look").scrollIntoViewIfNeeded();
      }
      shoot(page, folder, names, "blend");

      page.locator("#shares .region").first().click();
      page.waitForTimeout(200);
      visit.drag("#mask", 0.1, 0.12, 0.95, 0.1);
      visit.drag("#mask", 0.9, 0.24, 0.3, 0.05);
      shoot(page, folder, names, "region");
      page.locator("#brush-done").click();
      visit.preview();

      visit.paintToTheEnd();
      visit.preview();
      shoot(page, folder, names, "result");
    }
  }

  private static void shoot(Page page, Path folder, String names, String name) {
    page.waitForTimeout(300);
    page.screenshot(
        new ScreenshotOptions()
            .setType(ScreenshotType.JPEG)
            .setQuality(80)
            .setPath(folder.resolve(names.formatted(name))));
  }
}

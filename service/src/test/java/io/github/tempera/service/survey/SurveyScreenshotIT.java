package io.github.tempera.service.survey;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotType;
import io.github.tempera.service.catalogue.PresetStyle;
import io.github.tempera.service.http.Api;
import io.github.tempera.service.http.Browser;
import io.github.tempera.service.http.HttpOptions;
import io.github.tempera.service.http.Pictures;
import io.github.tempera.service.survey.Draft.Pair;
import io.github.tempera.service.survey.Draft.Result;
import io.github.tempera.service.survey.Draft.Shown;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The picture of docs/survey.md, made only when asked, as those of the page. */
@EnabledIfSystemProperty(named = "tempera.screenshots", matches = ".+")
class SurveyScreenshotIT {
  @TempDir private Path data = Path.of("");

  @Test
  void makesIt() throws IOException {
    Path folder = Files.createDirectories(Path.of(System.getProperty("tempera.screenshots", "")));
    try (Api api = new Api(Api.idle(data), HttpOptions.DEFAULTS);
        Browser browser = Browser.open()) {
      PresetStyle style = api.service().catalogue().preset("swirling-strokes").orElseThrow();
      Pair pair =
          new Pair(
              new Shown("harbour.jpg", sample("harbour.jpg")),
              new Shown("swirling-strokes.png", Pictures.jpeg(style.picture())),
              List.of(new Result("slim", sample("harbour__swirling-strokes.jpg"))));
      Surveys surveys = new Surveys(api.service().database(), Clock.systemUTC());
      Survey survey =
          surveys.create(
              new Draft("How good are these paintings?", 1, Collections.nCopies(10, pair)));
      shoot(
          browser.page(api, survey.path(), Browser.phone(), ColorScheme.LIGHT),
          folder.resolve("survey-phone.jpg"));
    }
  }

  private static byte[] sample(String name) throws IOException {
    try (InputStream in = Api.class.getResourceAsStream("/web/samples/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  private static void shoot(Page page, Path file) {
    page.locator("#begin").click();
    page.waitForFunction(
        "() => ['result', 'content', 'style']"
            + ".every(id => document.getElementById(id).naturalWidth > 0)");
    page.screenshot(
        new ScreenshotOptions().setType(ScreenshotType.JPEG).setQuality(80).setPath(file));
  }
}

package io.github.tempera.service.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page for those who use a keyboard, a screen reader, a phone, light or dark. */
@SuppressWarnings("NullAway.Init")
class PageAccessIT {
  private static final int MOST_TABS = 60;

  @TempDir static Path folder;
  private static Api api;
  private static Browser browser;

  @BeforeAll
  static void start() {
    browser = Browser.open();
    api = new Api(Api.in(folder), HttpOptions.DEFAULTS);
  }

  @AfterAll
  static void stop() {
    browser.checkManners();
    browser.close();
    api.close();
  }

  private static FilePayload photo() {
    return new FilePayload("photo.png", "image/png", Pictures.boxes(150, 100, 1));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void axeFindsNothingGraveInAnyStep(boolean phone) {
    NewContextOptions options = phone ? Browser.phone() : Browser.desktop();
    ColorScheme scheme = phone ? ColorScheme.LIGHT : ColorScheme.DARK;
    try (Page page = browser.page(api, options, scheme)) {
      Visit visit = new Visit(page);
      check(page, "welcome");
      visit.photo(photo());
      check(page, "a photo");
      visit.blendSeveral();
      visit.style("Woodcut");
      visit.style("Ink wash");
      visit.style("Pointillist");
      visit.preview();
      check(page, "a blend");
      page.locator("#shares .region").first().click();
      check(page, "a region");
      visit.button("Done").click();
      visit.paintToTheEnd();
      check(page, "a result");
      page.setInputFiles("#content-file", new FilePayload("no.txt", "text/plain", new byte[3]));
      assertThat(page.locator("#alert")).isVisible();
      check(page, "a fault");
      page.navigate("about:blank");
    }
  }

  private static void check(Page page, String step) {
    Axe.check(page, step);
    checkWidth(page);
  }

  /** Nothing stands out to the right. */
  private static void checkWidth(Page page) {
    assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth <= 0"))
        .isEqualTo(true);
  }

  @Test
  void theKeyboardAloneGoesAllTheWay() {
    try (Page page = browser.page(api, Browser.desktop(), ColorScheme.LIGHT)) {
      tabTo(page, "[data-sample='portrait.jpg']");
      page.keyboard().press("Enter");
      assertThat(page.locator("#styles-heading")).isFocused();
      tabTo(page, "[data-key='preset:woodcut']");
      page.keyboard().press("Space");
      Visit visit = new Visit(page);
      final String full = visit.preview();

      tabTo(page, ".region");
      page.keyboard().press("Enter");
      assertThat(page.locator("#mask")).isFocused();
      page.keyboard().press("Shift+ArrowRight");
      page.keyboard().press("Shift+ArrowRight");
      page.keyboard().press("Escape");
      assertThat(page.locator(".region")).isFocused();
      assertThat(page.locator(".region")).hasText("Edit region");
      visit.preview();

      tabTo(page, "#alpha");
      visit.previewAfter(() -> page.keyboard().press("PageDown"));
      assertThat(visit.shown()).isNotEqualTo(full);
      tabTo(page, "#size");
      page.keyboard().press("End");
      tabTo(page, "#paint");
      page.keyboard().press("Enter");
      assertThat(page.locator("#download")).isVisible(Visit.visible());
      assertThat(page.locator("#download")).isFocused();
      assertThat(page.locator("#status")).containsText("ready to download");
      tabTo(page, "#split");
      page.keyboard().press("ArrowLeft");
      assertThat(page.locator("#split")).hasValue("49");
      page.navigate("about:blank");
    }
  }

  /** Presses Tab until that has the focus, which must be seen at every step. */
  private static void tabTo(Page page, String selector) {
    for (int i = 0; i < MOST_TABS; i++) {
      page.keyboard().press("Tab");
      if (Boolean.TRUE.equals(page.evaluate("s => document.activeElement?.matches(s)", selector))) {
        return;
      }
    }
    throw new AssertionError("Tab does not lead to " + selector);
  }
}

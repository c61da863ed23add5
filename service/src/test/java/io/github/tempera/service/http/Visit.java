package io.github.tempera.service.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.FilePayload;
import java.util.regex.Pattern;

/** What a visitor does on the page. */
record Visit(Page page) {
  private static final double PATIENCE = 120_000;
  private static final Pattern BLOB = Pattern.compile("blob:.*");

  void photo(FilePayload file) {
    page.setInputFiles("#content-file", file);
    assertThat(page.locator("#studio")).isVisible(visible());
  }

  void sample(String name) {
    page.locator("[data-sample='" + name + "']").click();
    assertThat(page.locator("#studio")).isVisible(visible());
  }

  void style(String name) {
    tile(name).click();
    assertThat(tile(name)).hasAttribute("aria-pressed", "true");
  }

  Locator tile(String name) {
    return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name).setExact(true));
  }

  Locator button(String name) {
    return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name).setExact(true));
  }

  void blendSeveral() {
    page.locator("input[name=blending][value=several]").check();
  }

  void color(String value) {
    page.locator("input[name=color][value=" + value + "]").check();
  }

  /** Waits until nothing more is being painted, and tells what is shown. */
  String preview() {
    assertThat(page.locator("#after"))
        .hasAttribute("src", BLOB, new HasAttributeOptions().setTimeout(PATIENCE));
    settle();
    return shown();
  }

  /** Does something, and waits for the preview that comes of it. */
  String previewAfter(Runnable change) {
    page.waitForResponse(
        response ->
            response.request().method().equals("GET")
                && response.url().contains("/api/v1/previews/")
                && response.status() == 200,
        change);
    settle();
    return shown();
  }

  /** Waits until nothing more is being painted. */
  void settle() {
    page.waitForFunction("() => document.getElementById('working').hidden");
  }

  /** The picture shown, as some numbers that stand for it. */
  String shown() {
    return String.valueOf(
        page.evaluate(
            "() => { const c = document.createElement('canvas'); c.width = c.height = 16;"
                + " const x = c.getContext('2d', {willReadFrequently: true});"
                + " x.drawImage(document.getElementById('after'), 0, 0, 16, 16);"
                + " return Array.from(x.getImageData(0, 0, 16, 16).data).join(' '); }"));
  }

  void paintToTheEnd() {
    button("Paint in full resolution").click();
    assertThat(page.locator("#download")).isVisible(visible());
  }

  /** Drags the mouse over a part of an element, given in parts of its sides. */
  void drag(String selector, double fromX, double fromY, double toX, double toY) {
    // What is scrolled out of sight has a place, too, where something else is hit.
    page.locator(selector).evaluate("part => part.scrollIntoView({block: 'center'})");
    BoundingBox box = page.locator(selector).boundingBox();
    page.mouse().move(box.x + fromX * box.width, box.y + fromY * box.height);
    page.mouse().down();
    for (int i = 1; i <= 8; i++) {
      page.mouse()
          .move(
              box.x + (fromX + (toX - fromX) * i / 8) * box.width,
              box.y + (fromY + (toY - fromY) * i / 8) * box.height);
    }
    page.mouse().up();
  }

  /** Moves a slider as a hand does: a value, and its events. */
  void slide(String selector, int value) {
    page.locator(selector)
        .evaluate(
            "(range, value) => { range.value = value;"
                + " range.dispatchEvent(new Event('input', {bubbles: true}));"
                + " range.dispatchEvent(new Event('change', {bubbles: true})); }",
            value);
  }

  static IsVisibleOptions visible() {
    return new IsVisibleOptions().setTimeout(PATIENCE);
  }
}

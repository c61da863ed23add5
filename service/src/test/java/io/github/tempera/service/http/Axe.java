package io.github.tempera.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Set;

/** Holds a page as it is now against axe's rules of accessibility. */
public final class Axe {
  private static final Set<String> GRAVE = Set.of("serious", "critical");

  private Axe() {}

  /** It finds no serious fault, neither in light nor in dark. */
  public static void check(Page page, String step) {
    show(page, ColorScheme.DARK);
    // Colours are all that differs.
    check(new AxeBuilder(page).withRules(List.of("color-contrast")), step + " in the dark");
    show(page, ColorScheme.LIGHT);
    check(new AxeBuilder(page), step);
  }

  private static void show(Page page, ColorScheme scheme) {
    page.emulateMedia(new EmulateMediaOptions().setColorScheme(scheme));
  }

  @SuppressWarnings("deprecation") // Without frames there is nothing to put together elsewhere.
  private static void check(AxeBuilder axe, String step) {
    List<Rule> grave =
        axe.setLegacyMode(true).analyze().getViolations().stream()
            .filter(rule -> GRAVE.contains(rule.getImpact()))
            .toList();
    assertThat(grave)
        .as(step)
        .extracting(rule -> rule.getId() + ": " + rule.getNodes().get(0).getHtml())
        .isEmpty();
  }
}

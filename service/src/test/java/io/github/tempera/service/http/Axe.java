package io.github.tempera.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Set;

/** Holds a page as it is now against axe's rules of accessibility. */
public final class Axe {
  private static final Set<String> GRAVE = Set.of("serious", "critical");

  private Axe() {}

  /** It finds no serious fault. */
  @SuppressWarnings("deprecation") // Without frames there is nothing to put together elsewhere.
  public static void check(Page page, String step) {
    List<Rule> grave =
        new AxeBuilder(page)
            .setLegacyMode(true).analyze().getViolations().stream()
                .filter(rule -> GRAVE.contains(rule.getImpact()))
                .toList();
    assertThat(grave)
        .as(step)
        .extracting(rule -> rule.getId() + ": " + rule.getNodes().get(0).getHtml())
        .isEmpty();
  }
}

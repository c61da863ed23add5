package io.github.tempera.service.survey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Somebody at a survey's page.
 *
 * @param number in the order in which people came
 */
record Participant(Page page, Survey survey, int number) {
  /** An answer as it was given. */
  record Given(int participant, String item, int rating) {
    static List<Given> in(Answers answers) {
      return answers.all().stream()
          .map(answer -> new Given(answer.participant(), answer.item(), answer.rating()))
          .toList();
    }
  }

  /** How good somebody finds a painting. */
  @FunctionalInterface
  interface Taste {
    int rating(Item item);
  }

  void begin() {
    page.locator("#begin").click();
    assertThat(page.locator("#rate")).isVisible();
  }

  /** The painting that is shown, beside its own content and style. */
  Item item() {
    String result = hash("#result");
    Item item =
        survey.items().stream()
            .filter(each -> each.result().equals(result))
            .findFirst()
            .orElseThrow();
    assertThat(hash("#content")).isEqualTo(item.content());
    assertThat(hash("#style")).isEqualTo(item.style());
    return item;
  }

  private String hash(String picture) {
    String path = Objects.requireNonNull(page.locator(picture).getAttribute("src"));
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Rates what is shown, by the button. */
  Given choose(int rating) {
    return answer(rating, () -> button(rating).click());
  }

  /** Rates what is shown, by the keyboard. */
  Given press(int rating) {
    return answer(rating, () -> page.keyboard().press(String.valueOf(rating % 10)));
  }

  Locator button(int rating) {
    return page.locator("#scale button[value='" + rating + "']");
  }

  private Given answer(int rating, Runnable act) {
    Item item = item();
    int status =
        page.waitForResponse(response -> response.request().method().equals("PUT"), act).status();
    assertThat(status).isEqualTo(204);
    page.waitForFunction(
        "shown => !document.getElementById('thanks').hidden"
            + " || !document.getElementById('result').src.endsWith(shown)",
        item.result());
    return new Given(number, item.id(), rating);
  }

  /** Rates all that is left to rate, in the order in which it comes. */
  List<Given> rateAll(Taste taste) {
    List<Given> given = new ArrayList<>();
    while (!page.locator("#thanks").isVisible()) {
      given.add(choose(taste.rating(item())));
    }
    return given;
  }

  void leave() {
    page.context().close();
  }
}

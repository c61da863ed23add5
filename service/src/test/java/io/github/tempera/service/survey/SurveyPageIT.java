package io.github.tempera.service.survey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.options.ColorScheme;
import io.github.tempera.service.http.Api;
import io.github.tempera.service.http.Axe;
import io.github.tempera.service.http.Browser;
import io.github.tempera.service.http.HttpOptions;
import io.github.tempera.service.http.Pictures;
import io.github.tempera.service.survey.Draft.Pair;
import io.github.tempera.service.survey.Draft.Result;
import io.github.tempera.service.survey.Draft.Shown;
import io.github.tempera.service.survey.Participant.Given;
import io.github.tempera.service.survey.report.Difference;
import io.github.tempera.service.survey.report.ReportText;
import io.github.tempera.service.survey.report.SurveyReport;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of a survey in real Chromium, and people who answer there. */
@SuppressWarnings("NullAway.Init")
class SurveyPageIT {
  private static final int PAIRS = 3;
  private static final String FIRST = "the-first-model";
  private static final String SECOND = "the-second-model";

  @TempDir static Path folder;
  private static Api api;
  private static Browser browser;
  private static Surveys surveys;

  @BeforeAll
  static void start() {
    browser = Browser.open();
    api = new Api(Api.idle(folder), HttpOptions.DEFAULTS);
    surveys = new Surveys(api.service().database(), Clock.systemUTC());
  }

  @AfterAll
  static void stop() {
    browser.checkManners();
    browser.close();
    api.close();
  }

  private static Survey survey() {
    return survey(PAIRS);
  }

  /** Pairs painted by two models. */
  private static Survey survey(int count) {
    List<Pair> pairs =
        IntStream.rangeClosed(1, count)
            .mapToObj(
                n ->
                    new Pair(
                        new Shown("photo" + n + ".jpg", Pictures.jpeg(60, 40, 10L * n)),
                        new Shown("painter" + n + ".png", Pictures.jpeg(40, 40, 10L * n + 1)),
                        List.of(
                            new Result(FIRST, Pictures.jpeg(60, 40, 10L * n + 2)),
                            new Result(SECOND, Pictures.jpeg(60, 40, 10L * n + 3)))))
            .toList();
    return surveys.create(new Draft("How well is this painted?", 1, pairs));
  }

  private static Participant phone(Survey survey, int number) {
    return new Participant(
        browser.page(api, survey.path(), Browser.phone(), ColorScheme.LIGHT), survey, number);
  }

  private static Participant desktop(Survey survey, int number) {
    return new Participant(
        browser.page(api, survey.path(), Browser.desktop(), ColorScheme.DARK), survey, number);
  }

  @Test
  void theReportHasWhatEachGaveInAnOrderOfTheirOwn() {
    Survey survey = survey();
    List<Given> given = new ArrayList<>();
    List<List<String>> orders = new ArrayList<>();
    List<Participant> all = List.of(desktop(survey, 1), phone(survey, 2), desktop(survey, 3));
    all.forEach(Participant::begin);
    for (Participant participant : all.subList(0, 2)) {
      int least = participant.number();
      List<Given> own = participant.rateAll(item -> item.model().equals(FIRST) ? least : least + 4);
      orders.add(own.stream().map(Given::item).toList());
      given.addAll(own);
    }
    given.add(all.get(2).choose(10));
    all.forEach(Participant::leave);

    assertThat(orders)
        .doesNotHaveDuplicates()
        .allSatisfy(order -> assertThat(order).doesNotHaveDuplicates().hasSize(2 * PAIRS));
    Answers answers = surveys.answers(survey.id());
    assertThat(Given.in(answers)).containsExactlyInAnyOrderElementsOf(given);
    SurveyReport report = new SurveyReport(answers);
    assertThat(report.complete()).isEqualTo(2);
    assertThat(report.partial()).isEqualTo(1);
    Difference difference = report.difference().orElseThrow();
    assertThat(difference.secondMinusFirst().mean()).isEqualTo(4);
    assertThat(difference.higher()).isEqualTo(2 * PAIRS);
    assertThat(ReportText.of(report)).contains("3 participants: 2 complete, 1 partial");
  }

  @Test
  void anAnswerIsStoredAsItIsGivenAndAReloadGoesOn() {
    Survey survey = survey();
    Participant participant = phone(survey, 1);
    Page page = participant.page();
    participant.begin();
    List<Given> given = new ArrayList<>();
    for (int rating = 10; rating > 7; rating--) {
      given.add(participant.press(rating));
      assertThat(Given.in(surveys.answers(survey.id()))).containsExactlyInAnyOrderElementsOf(given);
    }
    final Item next = participant.item();
    page.reload();
    assertThat(page.locator("#heading")).hasText("Painting 4 of 6");
    assertThat(participant.item()).isEqualTo(next);

    // An answer may be looked at again, and changed.
    page.locator("#back").click();
    assertThat(participant.item().id()).isEqualTo(given.get(2).item());
    assertThat(participant.button(8)).hasAttribute("aria-pressed", "true");
    given.set(2, participant.choose(1));
    assertThat(participant.item()).isEqualTo(next);
    given.addAll(participant.rateAll(item -> 5));
    page.reload();
    assertThat(page.locator("#thanks")).isVisible();
    participant.leave();
    Answers answers = surveys.answers(survey.id());
    assertThat(answers.joined()).isEqualTo(1);
    assertThat(Given.in(answers)).containsExactlyInAnyOrderElementsOf(given);
  }

  @Test
  void nothingTellsWhichModelPainted() {
    Survey survey = survey();
    Participant participant = desktop(survey, 1);
    Page page = participant.page();
    List<String> seen = new ArrayList<>();
    page.onResponse(response -> seen.add(response.url() + response.headers()));
    seen.add(
        page.waitForResponse(
                response -> response.url().endsWith("/participants"), participant::begin)
            .text());
    while (!page.locator("#thanks").isVisible()) {
      seen.add(page.content());
      participant.choose(5);
    }
    participant.leave();
    assertThat(seen)
        .hasSizeGreaterThan(4 * PAIRS)
        .allSatisfy(
            text -> assertThat(text).doesNotContain(FIRST, SECOND, "photo1.jpg", "painter1.png"));
  }

  @Test
  void anAnswerIsSentAgainUntilItIsStored() {
    Survey survey = survey();
    Participant participant = phone(survey, 1);
    Page page = participant.page();
    participant.begin();
    String answers = "**/answers/*";
    page.route(answers, route -> route.fulfill(new FulfillOptions().setStatus(503)));
    participant.button(7).click();
    assertThat(page.locator("#alert")).containsText("not stored yet");
    Item item = participant.item();
    page.waitForResponse(response -> response.status() == 204, () -> page.unroute(answers));
    assertThat(page.locator("#heading")).hasText("Painting 2 of 6");
    assertThat(page.locator("#alert")).isEmpty();
    participant.leave();
    assertThat(Given.in(surveys.answers(survey.id()))).containsExactly(new Given(1, item.id(), 7));
  }

  @Test
  void aClosedSurveyAndAWrongLinkSaySo() {
    Survey survey = survey();
    Participant late = phone(survey, 1);
    late.begin();
    surveys.close(survey.id());
    late.button(7).click();
    assertThat(late.page().locator("#message-text")).containsText("closed");
    late.page().navigate(api.uri("/survey/nothing").toString());
    assertThat(late.page().locator("#message-text")).containsText("no such survey");
    late.leave();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void axeFindsNothingGraveInAnyStep(boolean phone) {
    Participant participant = phone ? phone(survey(1), 1) : desktop(survey(1), 1);
    Page page = participant.page();
    assertThat(page.locator("#begin")).isVisible();
    check(page, "the beginning");
    participant.begin();
    check(page, "a painting");
    page.locator("#zoom-style").click();
    assertThat(page.locator("#large")).isVisible();
    check(page, "an enlarged picture");
    page.keyboard().press("Escape");
    participant.rateAll(item -> 3);
    check(page, "the end");
    participant.leave();
  }

  private static void check(Page page, String step) {
    Axe.check(page, step);
    assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth <= 0"))
        .isEqualTo(true);
  }
}

package io.github.tempera.service.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.tempera.TemperaException;
import io.github.tempera.service.TestClock;
import io.github.tempera.service.TestDatabase;
import io.github.tempera.service.store.Database;
import io.github.tempera.service.store.PictureStore;
import io.github.tempera.service.survey.Surveys.Outcome;
import io.github.tempera.service.survey.report.Difference;
import io.github.tempera.service.survey.report.ReportText;
import io.github.tempera.service.survey.report.SurveyReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What surveys do, whichever database they are in. */
@SuppressWarnings("NullAway.Init")
abstract class SurveysContract {
  private final TestDatabase kind;
  private final TestClock clock = new TestClock();
  @TempDir private Path folder;
  private String url;
  private Database database;
  private Surveys surveys;

  SurveysContract(TestDatabase kind) {
    this.kind = kind;
  }

  @BeforeEach
  void open() {
    url = kind.fresh(folder);
    database = Database.open(url);
    surveys = new Surveys(database, clock);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Sheet join(Survey survey) {
    clock.advance(Duration.ofSeconds(1));
    return surveys.join(survey.id()).orElseThrow();
  }

  private void rate(Survey survey, Sheet sheet, int item, int rating) {
    assertThat(
            surveys.answer(survey.id(), sheet.participant(), survey.items().get(item).id(), rating))
        .isEqualTo(Outcome.STORED);
  }

  @Test
  void aSurveyIsKeptWithItsPictures() {
    Draft draft = Drafts.of(3, "slim", "alpha");
    Survey survey = surveys.create(draft);
    assertThat(surveys.get(survey.id())).contains(survey);
    assertThat(survey.title()).isEqualTo("What do you think?");
    assertThat(survey.pairs()).isEqualTo(3);
    assertThat(survey.models()).containsExactly("slim", "alpha");
    assertThat(survey.closed()).isEmpty();
    Item last = survey.items().get(5);
    assertThat(last.pair()).isEqualTo(3);
    assertThat(last.contentName()).isEqualTo("content3.jpg");
    assertThat(surveys.picture(survey.id(), last.content()))
        .contains(draft.pairs().get(2).content().jpeg());
    assertThat(surveys.picture(survey.id(), last.result()))
        .contains(draft.pairs().get(2).results().get(1).jpeg());
    // The service's clearing of what users sent does not touch them.
    clock.advance(Duration.ofDays(1000));
    new PictureStore(database, Optional.empty(), Duration.ofHours(1), clock).expire();
    assertThat(surveys.picture(survey.id(), last.style())).isPresent();
  }

  @Test
  void idsTellNothingAndOpenNothingElse() {
    Survey one = surveys.create(Drafts.of(2, "slim", "vgg19"));
    Survey other = surveys.create(Drafts.of(1, "slim"));
    Set<String> ids = new HashSet<>(Set.of(one.id(), other.id()));
    one.items().forEach(item -> ids.add(item.id()));
    assertThat(ids).hasSize(6).allMatch(id -> id.matches("[0-9a-f]{32}"));

    assertThat(surveys.get("")).isEmpty();
    assertThat(surveys.get(one.id().substring(0, 31))).isEmpty();
    assertThat(surveys.picture(other.id(), one.items().get(2).result())).isEmpty();
    Sheet sheet = join(one);
    assertThat(surveys.sheet(other.id(), sheet.participant())).isEmpty();
    assertThat(surveys.sheet(one.id(), "nobody")).isEmpty();
    String item = one.items().get(0).id();
    assertThat(surveys.answer(other.id(), sheet.participant(), item, 5)).isEqualTo(Outcome.UNKNOWN);
    assertThat(surveys.answer(one.id(), "nobody", item, 5)).isEqualTo(Outcome.UNKNOWN);
    assertThat(surveys.answer(one.id(), sheet.participant(), other.items().get(0).id(), 5))
        .isEqualTo(Outcome.UNKNOWN);
    assertThat(surveys.answers(one.id()).all()).isEmpty();
    assertThat(surveys.answers(other.id()).all()).isEmpty();
  }

  @Test
  void anAnswerTakesThePlaceOfTheEarlierOne() {
    Survey survey = surveys.create(Drafts.of(2, "slim"));
    Sheet sheet = join(survey);
    rate(survey, sheet, 0, 3);
    clock.advance(Duration.ofMinutes(1));
    rate(survey, sheet, 0, 9);
    rate(survey, sheet, 0, 9);
    assertThat(surveys.answers(survey.id()).all())
        .containsExactly(new Answer(1, survey.items().get(0).id(), 9, clock.instant()));
    Sheet again = surveys.sheet(survey.id(), sheet.participant()).orElseThrow();
    assertThat(again.ratings()).containsOnly(java.util.Map.entry(survey.items().get(0).id(), 9));
    assertThat(again.items()).isEqualTo(sheet.items());
  }

  @Test
  void ratingsOutsideOneToTenAreRefused() {
    Survey survey = surveys.create(Drafts.of(1, "slim"));
    Sheet sheet = join(survey);
    for (int rating : new int[] {0, 11, -1}) {
      assertThatThrownBy(() -> rate(survey, sheet, 0, rating))
          .isInstanceOf(TemperaException.class)
          .hasMessageContaining("1 to 10");
    }
  }

  @Test
  void aClosedSurveyTakesNoAnswersButTellsThem() {
    Survey survey = surveys.create(Drafts.of(2, "slim"));
    Sheet sheet = join(survey);
    rate(survey, sheet, 0, 4);
    surveys.close(survey.id());
    surveys.close(survey.id());
    assertThat(surveys.get(survey.id()).orElseThrow().closed()).contains(clock.instant());
    assertThat(surveys.join(survey.id())).isEmpty();
    assertThat(surveys.answer(survey.id(), sheet.participant(), survey.items().get(0).id(), 5))
        .isEqualTo(Outcome.CLOSED);
    assertThat(surveys.answers(survey.id()).all()).extracting(Answer::rating).containsExactly(4);
    assertThatThrownBy(() -> surveys.close("nothing")).isInstanceOf(TemperaException.class);
    assertThatThrownBy(() -> surveys.answers("nothing")).isInstanceOf(TemperaException.class);
  }

  @Test
  void theListHasTheNewestFirstAndWhoAnswered() {
    assertThat(surveys.list()).isEmpty();
    Survey older = surveys.create(Drafts.of(1, "slim"));
    clock.advance(Duration.ofDays(1));
    Survey newer = surveys.create(Drafts.of(1, "slim"));
    rate(older, join(older), 0, 4);
    join(older);
    assertThat(surveys.list())
        .containsExactly(new Surveys.Listing(newer, 0), new Surveys.Listing(older, 1));
  }

  @Test
  void theReportIsWhatWasGiven() {
    Survey survey = surveys.create(Drafts.of(2, "first", "second"));
    // In the order of the survey: pair 1 by first and second, pair 2 by first and second.
    int[][] given = {{4, 6, 5, 5}, {2, 6, 3, 4}, {8, 7}, {}};
    for (int[] sheet : given) {
      Sheet own = join(survey);
      for (int item = 0; item < sheet.length; item++) {
        rate(survey, own, item, sheet[item]);
      }
    }
    SurveyReport report = new SurveyReport(surveys.answers(survey.id()));
    assertThat(report.given().joined()).isEqualTo(4);
    assertThat(report.complete()).isEqualTo(2);
    assertThat(report.partial()).isEqualTo(1);
    assertThat(report.rows().stream().map(row -> row.estimate().mean()))
        .containsExactly(14 / 3.0, 19 / 3.0, 4.0, 4.5);
    assertThat(report.rows().get(0).counts()).containsExactly(0, 1, 0, 1, 0, 0, 0, 1, 0, 0);
    assertThat(report.distribution()).containsExactly(0, 1, 1, 2, 2, 2, 1, 1, 0, 0);
    // Means of the three: 5, 3.75, 7.5.
    assertThat(report.overall().mean()).isCloseTo(16.25 / 3, within(1e-12));
    assertThat(report.overall().count()).isEqualTo(3);
    // first: 4.5, 2.5, 8; second: 5.5, 5, 7.
    assertThat(report.models().get(0).estimate().mean()).isCloseTo(5, within(1e-12));
    assertThat(report.models().get(1).estimate().mean()).isCloseTo(17.5 / 3, within(1e-12));
    // Differences: (2 + 0) / 2, (4 + 1) / 2, -1.
    Difference difference = report.difference().orElseThrow();
    assertThat(difference.secondMinusFirst().count()).isEqualTo(3);
    assertThat(difference.secondMinusFirst().mean()).isCloseTo(2.5 / 3, within(1e-12));
    assertThat(List.of(difference.higher(), difference.equal(), difference.lower()))
        .containsExactly(3, 1, 1);
    assertThat(ReportText.of(report))
        .contains(
            "3 participants: 2 complete, 1 partial; 1 more began and rated nothing",
            "Means of the paintings: 4.00 to 6.33",
            "Overall mean: 5.42",
            "second minus first, same pair and person: 0.83",
            "higher 3 times, the same 1 times, lower 1 times",
            "52 people, 10 pairs, means of 6.3 to 8.7, overall 7.3");
  }

  @Test
  void manyAnswerAtOnce() throws Exception {
    Survey survey = surveys.create(Drafts.of(5, "slim"));
    int people = 12;
    ExecutorService pool = Executors.newFixedThreadPool(people);
    List<Callable<Integer>> work = new ArrayList<>();
    try (Database elsewhere = Database.open(url)) {
      for (int person = 0; person < people; person++) {
        Surveys own = person % 2 == 0 ? surveys : new Surveys(elsewhere, clock);
        int rating = 1 + person % 10;
        work.add(
            () -> {
              Sheet sheet = own.join(survey.id()).orElseThrow();
              for (Item item : sheet.items()) {
                own.answer(survey.id(), sheet.participant(), item.id(), 10);
                own.answer(survey.id(), sheet.participant(), item.id(), rating);
              }
              return rating;
            });
      }
      for (Future<Integer> each : pool.invokeAll(work)) {
        each.get();
      }
    } finally {
      pool.shutdown();
    }
    SurveyReport report = new SurveyReport(surveys.answers(survey.id()));
    assertThat(report.complete()).isEqualTo(people);
    assertThat(report.distribution()).containsExactly(10, 10, 5, 5, 5, 5, 5, 5, 5, 5);
  }

  @Test
  void nothingIsStoredOnceItIsClosed() throws Exception {
    int people = 50;
    ExecutorService pool = Executors.newFixedThreadPool(people);
    try {
      for (int round = 0; round < 5; round++) {
        Survey survey = surveys.create(Drafts.of(1, "slim"));
        String item = survey.items().get(0).id();
        AtomicBoolean over = new AtomicBoolean();
        List<Future<Boolean>> answering = new ArrayList<>();
        for (int person = 0; person < people; person++) {
          Random pauses = new Random(100 * round + person);
          answering.add(pool.submit(() -> answerUntilItIsClosed(survey.id(), item, pauses, over)));
        }
        Thread.sleep(50);
        surveys.close(survey.id());
        Answers closed = surveys.answers(survey.id());
        over.set(true);
        for (Future<Boolean> each : answering) {
          assertThat(each.get()).as("told that it is closed").isTrue();
        }
        assertThat(surveys.answers(survey.id())).isEqualTo(closed);
      }
    } finally {
      pool.shutdown();
    }
  }

  /** Joins and answers over and over; false if it was still let in after the end. */
  private boolean answerUntilItIsClosed(
      String survey, String item, Random pauses, AtomicBoolean over) throws InterruptedException {
    boolean wasOver = false;
    while (!wasOver) {
      Thread.sleep(pauses.nextInt(3));
      wasOver = over.get();
      Optional<Sheet> sheet = surveys.join(survey);
      if (sheet.isEmpty()) {
        return true;
      }
      surveys.answer(survey, sheet.get().participant(), item, 1 + pauses.nextInt(10));
    }
    return false;
  }
}

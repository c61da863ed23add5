package io.github.tempera.service;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameStartingWith;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.github.tempera.service.job.Stopwatch;
import java.time.Clock;
import java.time.Instant;

/**
 * Which room of the service may know which: http, telegram, survey → job → painting → store, and
 * beside those the catalogue. Inside telegram: telegram → show → conversation; inside survey:
 * survey.report → survey.
 */
@AnalyzeClasses(
    packages = "io.github.tempera.service",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String SERVICE = "io.github.tempera.service";
  private static final String STORE = SERVICE + ".store..";
  private static final String PAINTING = SERVICE + ".painting..";
  private static final String JOB = SERVICE + ".job..";
  private static final String CATALOGUE = SERVICE + ".catalogue..";
  private static final String HTTP = SERVICE + ".http..";
  private static final String TELEGRAM = SERVICE + ".telegram..";
  private static final String TELEGRAM_DOOR = SERVICE + ".telegram";
  private static final String CONVERSATION = SERVICE + ".telegram.conversation..";
  private static final String SHOW = SERVICE + ".telegram.show..";
  private static final String SURVEY = SERVICE + ".survey..";
  private static final String SURVEY_REPORT = SERVICE + ".survey.report..";

  @ArchTest
  static final ArchRule THE_STORE_KNOWS_NOBODY =
      none(STORE, SERVICE, JOB, PAINTING, CATALOGUE, HTTP, TELEGRAM, SURVEY);

  @ArchTest
  static final ArchRule PAINTING_KNOWS_THE_STORE_ONLY =
      none(PAINTING, SERVICE, JOB, CATALOGUE, HTTP, TELEGRAM, SURVEY);

  @ArchTest
  static final ArchRule THE_QUEUE_KNOWS_PAINTING_AND_THE_STORE_ONLY =
      none(JOB, SERVICE, CATALOGUE, HTTP, TELEGRAM, SURVEY);

  @ArchTest
  static final ArchRule THE_CATALOGUE_KNOWS_NEITHER_QUEUE_NOR_PAINTING_NOR_STORE =
      none(CATALOGUE, SERVICE, JOB, PAINTING, STORE, HTTP, TELEGRAM, SURVEY);

  @ArchTest
  static final ArchRule THE_FACADE_KNOWS_NO_WAY_IN = none(SERVICE, HTTP, TELEGRAM, SURVEY);

  @ArchTest static final ArchRule THE_WEB_DOES_NOT_KNOW_THE_BOT = none(HTTP, TELEGRAM);

  @ArchTest static final ArchRule THE_BOT_DOES_NOT_KNOW_THE_WEB = none(TELEGRAM, HTTP, SURVEY);

  @ArchTest static final ArchRule THE_SURVEY_DOES_NOT_KNOW_THE_BOT = none(SURVEY, TELEGRAM);

  @ArchTest
  static final ArchRule THE_SURVEY_DOES_NOT_KNOW_ITS_REPORT =
      none(SERVICE + ".survey", SURVEY_REPORT);

  @ArchTest
  static final ArchRule A_REPORT_KNOWS_ANSWERS_ONLY =
      none(SURVEY_REPORT, SERVICE, JOB, STORE, HTTP);

  @ArchTest
  static final ArchRule THE_CONVERSATION_KNOWS_NEITHER_TELEGRAM_NOR_DATABASE_NOR_TIME =
      none(
          CONVERSATION,
          SERVICE,
          TELEGRAM_DOOR,
          SHOW,
          STORE,
          "com.pengrad..",
          "okhttp3..",
          "org.jdbi..",
          "java.sql..",
          "javax.sql..",
          "java.nio.file..",
          "java.net..",
          "java.awt..",
          "javax.imageio..",
          "java.time..",
          "java.util.concurrent..");

  @ArchTest
  static final ArchRule WHAT_SHOWS_DOES_NOT_KNOW_HOW_UPDATES_COME = none(SHOW, TELEGRAM_DOOR);

  @ArchTest
  static final ArchRule TELEGRAMS_LIBRARY_IS_KNOWN_TO_ITS_DOOR_AND_TO_WHAT_SHOWS =
      noClasses()
          .that()
          .resideOutsideOfPackages(TELEGRAM_DOOR, SHOW)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.pengrad..");

  @ArchTest
  static final ArchRule ALL_GO_BY_THE_SERVICES_CLOCK =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(Service.class.getName())
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethodWhere(
              target(owner(equivalentTo(Clock.class))).and(target(nameStartingWith("system"))))
          .because("Service starts the one clock, and hands it on");

  @ArchTest
  static final ArchRule ONLY_THE_STOPWATCH_COUNTS_NANOSECONDS =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(Stopwatch.class.getName())
          .should()
          .callMethod(System.class, "nanoTime");

  @ArchTest
  static final ArchRule TENSORS_STAY_IN_CORE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.bytedeco..", "io.github.tempera.internal.network..");

  private static ArchRule none(String room, String... others) {
    return noClasses()
        .that()
        .resideInAPackage(room)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .allowEmptyShould(true);
  }
}

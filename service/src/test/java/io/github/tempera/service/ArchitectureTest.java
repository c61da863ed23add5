package io.github.tempera.service;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * Which room of the service may know which: http, telegram, survey → job → painting → store, and
 * beside those the catalogue.
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
  private static final String SURVEY = SERVICE + ".survey..";

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

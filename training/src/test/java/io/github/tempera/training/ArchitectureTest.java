package io.github.tempera.training;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/**
 * Which room of training may know which: run → trainer → steadiness → trainee → loss → gradient →
 * convolution, with data and show beside them, and evaluation and optimization over the losses.
 */
@AnalyzeClasses(
    packages = "io.github.tempera.training",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String TRAINING = "io.github.tempera.training.";
  private static final String NATIVE = "org.bytedeco..";

  @ArchTest
  static final ArchRule NO_ROOMS_KNOW_EACH_OTHER =
      SlicesRuleDefinition.slices().matching(TRAINING + "(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule PICTURES_ARE_READ_WITHOUT_TENSORS =
      none("data", NATIVE, "io.github.tempera.internal.network..", "io.github.tempera.training..");

  @ArchTest
  static final ArchRule WHAT_A_RUN_SHOWS_KNOWS_NO_RUN =
      none("show", NATIVE, "io.github.tempera.internal.network..", "io.github.tempera.training..");

  @ArchTest
  static final ArchRule A_REPORT_IS_MADE_OF_NUMBERS =
      none(
          "evaluation.report",
          NATIVE,
          TRAINING + "gradient..",
          TRAINING + "loss..",
          TRAINING + "run..",
          TRAINING + "trainer..");

  @ArchTest
  static final ArchRule CONVOLUTIONS_KNOW_NO_NETWORK =
      none("convolution", "io.github.tempera.training..");

  @ArchTest
  static final ArchRule LOSSES_KNOW_NOT_WHAT_IS_TRAINED =
      none("loss", TRAINING + "trainee..", TRAINING + "trainer..", TRAINING + "run..");

  @ArchTest
  static final ArchRule THE_TRAINER_KNOWS_NO_FOLDER_OF_A_RUN =
      none("trainer", TRAINING + "run..", TRAINING + "show..");

  @ArchTest
  static final ArchRule WHAT_IS_JUDGED_MAY_BE_ANYBODYS =
      none("evaluation", TRAINING + "trainee..", TRAINING + "trainer..", TRAINING + "run..");

  private static ArchRule none(String room, String... others) {
    String own = TRAINING + room;
    return noClasses()
        .that()
        .resideInAPackage(own)
        .should()
        .dependOnClassesThat(resideInAnyPackage(others).and(resideOutsideOfPackage(own)));
  }
}

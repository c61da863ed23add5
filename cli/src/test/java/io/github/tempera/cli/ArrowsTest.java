package io.github.tempera.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.github.tempera.training.trainee.Normalization;

/** Arrows between modules point from the outside in. */
@AnalyzeClasses(
    packages = "io.github.tempera",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArrowsTest {
  @ArchTest
  static final ArchRule COMMANDS_KNOW_NO_TENSORS =
      noClasses()
          .that()
          .resideInAPackage("io.github.tempera.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.bytedeco..",
              "io.github.tempera.internal.network..",
              "io.github.tempera.internal.tiling..");

  @ArchTest
  static final ArchRule CORE_KNOWS_NO_COMMANDS =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.github.tempera.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.github.tempera.cli..");

  @ArchTest
  static final ArchRule TENSORS_STAY_INSIDE_TRAINING =
      noClasses()
          .that()
          .resideInAPackage("io.github.tempera.cli..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "io.github.tempera.training.gradient..",
                      "io.github.tempera.training.trainee..")
                  .and(not(type(Normalization.class))));

  @ArchTest
  static final ArchRule CORE_KNOWS_NO_TRAINING =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.github.tempera.training..",
              "io.github.tempera.bench..",
              "io.github.tempera.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.github.tempera.training..");

  @ArchTest
  static final ArchRule NOBODY_NEEDS_THE_BENCHMARKS =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.github.tempera.bench..", "io.github.tempera.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.github.tempera.bench..");

  // What computes says first in how many threads: so it comes through Natives.
  @ArchTest
  static final ArchRule PYTORCH_IS_LOADED_BY_THE_NETWORK_ALONE =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.github.tempera.internal.network..")
          .should()
          .callMethodWhere(target(name("set_num_threads").or(name("blas_set_num_threads"))));
}

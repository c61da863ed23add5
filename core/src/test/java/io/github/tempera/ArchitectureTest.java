package io.github.tempera;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;

/** Which room of core may know which. */
@AnalyzeClasses(
    packages = "io.github.tempera",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final DescribedPredicate<JavaClass> NATIVE = resideInAPackage("org.bytedeco..");

  @ArchTest
  static final ArchRule TENSORS_APPEAR_IN_PUBLIC_SIGNATURES_OF_THE_NETWORK_ONLY =
      methods()
          .that()
          .areDeclaredInClassesThat()
          .resideOutsideOfPackage("io.github.tempera.network..")
          .should(
              new ArchCondition<>("keep tensors out of public signatures") {
                @Override
                public void check(JavaMethod method, ConditionEvents events) {
                  boolean seen =
                      method.getModifiers().contains(JavaModifier.PUBLIC)
                          && method.getOwner().getModifiers().contains(JavaModifier.PUBLIC);
                  boolean tensors =
                      Stream.concat(
                              method.getRawParameterTypes().stream(),
                              Stream.of(method.getRawReturnType()))
                          .anyMatch(NATIVE);
                  if (seen && tensors) {
                    events.add(SimpleConditionEvent.violated(method, method.getFullName()));
                  }
                }
              });

  @ArchTest
  static final ArchRule PICTURES_AND_MODEL_FILES_KNOW_NO_TENSORS =
      noClasses()
          .that()
          .resideInAnyPackage("io.github.tempera.image..", "io.github.tempera.model..")
          .should()
          .dependOnClassesThat(
              NATIVE
                  .or(resideInAPackage("io.github.tempera.network.."))
                  .or(resideInAPackage("io.github.tempera.tiling..")));

  @ArchTest
  static final ArchRule THE_NETWORK_KNOWS_NO_TILES_AND_NO_FILES =
      noClasses()
          .that()
          .resideInAPackage("io.github.tempera.network..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.github.tempera.tiling..", "io.github.tempera.image..", "java.nio.file..");

  @ArchTest
  static final ArchRule NOBODY_IN_CORE_NEEDS_THE_BENCHMARKS =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.github.tempera.bench..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.github.tempera.bench..");
}

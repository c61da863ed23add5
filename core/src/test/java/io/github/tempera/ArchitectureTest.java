package io.github.tempera;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
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
  private static final String INTERNAL = "io.github.tempera.internal..";
  private static final DescribedPredicate<JavaClass> NATIVE = resideInAPackage("org.bytedeco..");

  @ArchTest
  static final ArchRule TENSORS_APPEAR_IN_PUBLIC_SIGNATURES_OF_THE_NETWORK_ONLY =
      methods()
          .that()
          .areDeclaredInClassesThat()
          .resideOutsideOfPackage("io.github.tempera.internal.network..")
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
          .resideInAnyPackage(
              "io.github.tempera.image..",
              "io.github.tempera.model..",
              "io.github.tempera.internal.container..",
              "io.github.tempera.internal.description..",
              "io.github.tempera.internal.file..",
              "io.github.tempera.internal.format..")
          .should()
          .dependOnClassesThat(
              NATIVE
                  .or(resideInAPackage("io.github.tempera.internal.network.."))
                  .or(resideInAPackage("io.github.tempera.internal.tiling..")));

  @ArchTest
  static final ArchRule THE_NETWORK_KNOWS_NO_TILES_AND_NO_FILES =
      noClasses()
          .that()
          .resideInAPackage("io.github.tempera.internal.network..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.github.tempera.internal.tiling..",
              "io.github.tempera.image..",
              "java.nio.file..");

  @ArchTest
  static final ArchRule WHAT_IS_PUBLIC_NAMES_NOTHING_INTERNAL =
      classes()
          .that()
          .resideOutsideOfPackage(INTERNAL)
          .and()
          .arePublic()
          .should(
              new ArchCondition<>("keep internal types out of public signatures") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  Stream<JavaCodeUnit> seen =
                      type.getCodeUnits().stream()
                          .filter(
                              unit ->
                                  unit.getModifiers().contains(JavaModifier.PUBLIC)
                                      || unit.getModifiers().contains(JavaModifier.PROTECTED));
                  seen.filter(
                          unit ->
                              unit.getAllInvolvedRawTypes().stream()
                                  .anyMatch(resideInAPackage(INTERNAL)))
                      .forEach(
                          unit ->
                              events.add(SimpleConditionEvent.violated(unit, unit.getFullName())));
                }
              });

  @ArchTest
  static final ArchRule WHAT_READS_TENSORS_OF_FILES_PAINTS_NOTHING =
      noClasses()
          .that()
          .resideInAPackage("io.github.tempera.internal.format..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.github.tempera.internal.network..",
              "io.github.tempera.internal.tiling..",
              "io.github.tempera.image..");
}

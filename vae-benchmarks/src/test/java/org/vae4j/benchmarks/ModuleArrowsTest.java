package org.vae4j.benchmarks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Rules across modules. They are tested here because only this module sees all the others. */
class ModuleArrowsTest {

  /** The root package of every module that stands on vae-api. */
  static final List<String> MODULES =
      List.of(
          "org.vae4j.backend.java",
          "org.vae4j.backend.djl",
          "org.vae4j.backend.nd4j",
          "org.vae4j.testkit",
          "org.vae4j.cli",
          "org.vae4j.examples");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.vae4j");

  @ParameterizedTest
  @FieldSource("MODULES")
  void dependsOnNoModuleButTheApi(String module) {
    String[] others =
        MODULES.stream()
            .filter(other -> !other.equals(module))
            .map(other -> other + "..")
            .toArray(String[]::new);

    noClasses()
        .that()
        .resideInAPackage(module + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .because("arrows point at vae-api only; benchmarks alone may see everything")
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void noPackageIsSplitOverTwoModules() {
    Map<String, Set<String>> modulesOfPackage =
        CLASSES.stream()
            .collect(
                Collectors.groupingBy(
                    JavaClass::getPackageName,
                    Collectors.mapping(ModuleArrowsTest::module, Collectors.toSet())));

    assertThat(modulesOfPackage).isNotEmpty().allSatisfy((p, m) -> assertThat(m).hasSize(1));
  }

  /** The jar or the folder of classes that holds a class. */
  private static String module(JavaClass type) {
    String location = type.getSource().orElseThrow().getUri().toString();
    return location.substring(0, location.length() - (type.getName() + ".class").length());
  }
}

package org.vae4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The packages of this module stand on one another in one order, and none looks up. */
class PackageOrderTest {

  /**
   * From the ground up; packages on one line are peers and do not know one another. Training stands
   * above evaluation because it validates, and all of them above files because they read or write
   * some.
   */
  private static final List<List<String>> ORDER =
      List.of(
          List.of("org.vae4j.error", "org.vae4j.discovery"),
          List.of("org.vae4j.tensor"),
          List.of("org.vae4j.backend"),
          List.of("org.vae4j.schema"),
          List.of("org.vae4j.distribution"),
          List.of("org.vae4j.model"),
          List.of("org.vae4j.network", "org.vae4j.prior", "org.vae4j.loss", "org.vae4j.optimizer"),
          List.of("org.vae4j.plugin"),
          List.of("org.vae4j.io"),
          List.of("org.vae4j.data"),
          List.of("org.vae4j.evaluate"),
          List.of("org.vae4j.train"),
          List.of("org.vae4j"));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.vae4j");

  static Stream<Arguments> packagesWithThoseTheyMustNotKnow() {
    return IntStream.range(0, ORDER.size())
        .boxed()
        .flatMap(
            level ->
                ORDER.get(level).stream()
                    .map(name -> Arguments.of(name, peersAndHigher(level, name))));
  }

  private static List<String> peersAndHigher(int level, String name) {
    return ORDER.subList(level, ORDER.size()).stream()
        .flatMap(List::stream)
        .filter(other -> !other.equals(name))
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("packagesWithThoseTheyMustNotKnow")
  void neverImportsAPeerOrAHigherPackage(String name, List<String> forbidden) {
    noClasses()
        .that()
        .resideInAPackage(name)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(forbidden.toArray(String[]::new))
        .because("the order of packages is " + ORDER)
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void everyPackageHasItsPlace() {
    List<String> placed = ORDER.stream().flatMap(List::stream).toList();

    assertThat(CLASSES).extracting(JavaClass::getPackageName).isNotEmpty().isSubsetOf(placed);
  }
}

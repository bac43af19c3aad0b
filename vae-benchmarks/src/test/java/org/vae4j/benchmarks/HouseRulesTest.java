package org.vae4j.benchmarks;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Habits of this project that a machine can watch, in all modules. */
class HouseRulesTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.vae4j");

  @Test
  void whatIsThrownHasAName() {
    NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS.check(CLASSES);
  }

  @Test
  void everyOperationIsMandatory() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .areAssignableTo(UnsupportedOperationException.class)
        .check(CLASSES);
  }

  @Test
  void logsGoThroughThePlatform() {
    NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(CLASSES);
  }

  @Test
  void nothingIsSerializedByJava() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(ObjectInputStream.class, ObjectOutputStream.class)
        .check(CLASSES);
  }

  @Test
  void aModelsRandomnessComesFromNoiseStreams() {
    noClasses()
        .that()
        .resideOutsideOfPackages("org.vae4j.benchmarks..", "org.vae4j.testkit..")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Random.class)
        .orShould()
        .callMethod(Math.class, "random")
        .check(CLASSES);
  }

  @Test
  void aPublicRecordShowsNoArray() {
    noFields()
        .that()
        .areDeclaredInClassesThat(are(publicRecords()))
        .and()
        .areNotStatic()
        .should()
        .haveRawType(describe("an array", JavaClass::isArray))
        .check(CLASSES);
  }

  private static DescribedPredicate<JavaClass> publicRecords() {
    return describe(
        "public records", type -> type.isRecord() && type.getModifiers().contains(PUBLIC));
  }

  @Test
  void namesSayWhatAClassIs() {
    noClasses()
        .should()
        .haveNameMatching(".*(Utils?|Helper|Manager|Impl)")
        .orShould()
        .haveNameMatching(".*\\.Abstract[^.]*")
        .check(CLASSES);
  }
}

package org.vae4j;

import static com.tngtech.archunit.core.domain.JavaModifier.PROTECTED;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What users compile against names the JDK and this library, so the JSON parser can be replaced.
 */
class PublicSignatureTest {

  @Test
  void publicSignaturesNameNoJackson() {
    classes()
        .that()
        .arePublic()
        .should(nameOnlyJdkAndOwnTypes())
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.vae4j"));
  }

  private static ArchCondition<JavaClass> nameOnlyJdkAndOwnTypes() {
    return new ArchCondition<>("name only types of the JDK and of vae4j in their signatures") {
      @Override
      public void check(JavaClass owner, ConditionEvents events) {
        Stream<JavaType> supertypes =
            Stream.concat(owner.getSuperclass().stream(), owner.getInterfaces().stream());
        Stream<JavaType> memberTypes =
            owner.getMembers().stream()
                .filter(PublicSignatureTest::isVisible)
                .flatMap(PublicSignatureTest::types);
        Stream.concat(supertypes, memberTypes)
            .flatMap(type -> type.getAllInvolvedRawTypes().stream())
            .map(JavaClass::getBaseComponentType)
            .filter(type -> !isJdkOrOwn(type))
            .forEach(
                type ->
                    events.add(
                        SimpleConditionEvent.violated(
                            owner, owner.getName() + " shows " + type.getName())));
      }
    };
  }

  private static boolean isVisible(JavaMember member) {
    return member.getModifiers().contains(PUBLIC) || member.getModifiers().contains(PROTECTED);
  }

  private static Stream<JavaType> types(JavaMember member) {
    if (member instanceof JavaField field) {
      return Stream.of(field.getType());
    }
    JavaCodeUnit code = (JavaCodeUnit) member;
    return Stream.of(
            Stream.of(code.getReturnType()),
            code.getParameterTypes().stream(),
            code.getExceptionTypes().stream().map(JavaType.class::cast))
        .flatMap(types -> types);
  }

  private static boolean isJdkOrOwn(JavaClass type) {
    return type.isPrimitive()
        || type.getPackageName().startsWith("java.")
        || type.getPackageName().startsWith("javax.")
        || type.getPackageName().startsWith("org.vae4j");
  }
}

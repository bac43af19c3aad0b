package org.vae4j.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.loss.Elbo;
import org.vae4j.model.Decoder;
import org.vae4j.model.Encoder;
import org.vae4j.model.LatentModel;
import org.vae4j.model.Layer;
import org.vae4j.model.LikelihoodHead;
import org.vae4j.model.Loss;
import org.vae4j.model.Optimizer;
import org.vae4j.model.PosteriorHead;
import org.vae4j.model.Prior;
import org.vae4j.network.Dropout;
import org.vae4j.network.NormalHead;
import org.vae4j.optimizer.Adam;
import org.vae4j.tensor.Initializer;
import org.vae4j.tensor.Schedule;

/** Every component of the library by itself: walks the registry. */
final class StandardComponentsTest {
  private static final List<Class<?>> KINDS =
      List.of(
          Layer.class,
          PosteriorHead.class,
          LikelihoodHead.class,
          Encoder.class,
          Decoder.class,
          Prior.class,
          LatentModel.class,
          Loss.class,
          Optimizer.class,
          Schedule.class,
          Initializer.class);

  /** For each type of field a value that is no default. */
  private static final Map<String, Object> SAMPLES =
      Map.ofEntries(
          Map.entry("integer", 13L),
          Map.entry("number", 0.375),
          Map.entry("list of integer", List.of(5L, 3L, 1L)),
          Map.entry("list of layer", List.of("tanh", Map.of("type", "dropout", "rate", 0.25))),
          Map.entry("layer", Map.of("type", "dropout", "rate", 0.125)),
          Map.entry("posterior-head", Map.of("type", "diagonal-normal", "size", 3L)),
          Map.entry(
              "likelihood-head",
              Map.of("type", "normal", "scale", "fixed", "standardDeviation", 2.0)),
          Map.entry(
              "encoder",
              Map.of(
                  "type",
                  "network",
                  "network",
                  "tanh",
                  "head",
                  Map.of("type", "diagonal-normal", "size", 7L))),
          Map.entry("prior", "standard-normal"),
          Map.entry("schedule", 0.625),
          Map.entry("initializer", Map.of("type", "normal", "standardDeviation", 0.75)));

  private static final Components COMPONENTS = Components.of();

  static Stream<ComponentInfo> all() {
    return COMPONENTS.list().stream();
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyFieldSurvives(ComponentInfo info) {
    Map<String, Object> tree = tree(info, field -> true);

    Object component = COMPONENTS.read(kind(info), tree);
    Object written = write(kind(info), component);

    assertThat(component.getClass().getName()).isEqualTo(info.className());
    assertThat(full(written)).isEqualTo(full(tree));
    assertThat(COMPONENTS.<Object>read(kind(info), written)).isEqualTo(component);
  }

  @ParameterizedTest
  @MethodSource("all")
  void fieldsLeftOutAreTheListedDefaults(ComponentInfo info) {
    Map<String, Object> tree = tree(info, field -> field.defaultValue().isEmpty());
    Map<String, Object> expected = new LinkedHashMap<>(tree);
    info.fields()
        .forEach(field -> field.defaultValue().ifPresent(v -> expected.put(field.name(), v)));

    Object component = COMPONENTS.read(kind(info), tree);

    assertThat(component).isEqualTo(COMPONENTS.read(kind(info), expected));
    assertThat(full(write(kind(info), component))).isEqualTo(full(expected));
  }

  @Test
  void defaultsAreThoseOfTheFactories() {
    assertThat(COMPONENTS.read(Layer.class, "dropout")).isEqualTo(Dropout.of(0.5));
    assertThat(COMPONENTS.read(Loss.class, Map.of())).isEqualTo(Elbo.standard());
    assertThat(COMPONENTS.read(Optimizer.class, Map.of("learningRate", 1))).isEqualTo(Adam.of(1));
    assertThat(COMPONENTS.read(LikelihoodHead.class, "normal")).isEqualTo(NormalHead.perFeature());
    assertThat(COMPONENTS.read(Initializer.class, "zeros")).isEqualTo(Initializer.zeros());
  }

  @Test
  void whatHasAShortFormIsWrittenInIt() {
    assertThat(COMPONENTS.write(Schedule.class, Schedule.constant(0.1))).isEqualTo(0.1);
    assertThat(COMPONENTS.write(Initializer.class, Initializer.constant(0))).isEqualTo("zeros");
    assertThat(COMPONENTS.write(Initializer.class, Initializer.constant(2)))
        .isEqualTo(Map.of("type", "constant", "value", 2.0));
  }

  /** A component that is not registered could be trained but not saved. */
  @Test
  void everyComponentOfTheLibraryIsRegistered() {
    Set<String> registered = all().map(ComponentInfo::className).collect(Collectors.toSet());
    List<String> components =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.vae4j")
                .stream()
                .filter(type -> !type.isInterface() && !type.isAnonymousClass())
                .filter(type -> KINDS.stream().anyMatch(type::isAssignableTo))
                .map(JavaClass::getName)
                .toList();

    assertThat(components).hasSizeGreaterThan(20);
    assertThat(registered).containsAll(components);
  }

  @Test
  void nothingIsWrongWithThem() {
    assertThat(COMPONENTS.problems()).isEmpty();
    assertThat(all().map(info -> info.kind() + "/" + info.name())).doesNotHaveDuplicates();
    assertThat(all())
        .extracting(info -> Path.of(info.origin()).toUri().toURL())
        .containsOnly(Components.class.getProtectionDomain().getCodeSource().getLocation());
  }

  private static Map<String, Object> tree(
      ComponentInfo info, Predicate<ComponentInfo.Field> isGiven) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("type", info.name());
    info.fields().stream()
        .filter(isGiven)
        .forEach(field -> tree.put(field.name(), sample(field.type())));
    return tree;
  }

  private static Object sample(String type) {
    if (type.contains("|")) {
      String[] constants = type.split("\\|");
      return constants[constants.length / 2];
    }
    assertThat(SAMPLES).containsKey(type);
    return SAMPLES.get(type);
  }

  /** An object even where the short form was written. */
  private static Object full(Object written) {
    if (written instanceof String name) {
      return Map.of("type", name);
    }
    return written instanceof Double value ? Map.of("type", "constant", "value", value) : written;
  }

  private static Object write(Class<Object> kind, Object component) {
    return COMPONENTS.write(kind, component);
  }

  @SuppressWarnings("unchecked") // The caller does not care which kind it is.
  private static Class<Object> kind(ComponentInfo info) {
    return (Class<Object>)
        KINDS.stream()
            .filter(kind -> Kind.name(kind).equals(info.kind()))
            .findFirst()
            .orElseThrow();
  }
}

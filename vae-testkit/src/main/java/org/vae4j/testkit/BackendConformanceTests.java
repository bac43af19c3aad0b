package org.vae4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.vae4j.backend.Availability;
import org.vae4j.backend.Backend;
import org.vae4j.backend.BackendInfo;
import org.vae4j.backend.BackendOptions;
import org.vae4j.backend.BackendProvider;
import org.vae4j.backend.Backends;
import org.vae4j.tensor.Operation;

/**
 * What every backend must do. A backend extends this class in its own tests and says how it is
 * opened:
 *
 * <pre>{@code
 * final class AcmeConformanceTest extends BackendConformanceTests {
 *   @Override
 *   protected BackendProvider provider() {
 *     return new AcmeProvider();
 *   }
 * }
 * }</pre>
 *
 * <p>Results are compared with {@link ReferenceBackend} within {@link Tolerances}. One backend is
 * opened for all tests.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class BackendConformanceTests
    implements ProgramConformance, MemoryConformance, LifecycleConformance, BoundConformance {
  private static final int RANDOM_PROGRAMS = 100;

  private final Backend reference = new ReferenceBackend();
  private List<Backend> opened = new ArrayList<>();

  /** For subclasses. */
  protected BackendConformanceTests() {}

  /** The provider under test. */
  protected abstract BackendProvider provider();

  /** What the backend is opened with; the CPU in single precision unless overridden. */
  protected BackendOptions options() {
    return BackendOptions.cpu();
  }

  /**
   * Bytes of memory outside the heap that the engine holds now, if it can tell; the test of flat
   * memory watches them.
   */
  @Override
  public OptionalLong nativeBytes() {
    return OptionalLong.empty();
  }

  @Override
  public final Backend backend() {
    return opened.get(0);
  }

  @Override
  public final Backend reference() {
    return reference;
  }

  @Override
  public final Backend another() {
    return provider().create(options());
  }

  @BeforeAll
  final void openBackend() {
    opened.add(another());
  }

  @AfterAll
  final void closeBackend() {
    opened.forEach(Backend::close);
    opened = new ArrayList<>();
  }

  @TestFactory
  Stream<DynamicTest> operationsEqualTheReference() {
    return OperationCase.all().stream()
        .map(each -> DynamicTest.dynamicTest(each.name(), () -> each.check(backend(), reference)));
  }

  @TestFactory
  Stream<DynamicTest> programsEqualTheReference() {
    return ProgramCases.all().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.program().name(), () -> each.check(backend(), reference)));
  }

  @TestFactory
  Stream<DynamicTest> randomProgramsEqualTheReference() {
    return LongStream.range(0, RANDOM_PROGRAMS)
        .mapToObj(seed -> RandomPrograms.of(seed).program())
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.program().name(), () -> each.check(backend(), reference)));
  }

  @TestFactory
  Stream<DynamicTest> specialFunctionsHaveTheirPublishedValues() {
    return PublishedValues.all().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(each.operation().toString(), () -> each.check(backend())));
  }

  @Test
  void everyOperationHasACase() {
    assertThat(OperationCase.operationsWithoutOne())
        .as("operations without a case in this kit")
        .isEmpty();
  }

  @Test
  void providerSaysWhatItIs() {
    BackendProvider provider = provider();

    assertThat(provider.id()).matches("[a-z0-9-]+").isEqualTo(backend().info().id());
    assertThat(provider.spiVersion()).isEqualTo(BackendProvider.SPI_VERSION);
    assertThat(provider.operationSet()).isGreaterThanOrEqualTo(Operation.SET);
    assertThat(provider.availability()).isInstanceOf(Availability.Available.class);
  }

  @Test
  void providerIsFound() {
    String id = provider().id();

    assertThat(Backends.available(provider().getClass().getClassLoader()))
        .filteredOn(each -> each.id().equals(id))
        .singleElement()
        .satisfies(
            each -> assertThat(each.availability()).isInstanceOf(Availability.Available.class));
  }

  @Test
  void providerMentionsNoEngineType() {
    Class<?> type = provider().getClass();
    List<Class<?>> mentioned = new ArrayList<>();
    for (Executable each : type.getDeclaredMethods()) {
      mentioned.addAll(Arrays.asList(each.getParameterTypes()));
    }
    Arrays.stream(type.getDeclaredMethods()).forEach(each -> mentioned.add(each.getReturnType()));
    Arrays.stream(type.getDeclaredFields()).map(Field::getType).forEach(mentioned::add);
    mentioned.removeIf(Class::isPrimitive);

    assertThatCode(() -> type.getConstructor().newInstance()).doesNotThrowAnyException();
    assertThat(mentioned)
        .extracting(Class::getName)
        .allMatch(
            name ->
                name.startsWith("java.")
                    || name.startsWith("org.vae4j.")
                    || name.startsWith(type.getPackageName()));
  }

  @Test
  void infoIsComplete() {
    BackendInfo info = backend().info();

    assertThat(info.version()).isNotBlank();
    assertThat(info.device()).matches("cpu|gpu:\\d+");
    assertThat(info.threads()).isPositive();
    assertThat(info.precision()).isEqualTo(options().precision());
    assertThat(Integer.bitCount(info.preferredRows())).as("preferred rows: a power of two").isOne();
  }

  @Test
  void threadsAsAskedFor() {
    try (Backend single = provider().create(options().withThreads(1))) {
      assertThat(single.info().threads()).isOne();
    }
  }
}

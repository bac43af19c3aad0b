package org.vae4j.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.DoubleBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.vae4j.backend.Backend;
import org.vae4j.backend.Executable;
import org.vae4j.backend.HostBuffer;
import org.vae4j.backend.Memory;
import org.vae4j.backend.Program;
import org.vae4j.backend.Update;
import org.vae4j.tensor.DataType;
import org.vae4j.tensor.Source;
import org.vae4j.tensor.Tensor;

/**
 * The kit's own test: a backend with a fault fails where it should, and the one without it does
 * not.
 */
final class FaultsAreFoundTest {
  /** Some backend as the conformance tests see it. */
  private record Subject(Backend backend) implements ProgramConformance, LifecycleConformance {
    @Override
    public Backend reference() {
      return new ReferenceBackend();
    }

    @Override
    public Backend another() {
      return backend;
    }

    @Override
    public OptionalLong nativeBytes() {
      return OptionalLong.empty();
    }
  }

  @TestFactory
  Stream<DynamicTest> oneWrongNumberFailsEveryOperation() {
    Backend reference = new ReferenceBackend();
    return OperationCase.all().stream()
        .map(each -> failing(each.name(), () -> each.check(new LastNumberWrong(), reference)));
  }

  @TestFactory
  Stream<DynamicTest> oneWrongNumberFailsEveryProgram() {
    Backend reference = new ReferenceBackend();
    return ProgramCases.all().stream()
        .map(
            each ->
                failing(each.program().name(), () -> each.check(new LastNumberWrong(), reference)));
  }

  @TestFactory
  Stream<DynamicTest> oneWrongNumberFailsEveryPublishedValue() {
    return PublishedValues.all().stream()
        .map(each -> failing(each.operation().toString(), () -> each.check(new LastNumberWrong())));
  }

  private static DynamicTest failing(String name, Runnable check) {
    return DynamicTest.dynamicTest(
        name, () -> assertThatExceptionOfType(AssertionError.class).isThrownBy(check::run));
  }

  @Test
  void updatesWithoutTheirCondition() {
    Backend faulty =
        new FaultyBackend() {
          @Override
          Program compiledAs(Program program) {
            return part(program, program.updates());
          }
        };

    found(faulty, Subject::updatesAreDroppedWhereCommitIfIsZero);
  }

  @Test
  void updatesThatAreLost() {
    Backend faulty =
        new FaultyBackend() {
          @Override
          Program compiledAs(Program program) {
            int count = program.updates().size();
            return count < 2 ? program : part(program, program.updates().subList(1, count));
          }
        };

    found(faulty, Subject::readsSeeTheValuesBeforeTheRun);
    found(faulty, Subject::updatesAreDroppedWhereCommitIfIsZero);
  }

  @Test
  void updatesOneAfterTheOther() {
    Backend faulty =
        new FaultyBackend() {
          @Override
          Executable boundAs(Program program, Memory memory, Executable executable) {
            List<Executable> parts = new ArrayList<>();
            for (Update update : program.updates()) {
              parts.add(
                  new ReferenceBackend().compile(part(program, List.of(update))).bind(memory));
            }
            return new Passing(parts.get(0)) {
              @Override
              public void run() {
                parts.forEach(Executable::run);
              }
            };
          }
        };

    found(faulty, Subject::readsSeeTheValuesBeforeTheRun);
  }

  @Test
  void outputsAfterTheUpdates() {
    Backend faulty =
        new FaultyBackend() {
          @Override
          Executable boundAs(Program program, Memory memory, Executable executable) {
            Executable after =
                new ReferenceBackend().compile(part(program, List.of())).bind(memory);
            return new Passing(after) {
              @Override
              public void run() {
                executable.run();
                after.run();
              }
            };
          }
        };

    found(faulty, Subject::anOutputOfAVariableIsItsValueBeforeTheRun);
    found(faulty, Subject::readsSeeTheValuesBeforeTheRun);
  }

  @Test
  void badIndicesThatPassSilently() {
    found(
        binding(
            executable ->
                new FaultyBackend.Passing(executable) {
                  @Override
                  public void run() {
                    try {
                      executable.run();
                    } catch (IllegalArgumentException swallowed) {
                      input("index").put(0, 1);
                    }
                  }
                }),
        Subject::aRunThatFailsChangesNothing);
  }

  @Test
  void buffersThatChange() {
    found(new LastNumberWrong(), Subject::buffersAreTheSameForEveryRun);
  }

  @Test
  void inputsThatAreForgotten() {
    found(
        binding(
            executable ->
                new FaultyBackend.Passing(executable) {
                  @Override
                  public void run() {
                    executable.run();
                    executable.input("x").put(new double[6]);
                  }
                }),
        Subject::buffersAreTheSameForEveryRun);
  }

  @Test
  void useAfterClose() {
    found(
        binding(
            executable ->
                new FaultyBackend.Passing(executable) {
                  @Override
                  public void close() {}
                }),
        Subject::aClosedExecutableIsRefused);
  }

  @Test
  void aLeakOfEachRun() {
    List<double[]> leaked = new ArrayList<>();
    found(
        binding(
            executable ->
                new FaultyBackend.Passing(executable) {
                  @Override
                  public void run() {
                    executable.run();
                    leaked.add(output("y").toDoubles());
                  }
                }),
        Subject::memoryStaysFlatOverThousandsOfRuns);
  }

  @Test
  void theReferenceHasNone() {
    Subject sound = new Subject(new FaultyBackend() {});

    assertThatCode(
            () -> {
              sound.updatesAreDroppedWhereCommitIfIsZero();
              sound.readsSeeTheValuesBeforeTheRun();
              sound.anOutputOfAVariableIsItsValueBeforeTheRun();
              sound.aRunThatFailsChangesNothing();
              sound.buffersAreTheSameForEveryRun();
              sound.aClosedExecutableIsRefused();
              sound.memoryStaysFlatOverThousandsOfRuns();
            })
        .doesNotThrowAnyException();
  }

  private static void found(Backend faulty, Consumer<Subject> test) {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> test.accept(new Subject(faulty)));
  }

  private static Backend binding(java.util.function.UnaryOperator<Executable> wrapped) {
    return new FaultyBackend() {
      @Override
      Executable boundAs(Program program, Memory memory, Executable executable) {
        return wrapped.apply(executable);
      }
    };
  }

  /** The outputs of a program with these updates and no condition; all variables stay in it. */
  private static Program part(Program program, List<Update> updates) {
    Program.Builder builder = Program.builder(program.name());
    program.outputs().forEach(builder::output);
    for (Tensor tensor : program.tensors()) {
      boolean source = tensor.operation() instanceof Source.Input;
      if (source) {
        builder.output("kept " + tensor, tensor);
      }
    }
    updates.forEach(builder::update);
    return builder.build();
  }

  /** Changes the last number of each output by a hundredth and a bit. */
  private static final class LastNumberWrong extends FaultyBackend {
    @Override
    Executable boundAs(Program program, Memory memory, Executable executable) {
      return new Passing(executable) {
        @Override
        public HostBuffer output(String name) {
          HostBuffer right = executable.output(name);
          double[] numbers = right.toDoubles();
          int last = numbers.length - 1;
          double number = numbers[last];
          boolean whole = right.type().dataType() == DataType.INT;
          numbers[last] = whole ? number + 1 : Double.isFinite(number) ? number * 1.01 + 0.001 : 0;
          HostBuffer wrong =
              whole
                  ? HostBuffer.of(right.type(), IntBuffer.allocate(numbers.length))
                  : HostBuffer.of(right.type(), DoubleBuffer.allocate(numbers.length));
          wrong.put(numbers);
          return wrong;
        }
      };
    }
  }
}

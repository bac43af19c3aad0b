package org.vae4j.testkit;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.vae4j.backend.Precision;
import org.vae4j.tensor.Source;
import org.vae4j.tensor.Tensor;

/**
 * Cleaning a program up changes no number: the graph as it was traced gives what the program gives.
 */
final class CleanProgramsTest {
  @TestFactory
  Stream<DynamicTest> cleanedProgramsGiveWhatWasTraced() {
    return LongStream.range(0, 300)
        .mapToObj(RandomPrograms::of)
        .map(each -> DynamicTest.dynamicTest(each.program().program().name(), () -> check(each)));
  }

  private static void check(RandomPrograms.Drawn drawn) {
    ProgramCase program = drawn.program();
    Map<String, double[]> cleaned = program.run(new ReferenceBackend());
    Map<Tensor, double[]> traced = new IdentityHashMap<>();
    Tensor anyOutput = drawn.outputs().values().iterator().next();
    for (Tensor tensor : anyOutput.graph().tensors()) {
      traced.put(tensor, compute(tensor, program, traced));
    }
    drawn
        .outputs()
        .forEach(
            (name, tensor) ->
                Tolerances.ARITHMETIC
                    .in(Precision.FLOAT64)
                    .check(
                        program.program() + ", output '" + name + "'",
                        Objects.requireNonNull(cleaned.get("output '" + name + "' of step 0")),
                        Objects.requireNonNull(traced.get(tensor))));
  }

  private static double[] compute(
      Tensor tensor, ProgramCase program, Map<Tensor, double[]> computed) {
    double[] value = new double[tensor.shape().elementCount()];
    if (tensor.operation() instanceof Source.Input input) {
      Numbers fed = program.steps().get(0).get(input.name());
      return fed == null ? value : fed.toArray();
    } else if (tensor.operation() instanceof Source.Read read) {
      Numbers initial = program.initial().get(read.variable());
      return initial == null ? value : initial.toArray();
    } else if (tensor.operation() instanceof Source.Fill fill) {
      Arrays.fill(value, fill.value());
      return value;
    } else if (tensor.operation() instanceof Source.Literal literal) {
      literal.values().get(value);
      return value;
    }
    List<double[]> operands = tensor.inputs().stream().map(computed::get).toList();
    return ReferenceKernels.compute(tensor, operands);
  }
}

package org.vae4j.backend.java;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vae4j.backend.Backend;
import org.vae4j.backend.Executable;
import org.vae4j.backend.Memory;
import org.vae4j.backend.Precision;
import org.vae4j.backend.Program;
import org.vae4j.tensor.Elementwise;
import org.vae4j.tensor.Graph;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.TensorType;
import org.vae4j.tensor.UnaryFunction;

/** The functions of single precision over all floats: at most two units in the last place off. */
class SingleFunctionsTest {
  /** Prime, so that the low bits vary as well. */
  private static final int STRIDE = 40_009;

  private static final float[] FLOATS = floats();

  /** Floats of every sign and magnitude, infinities, denormals and NaN among them. */
  private static float[] floats() {
    float[] ends = {
      0,
      -0f,
      1,
      -1,
      Float.MIN_VALUE,
      -Float.MIN_VALUE,
      Float.MIN_NORMAL,
      -Float.MIN_NORMAL,
      Float.MAX_VALUE,
      -Float.MAX_VALUE,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      Float.NaN,
      87,
      -87,
      88,
      -88,
      88.8f,
      -88.8f,
      103.9f,
      -103.9f,
      104.1f,
      -104.1f,
      200,
      -200
    };
    int count = (int) ((1L << 32) / STRIDE);
    float[] floats = java.util.Arrays.copyOf(ends, ends.length + count);
    for (int i = 0; i < count; i++) {
      floats[ends.length + i] = Float.intBitsToFloat((int) ((long) i * STRIDE));
    }
    return floats;
  }

  @ParameterizedTest
  @EnumSource(
      value = UnaryFunction.class,
      names = {"EXP", "EXPM1", "LOG", "LOG1P", "SIGMOID", "TANH", "SOFTPLUS", "ERF", "ERFC"})
  void staysWithinTwoUnits(UnaryFunction function) {
    float[] y = computed(function);
    DoubleUnaryOperator exact = exact(function);
    for (int i = 0; i < y.length; i++) {
      double expected = exact.applyAsDouble(FLOATS[i]);
      boolean vanishes =
          function == UnaryFunction.SIGMOID && expected < Float.MIN_NORMAL && y[i] == 0;
      if (!vanishes && Float.compare(y[i], (float) expected) != 0) {
        assertThat(Math.abs(y[i] - expected) / Math.ulp((float) expected))
            .as("%s(%s): expected %s, got %s", function, FLOATS[i], expected, y[i])
            .isLessThan(2);
      }
    }
  }

  private static float[] computed(UnaryFunction function) {
    Graph graph = new Graph();
    Tensor x = graph.input("x", TensorType.floats(Shape.of(FLOATS.length)));
    Tensor y = graph.apply(new Elementwise.Unary(function), x);
    Program program = Program.builder("function").output("y", y).build();
    try (Backend backend = Sample.backend(Precision.FLOAT32);
        Memory memory = backend.allocate(program.variables());
        Executable executable = backend.compile(program).bind(memory)) {
      executable.input("x").put(FLOATS);
      executable.run();
      return executable.output("y").toFloats();
    }
  }

  private static DoubleUnaryOperator exact(UnaryFunction function) {
    return switch (function) {
      case EXP -> StrictMath::exp;
      case EXPM1 -> StrictMath::expm1;
      case LOG -> StrictMath::log;
      case LOG1P -> StrictMath::log1p;
      case SIGMOID -> x -> 1 / (1 + StrictMath.exp(-x));
      case TANH -> StrictMath::tanh;
      case SOFTPLUS -> x -> Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
      case ERF -> ErrorFunctions::erf;
      case ERFC -> ErrorFunctions::erfc;
      default -> throw new IllegalArgumentException("no exact " + function);
    };
  }
}

package org.vae4j.backend.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.vae4j.backend.Backend;
import org.vae4j.backend.BackendOptions;
import org.vae4j.backend.CompiledProgram;
import org.vae4j.backend.Executable;
import org.vae4j.backend.Memory;
import org.vae4j.backend.Program;
import org.vae4j.backend.Update;
import org.vae4j.backend.Update.AdamUpdate;
import org.vae4j.tensor.Graph;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.TensorType;
import org.vae4j.tensor.Variable;

/** What is written another way for large tensors, which the conformance kit does not have. */
class LargeTensorsTest {
  private static Backend backend;

  @BeforeAll
  static void open() {
    backend = new DjlBackendProvider().create(BackendOptions.cpu().withThreads(1));
  }

  @AfterAll
  static void close() {
    backend.close();
  }

  private static float[] numbers(int count, int seed) {
    float[] numbers = new float[count];
    Random random = new Random(seed);
    for (int i = 0; i < count; i++) {
      numbers[i] = 30 * (float) random.nextGaussian();
    }
    return numbers;
  }

  /** Softplus and the sigmoid that shares its exponential; small results keep all digits. */
  @Test
  void softplusAndSigmoidKeepTheirDigits() {
    int n = 1031;
    float[] x = numbers(n, 3);
    x[0] = Float.NaN;
    x[1] = Float.POSITIVE_INFINITY;
    x[2] = Float.NEGATIVE_INFINITY;
    x[3] = 0;
    x[4] = -80;
    Graph graph = new Graph();
    Tensor input = graph.input("x", TensorType.floats(Shape.of(n)));
    Program program =
        Program.builder("softplus")
            .output("softplus", input.softplus())
            .output("sigmoid", input.sigmoid())
            .build();
    try (Memory memory = backend.allocate(List.of());
        CompiledProgram compiled = backend.compile(program);
        Executable run = compiled.bind(memory)) {
      run.input("x").put(x);
      run.run();
      float[] softplus = run.output("softplus").toFloats();
      float[] sigmoid = run.output("sigmoid").toFloats();
      assertThat(softplus[0]).isNaN();
      assertThat(sigmoid[0]).isNaN();
      assertThat(softplus[1]).isInfinite();
      assertThat(sigmoid[1]).isEqualTo(1);
      assertThat(softplus[2]).isZero();
      assertThat(sigmoid[2]).isZero();
      for (int i = 3; i < n; i++) {
        double exact = Math.max(x[i], 0) + Math.log1p(Math.exp(-Math.abs(x[i])));
        double derivative = 1 / (1 + Math.exp(-x[i]));
        // A denormal may be flushed.
        assertThat((double) softplus[i])
            .as("softplus(%s)", x[i])
            .isCloseTo(exact, within(1e-6 * exact + Float.MIN_NORMAL));
        assertThat((double) sigmoid[i])
            .as("sigmoid(%s)", x[i])
            .isCloseTo(derivative, within(1e-6 * derivative + Float.MIN_NORMAL));
      }
    }
  }

  /** A sigmoid that only a product needs, beside the softplus of the same numbers. */
  @Test
  void aMultipleOfASigmoidIsThatMultiple() {
    int n = 1031;
    float[] x = numbers(n, 5);
    float[] y = numbers(n, 6);
    Graph graph = new Graph();
    Tensor input = graph.input("x", TensorType.floats(Shape.of(n)));
    Tensor factor = graph.input("y", TensorType.floats(Shape.of(n)));
    Program program =
        Program.builder("multiple")
            .output("softplus", input.softplus())
            .output("multiple", factor.times(input.sigmoid()))
            .build();
    try (Memory memory = backend.allocate(List.of());
        CompiledProgram compiled = backend.compile(program);
        Executable run = compiled.bind(memory)) {
      run.input("x").put(x);
      run.input("y").put(y);
      run.run();
      float[] multiple = run.output("multiple").toFloats();
      for (int i = 0; i < n; i++) {
        double exact = y[i] / (1 + Math.exp(-x[i]));
        assertThat((double) multiple[i])
            .as("%s times sigmoid(%s)", y[i], x[i])
            .isCloseTo(exact, within(1e-6 * Math.abs(exact) + Float.MIN_NORMAL));
      }
    }
  }

  /** Bounds keep NaN, and a sum keeps the sign of the product that is computed with it. */
  @Test
  void boundsAndSumsOfProducts() {
    int n = 600;
    float[] x = numbers(n, 4);
    x[0] = Float.NaN;
    x[1] = Float.NEGATIVE_INFINITY;
    Graph graph = new Graph();
    Tensor input = graph.input("x", TensorType.floats(Shape.of(n)));
    Tensor y = graph.input("y", TensorType.floats(Shape.of(n)));
    Program program =
        Program.builder("bounds")
            .output("clamped", input.clamp(-7, 11))
            .output("plus", y.plus(input.times(y.neg())))
            .output("minus", y.minus(input.times(y)))
            .build();
    try (Memory memory = backend.allocate(List.of());
        CompiledProgram compiled = backend.compile(program);
        Executable run = compiled.bind(memory)) {
      run.input("x").put(x);
      float[] ones = numbers(n, 0);
      java.util.Arrays.fill(ones, 2);
      run.input("y").put(ones);
      run.run();
      float[] clamped = run.output("clamped").toFloats();
      assertThat(clamped[0]).isNaN();
      for (int i = 1; i < n; i++) {
        assertThat(clamped[i]).isEqualTo(Math.min(11, Math.max(-7, x[i])));
        float expected = 2 - 2 * x[i];
        assertThat(run.output("plus").toFloats()[i]).isEqualTo(expected);
        assertThat(run.output("minus").toFloats()[i]).isEqualTo(expected);
      }
    }
  }

  /** Parameters that share pieces of memory, and one of several pieces, with gaps between them. */
  @Test
  void fusedUpdatesOfManyPiecesEqualTheirAssignments() {
    List<Shape> shapes = List.of(Shape.of(3), Shape.of(401, 211), Shape.of(7, 5), Shape.of(65_536));
    List<float[]> fused = parametersAfter(shapes, true);
    List<float[]> plain = parametersAfter(shapes, false);
    for (int i = 0; i < shapes.size(); i++) {
      assertThat(fused.get(i)).containsExactly(plain.get(i), within(1e-6f));
    }
    assertThat(fused.get(1)[0]).isNotZero();
  }

  private static List<float[]> parametersAfter(List<Shape> shapes, boolean fused) {
    Graph graph = new Graph();
    Tensor rate = graph.input("rate", TensorType.floats(Shape.scalar()));
    List<Variable> variables = new ArrayList<>();
    List<Variable> parameters = new ArrayList<>();
    Program.Builder program = Program.builder("adam");
    for (int i = 0; i < shapes.size(); i++) {
      Variable parameter = new Variable("layer-" + i + "/weight", shapes.get(i));
      Variable m = new Variable(parameter.name() + "/m", shapes.get(i));
      Variable v = new Variable(parameter.name() + "/v", shapes.get(i));
      Tensor gradient = graph.input("gradient-" + i, TensorType.floats(shapes.get(i)));
      AdamUpdate update =
          new AdamUpdate(parameter, m, v, gradient, rate, rate, rate, 0.9, 0.99, 1e-3, 0.1);
      List<? extends Update> updates = fused ? List.of(update) : update.assignments();
      updates.forEach(program::update);
      parameters.add(parameter);
      variables.addAll(List.of(v, parameter, m));
    }
    try (Memory memory = backend.allocate(variables);
        CompiledProgram compiled = backend.compile(program.build());
        Executable run = compiled.bind(memory)) {
      run.input("rate").put(0, 0.25);
      for (int step = 0; step < 3; step++) {
        for (int i = 0; i < shapes.size(); i++) {
          run.input("gradient-" + i).put(numbers(shapes.get(i).elementCount(), 10 * step + i));
        }
        run.run();
      }
      return parameters.stream().map(memory::read).toList();
    }
  }
}

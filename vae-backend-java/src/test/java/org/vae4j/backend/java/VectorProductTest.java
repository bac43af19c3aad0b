package org.vae4j.backend.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.backend.Backend;
import org.vae4j.backend.BackendOptions;
import org.vae4j.backend.CompiledProgram;
import org.vae4j.backend.Executable;
import org.vae4j.backend.Memory;
import org.vae4j.backend.Program;
import org.vae4j.tensor.Graph;
import org.vae4j.tensor.LinearAlgebra;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.TensorType;

/** One row times a matrix is the first of two rows times it. */
class VectorProductTest {
  private static final int K = 37;
  private static final int N = 21;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void isTheRowOfAMatrixProduct(boolean transposed) {
    float[] alone = dense(1, transposed);
    float[] both = dense(2, transposed);

    assertThat(alone).hasSize(N);
    for (int i = 0; i < N; i++) {
      assertThat(alone[i]).isCloseTo(both[i], within(1e-5f));
    }
  }

  /** Rows x·W + b, W perhaps stored by columns. */
  private static float[] dense(int rows, boolean transposed) {
    Graph graph = new Graph();
    Tensor x = graph.input("x", TensorType.floats(Shape.of(rows, K)));
    Shape stored = transposed ? Shape.of(N, K) : Shape.of(K, N);
    Tensor w = graph.input("w", TensorType.floats(stored));
    Tensor b = graph.input("b", TensorType.floats(Shape.of(N)));
    Tensor y = graph.apply(new LinearAlgebra.Matmul(false, transposed), x, w).plus(b);
    Program program = Program.builder("dense").output("y", y).build();
    try (Backend backend = new JavaBackendProvider().create(BackendOptions.cpu());
        CompiledProgram compiled = backend.compile(program);
        Memory memory = backend.allocate(List.of());
        Executable executable = compiled.bind(memory)) {
      executable.input("x").put(numbers(rows * K));
      executable.input("w").put(numbers(K * N));
      executable.input("b").put(numbers(N));
      executable.run();
      executable.run(); // what is left of the first run must not be added
      return executable.output("y").toFloats();
    }
  }

  private static double[] numbers(int count) {
    return IntStream.range(0, count).mapToDouble(i -> Math.sin(i + 1)).toArray();
  }
}

package org.vae4j.backend.java;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vae4j.backend.Backend;
import org.vae4j.backend.BackendOptions;
import org.vae4j.backend.CompiledProgram;
import org.vae4j.backend.Executable;
import org.vae4j.backend.Memory;
import org.vae4j.backend.Program;
import org.vae4j.backend.java.Sample.Feed;
import org.vae4j.tensor.Graph;
import org.vae4j.tensor.LinearAlgebra;
import org.vae4j.tensor.Operation;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.TensorType;

/** More threads change how long a run takes, and no bits of what is computed in Java. */
class ThreadsTest {
  @ParameterizedTest
  @CsvSource({"1, 131, 150, 97", "1, 7, 400, 500", "1, 700, 200, 8", "3, 70, 90, 80", "1, 2, 2, 2"})
  void productsHaveTheSameBits(int batch, int m, int k, int n) {
    Feed a = Feed.floats(Shape.of(batch, m, k), -1, 1);
    Feed b = Feed.floats(Shape.of(batch, k, n), -1, 1);
    float[] alone = product(1, a, b);
    for (int threads : new int[] {2, 3, 5}) {
      assertThat(product(threads, a, b)).isEqualTo(alone);
    }
  }

  private static float[] product(int threads, Feed a, Feed b) {
    return product(backend(threads), false, a, b);
  }

  private static float[] product(Backend opened, boolean transposed, Feed a, Feed b) {
    Program program = program(transposed, a.type(), b.type());
    try (Backend backend = opened;
        CompiledProgram compiled = backend.compile(program);
        Memory memory = backend.allocate(List.of());
        Executable executable = compiled.bind(memory)) {
      return run(executable, a, b);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 131, 150, 97", "1, 97, 131, 150", "3, 70, 90, 80", "1, 1, 150, 97"})
  void nativeProductsAreTheSameToRounding(int batch, int m, int k, int n) {
    Feed a = Feed.floats(Shape.of(batch, m, k), -1, 1);
    Feed b = Feed.floats(Shape.of(batch, k, n), -1, 1);
    float[] expected = product(1, a, b);
    for (int threads : new int[] {1, 2, 3, 5}) {
      BackendOptions options = BackendOptions.cpu().withThreads(threads);
      for (boolean transposed : new boolean[] {false, true}) {
        Backend backend = new JavaBackendProvider(true).create(options);
        float[] got =
            transposed
                ? product(backend, true, transposed(a), transposed(b))
                : product(backend, false, a, b);
        assertThat(got).usingElementComparator(ThreadsTest::compare).containsExactly(expected);
      }
    }
  }

  private static int compare(float a, float b) {
    return Math.abs(a - b) < 1e-5 ? 0 : Float.compare(a, b);
  }

  /** Several computations of one backend at once, each shared among the same helpers. */
  @Test
  void callersDoNotDisturbEachOther() throws Exception {
    Feed a = Feed.floats(Shape.of(1, 120, 100), -1, 1);
    Feed b = Feed.floats(Shape.of(1, 100, 90), -1, 1);
    float[] alone = product(1, a, b);
    ExecutorService callers = Executors.newFixedThreadPool(4);
    try (Backend backend = backend(3);
        CompiledProgram compiled = backend.compile(program(false, a.type(), b.type()));
        Memory memory = backend.allocate(List.of())) {
      List<Future<float[]>> results = new ArrayList<>();
      for (int caller = 0; caller < 4; caller++) {
        results.add(
            callers.submit(
                () -> {
                  try (Executable executable = compiled.bind(memory)) {
                    for (int i = 0; i < 200; i++) {
                      assertThat(run(executable, a, b)).isEqualTo(alone);
                    }
                    return run(executable, a, b);
                  }
                }));
      }
      for (Future<float[]> result : results) {
        assertThat(result.get()).isEqualTo(alone);
      }
    } finally {
      callers.shutdownNow();
    }
  }

  @Test
  void everyPartIsDoneOnce() {
    Workers workers = new Workers(4);
    AtomicIntegerArray calls = new AtomicIntegerArray(4);
    Step step = workers.step(4, calls::incrementAndGet);
    for (int i = 0; i < 1000; i++) {
      step.run();
    }
    workers.close();
    step.run(); // without helpers the caller does it all
    for (int part = 0; part < calls.length(); part++) {
      assertThat(calls.get(part)).isEqualTo(1001);
    }
  }

  private static Backend backend(int threads) {
    return new JavaBackendProvider(false).create(BackendOptions.cpu().withThreads(threads));
  }

  private static Program program(boolean transposed, TensorType a, TensorType b) {
    Graph graph = new Graph();
    Operation matmul = new LinearAlgebra.Matmul(transposed, transposed);
    return Program.builder("product")
        .output("product", graph.apply(matmul, graph.input("a", a), graph.input("b", b)))
        .build();
  }

  /** The same matrices, stored by columns. */
  private static Feed transposed(Feed x) {
    Shape shape = x.type().shape();
    int rows = shape.size(-2);
    int columns = shape.size(-1);
    double[] values = new double[x.values().length];
    for (int i = 0; i < values.length; i++) {
      int matrix = i / (rows * columns) * rows * columns;
      int row = (i - matrix) / columns;
      values[matrix + i % columns * rows + row] = x.values()[i];
    }
    return new Feed(TensorType.floats(shape.with(-2, columns).with(-1, rows)), values);
  }

  private static float[] run(Executable executable, Feed a, Feed b) {
    executable.input("a").put(a.values());
    executable.input("b").put(b.values());
    executable.run();
    return executable.output("product").toFloats();
  }
}

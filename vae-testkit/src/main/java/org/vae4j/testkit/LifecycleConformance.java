package org.vae4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.vae4j.backend.Backend;
import org.vae4j.backend.CompiledProgram;
import org.vae4j.backend.Executable;
import org.vae4j.backend.Memory;
import org.vae4j.backend.Program;
import org.vae4j.backend.Update.Assign;
import org.vae4j.tensor.Graph;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.TensorType;
import org.vae4j.tensor.Variable;

/** Opening, binding, sharing and closing. */
interface LifecycleConformance extends Fixture {
  /** What the programs here read or change. */
  Variable TOTAL = new Variable("total", Shape.of(5));

  /** total ← total + x, and gives total · x. */
  private static Program accumulating(int rows) {
    Graph graph = new Graph();
    Tensor x = graph.input("x", TensorType.floats(Shape.of(rows, 5)));
    Tensor total = graph.read(TOTAL);
    return Program.builder("accumulate " + rows + " rows")
        .output("y", x.times(total))
        .update(new Assign(TOTAL, total.plus(x.sumOver(0))))
        .build();
  }

  /** Reads total and changes nothing. */
  private static Program reading() {
    Graph graph = new Graph();
    Tensor x = graph.input("x", TensorType.floats(Shape.of(7, 5)));
    Tensor hidden = x.times(graph.read(TOTAL)).matmul(x.transposed()).tanh();
    return Program.builder("read").output("y", hidden.logSumExpOver(-1)).build();
  }

  @Test
  default void aMissingVariableIsRefusedWhenBound() {
    try (Memory memory = backend().allocate(List.of(new Variable("other", Shape.of(5))));
        CompiledProgram compiled = backend().compile(accumulating(2))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> compiled.bind(memory))
          .withMessageContaining("total");
    }
  }

  @Test
  default void aCompiledProgramKnowsItsProgram() {
    Program program = accumulating(2);
    try (CompiledProgram compiled = backend().compile(program)) {
      assertThat(compiled.program()).isSameAs(program);
    }
  }

  @Test
  default void programsShareAMemory() {
    Variable unrelated = new Variable("unrelated", Shape.of(1));
    try (Memory memory = backend().allocate(List.of(unrelated, TOTAL));
        CompiledProgram two = backend().compile(accumulating(2));
        CompiledProgram one = backend().compile(accumulating(1));
        Executable pair = two.bind(memory);
        Executable single = one.bind(memory)) {
      pair.input("x").put(new float[] {1, 2, 3, 4, 5, 1, 2, 3, 4, 5});
      single.input("x").put(new float[] {1, 1, 1, 1, 1});
      pair.run();
      single.run();
      assertThat(single.output("y").toFloats()).containsExactly(2, 4, 6, 8, 10);
      memory.write(TOTAL, new float[] {1, 0, 0, 0, 0});
      single.run();
      assertThat(single.output("y").toFloats()).containsExactly(1, 0, 0, 0, 0);
      try (Memory.Snapshot snapshot = memory.snapshot()) {
        pair.run();
        memory.restore(snapshot);
      }
      single.run();
      assertThat(single.output("y").toFloats())
          .as("after a restore")
          .containsExactly(2, 1, 1, 1, 1);
    }
  }

  @Test
  default void executablesOfOneProgramAreIndependent() {
    try (Memory first = backend().allocate(List.of(TOTAL));
        Memory second = backend().allocate(List.of(TOTAL));
        CompiledProgram compiled = backend().compile(accumulating(1));
        Executable one = compiled.bind(first);
        Executable other = compiled.bind(second);
        Executable third = compiled.bind(first)) {
      one.input("x").put(new float[] {1, 2, 3, 4, 5});
      one.run();

      assertThat(second.read(TOTAL)).containsExactly(new float[5]);
      assertThat(other.input("x").toFloats()).containsExactly(new float[5]);
      assertThat(third.input("x").toFloats()).containsExactly(new float[5]);
      third.input("x").put(new float[] {1, 1, 1, 1, 1});
      third.run();
      assertThat(third.output("y").toFloats()).containsExactly(1, 2, 3, 4, 5);
      assertThat(one.output("y").toFloats())
          .as("kept until its own next run")
          .containsExactly(new float[5]);
    }
  }

  @Test
  default void severalThreadsReadOneMemory() throws Exception {
    int threads = 4;
    try (Memory memory = backend().allocate(List.of(TOTAL));
        CompiledProgram compiled = backend().compile(reading())) {
      memory.write(TOTAL, new float[] {0.5f, -1, 0.25f, 2, -0.75f});
      ExecutorService workers = Executors.newFixedThreadPool(threads);
      try {
        List<Future<double[]>> results = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
          int seed = thread % 2;
          results.add(workers.submit(() -> repeatedly(compiled, memory, seed)));
        }
        for (int thread = 0; thread < threads; thread++) {
          double[] alone = repeatedly(compiled, memory, thread % 2);
          Tolerances.SUM.check("thread " + thread, results.get(thread).get(), alone);
        }
      } finally {
        workers.shutdownNow();
      }
    }
  }

  private static double[] repeatedly(CompiledProgram compiled, Memory memory, int seed) {
    try (Executable executable = compiled.bind(memory)) {
      for (int i = 0; i < 50; i++) {
        executable.input("x").put(Numbers.normal(Shape.of(7, 5), seed + 2L * (i % 3)).toArray());
        executable.run();
      }
      return executable.output("y").toDoubles();
    }
  }

  @Test
  default void severalThreadsCompileAndUpdateMemoriesOfTheirOwn() throws Exception {
    ExecutorService workers = Executors.newFixedThreadPool(3);
    try {
      List<Future<float[]>> totals = new ArrayList<>();
      for (int thread = 0; thread < 3; thread++) {
        float value = thread + 1;
        totals.add(
            workers.submit(
                () -> {
                  try (Bound bound = Bound.of(backend(), accumulating(1))) {
                    bound
                        .executable()
                        .input("x")
                        .put(new float[] {value, value, value, value, value});
                    for (int run = 0; run < 100; run++) {
                      bound.run();
                    }
                    return bound.memory().read(TOTAL);
                  }
                }));
      }
      for (int thread = 0; thread < 3; thread++) {
        float total = 100 * (thread + 1);
        assertThat(totals.get(thread).get()).containsExactly(total, total, total, total, total);
      }
    } finally {
      workers.shutdownNow();
    }
  }

  @Test
  default void aClosedExecutableIsRefused() {
    try (Memory memory = backend().allocate(List.of(TOTAL));
        CompiledProgram compiled = backend().compile(accumulating(1))) {
      Executable executable = compiled.bind(memory);
      executable.close();

      assertThatIllegalStateException().isThrownBy(executable::run);
      assertThatIllegalStateException().isThrownBy(() -> executable.input("x"));
      assertThatIllegalStateException().isThrownBy(() -> executable.output("y"));
      try (Executable next = compiled.bind(memory)) {
        next.run();
        assertThat(next.output("y").toFloats()).containsExactly(new float[5]);
      }
    }
  }

  @Test
  default void aClosedBackendIsRefused() {
    Backend closed = another();
    closed.close();

    assertThatIllegalStateException().isThrownBy(closed::info);
    assertThatIllegalStateException().isThrownBy(() -> closed.allocate(List.of(TOTAL)));
    assertThatIllegalStateException().isThrownBy(() -> closed.compile(accumulating(1)));
  }

  @Test
  default void closingOneBackendLeavesOthersAlone() {
    another().close();
    try (Bound bound = Bound.of(backend(), accumulating(1))) {
      bound.run();
      assertThat(bound.output("y")).containsExactly(new double[5]);
    }
  }

  @Test
  default void memoryStaysFlatOverThousandsOfRuns() {
    try (Bound bound = Bound.of(backend(), accumulating(300))) {
      assertFlat(3000, 300, bound::run);
    }
  }

  @Test
  default void memoryStaysFlatOverHundredsOfPrograms() {
    assertFlat(
        300,
        1000,
        () -> {
          try (Bound bound = Bound.of(backend(), accumulating(1000))) {
            bound.memory().snapshot().close();
            bound.run();
          }
        });
  }

  /** A leak of one buffer of these rows at each repeat is four times what is allowed. */
  private void assertFlat(int repeats, int rows, Runnable work) {
    for (int i = 0; i < repeats / 10; i++) {
      work.run();
    }
    long heapBefore = usedHeap();
    long nativeBefore = nativeBytes().orElse(0);
    for (int i = 0; i < repeats; i++) {
      work.run();
    }
    long allowed = (long) repeats * rows * TOTAL.shape().elementCount() * Float.BYTES / 4;
    assertSettles("growth of the heap in bytes", () -> usedHeap() - heapBefore, allowed);
    assertSettles(
        "growth of native memory in bytes", () -> nativeBytes().orElse(0) - nativeBefore, allowed);
  }

  /**
   * An engine may let go of closed buffers on a thread of its own, once the collector has found
   * them. So this waits, where it must: a leak stays, however long.
   */
  private static void assertSettles(String what, LongSupplier growth, long allowed) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    long grown = growth.getAsLong();
    while (grown >= allowed && System.nanoTime() < deadline) {
      System.gc();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
      grown = growth.getAsLong();
    }
    assertThat(grown).as(what).isLessThan(allowed);
  }

  private static long usedHeap() {
    long used = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
      Runtime runtime = Runtime.getRuntime();
      used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
    }
    return used;
  }
}

package org.vae4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.backend.Backend;
import org.vae4j.backend.BackendOptions;
import org.vae4j.backend.Backends;
import org.vae4j.backend.CompiledProgram;
import org.vae4j.backend.Executable;
import org.vae4j.backend.Memory;
import org.vae4j.backend.Program;
import org.vae4j.backend.Update;
import org.vae4j.tensor.Graph;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.TensorType;
import org.vae4j.tensor.Variable;

/**
 * Native memory of a backend, as the operating system counts it in virtual machines whose heap is
 * all there from the start. What is not freed adds up to several times the allowance. A subclass
 * names the backend, which has to be on the classpath of the tests.
 */
public abstract class NativeMemoryTests {
  private static final List<String> FIXED_HEAP =
      List.of("-Xms64m", "-Xmx64m", "-XX:+AlwaysPreTouch");
  private static final long ALLOWANCE = 24L << 20;
  private static final Variable SUM = new Variable("sum", Shape.of(64, 64));

  /** For subclasses. */
  protected NativeMemoryTests() {}

  /** The id of the backend under test. */
  protected abstract String backend();

  private long growth(Path folder, Class<?> main) throws IOException, InterruptedException {
    return Long.parseLong(Fork.output(folder, FIXED_HEAP, main, backend()));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void runsLeaveNothingBehind(@TempDir Path folder) throws IOException, InterruptedException {
    assertThat(growth(folder, Runs.class)).isLessThan(ALLOWANCE);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void closingFreesProgramsMemoriesAndSnapshots(@TempDir Path folder)
      throws IOException, InterruptedException {
    assertThat(growth(folder, Closings.class)).isLessThan(ALLOWANCE);
  }

  /** Prints by how much 8000 runs grow the process, each with a result of 16 KB: 128 MB. */
  static final class Runs {
    private Runs() {}

    /** Starts here. */
    public static void main(String[] arguments) throws IOException {
      try (Backend backend = open(arguments);
          Memory memory = backend.allocate(List.of(SUM));
          CompiledProgram compiled = backend.compile(program());
          Executable run = compiled.bind(memory)) {
        repeat(run, 1000);
        long before = residentBytes();
        repeat(run, 8000);
        System.out.println(residentBytes() - before);
      }
    }

    private static void repeat(Executable run, int count) {
      for (int i = 0; i < count; i++) {
        run.run();
      }
    }
  }

  /**
   * Prints by how much opening and closing 60 times grows the process, each with two copies of 1
   * MB: 120 MB.
   */
  static final class Closings {
    private Closings() {}

    /** Starts here. */
    public static void main(String[] arguments) throws IOException {
      Variable large = new Variable("large", Shape.of(256, 1024));
      float[] values = new float[large.shape().elementCount()];
      long before = 0;
      try (Backend backend = open(arguments)) {
        for (int round = 0; round < 80; round++) {
          if (round == 20) {
            before = residentBytes();
          }
          try (Memory memory = backend.allocate(List.of(SUM, large));
              Memory.Snapshot snapshot = memory.snapshot();
              CompiledProgram compiled = backend.compile(program());
              Executable run = compiled.bind(memory)) {
            memory.write(large, values);
            run.run();
            memory.restore(snapshot);
          }
        }
        System.out.println(residentBytes() - before);
      }
    }
  }

  private static Backend open(String[] arguments) {
    return Backends.open(arguments[0], BackendOptions.cpu().withThreads(1));
  }

  private static Program program() {
    Graph graph = new Graph();
    Tensor x = graph.input("x", TensorType.floats(SUM.shape()));
    Tensor next = graph.read(SUM).plus(x);
    return Program.builder("sum").output("next", next).update(new Update.Assign(SUM, next)).build();
  }

  private static long residentBytes() throws IOException {
    System.gc();
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
        .findFirst()
        .orElseThrow();
  }
}

package org.vae4j.backend.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vae4j.backend.Backend;
import org.vae4j.backend.BackendOptions;
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
 * Native memory, as the operating system counts it: what is not freed adds up to several times the
 * allowance.
 */
class NativeMemoryTest {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final long ALLOWANCE = 24L << 20;
  private static final Variable SUM = new Variable("sum", Shape.of(64, 64));

  @Test
  void runsLeaveNothingBehind() throws IOException {
    assumeTrue(Files.isReadable(STATUS));
    try (Backend backend = open();
        Memory memory = backend.allocate(List.of(SUM));
        CompiledProgram compiled = backend.compile(program());
        Executable run = compiled.bind(memory)) {
      runs(run, 1000);
      long before = residentBytes();
      runs(run, 8000); // 16 KB each: 128 MB
      assertThat(residentBytes() - before).isLessThan(ALLOWANCE);
    }
  }

  @Test
  void closingFreesProgramsMemoriesAndSnapshots() throws IOException {
    assumeTrue(Files.isReadable(STATUS));
    Variable large = new Variable("large", Shape.of(256, 1024));
    try (Backend backend = open()) {
      long before = 0;
      for (int round = 0; round < 80; round++) {
        if (round == 20) {
          before = residentBytes();
        }
        try (Memory memory = backend.allocate(List.of(SUM, large)); // 1 MB, as the snapshot: 120 MB
            Memory.Snapshot snapshot = memory.snapshot();
            CompiledProgram compiled = backend.compile(program());
            Executable run = compiled.bind(memory)) {
          memory.write(large, new float[large.shape().elementCount()]);
          run.run();
          memory.restore(snapshot);
          assertThat(memory.read(SUM)[0]).isZero();
        }
      }
      assertThat(residentBytes() - before).isLessThan(ALLOWANCE);
    }
  }

  private static Backend open() {
    return new DjlBackendProvider().create(BackendOptions.cpu().withThreads(1));
  }

  private static Program program() {
    Graph graph = new Graph();
    Tensor x = graph.input("x", TensorType.floats(SUM.shape()));
    Tensor next = graph.read(SUM).plus(x);
    return Program.builder("sum").output("next", next).update(new Update.Assign(SUM, next)).build();
  }

  private static void runs(Executable run, int count) {
    for (int i = 0; i < count; i++) {
      run.run();
    }
  }

  private static long residentBytes() throws IOException {
    System.gc();
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
        .findFirst()
        .orElseThrow();
  }
}

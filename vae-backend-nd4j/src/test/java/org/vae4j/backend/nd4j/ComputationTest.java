package org.vae4j.backend.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.vae4j.backend.Backend;
import org.vae4j.backend.BackendOptions;
import org.vae4j.backend.Executable;
import org.vae4j.backend.HostBuffer;
import org.vae4j.backend.Memory;
import org.vae4j.backend.Program;
import org.vae4j.backend.Update;
import org.vae4j.tensor.Graph;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.TensorType;
import org.vae4j.tensor.Variable;

/** What a run makes, and what it leaves to the host. */
@DisabledOnOs(
    value = OS.MAC,
    architectures = "aarch64",
    disabledReason = "ND4J has no native libraries for it")
class ComputationTest {
  private static final Variable SUM = new Variable("sum", Shape.of(3, 3));

  private final Graph graph = new Graph();

  /** Calls of ND4J do make about a kilobyte each on the heap; the steps here do without. */
  @Test
  void aRunCreatesNothing() {
    Tensor next = graph.read(SUM).transposed().plus(1).softplus();
    Tensor sorted = next.logSumExpOver(0).argSort().equalTo(1).sum();
    Program program =
        Program.builder("allocations")
            .output("sorted", sorted)
            .update(new Update.Assign(SUM, next))
            .commitIf(next.sum().isFinite())
            .build();
    try (Backend backend = open();
        Memory memory = backend.allocate(List.of(SUM));
        Executable executable = backend.compile(program).bind(memory)) {
      for (int i = 0; i < 1000; i++) {
        executable.run();
      }
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 1000; i++) {
        executable.run();
      }
      long perRun = (threads.getCurrentThreadAllocatedBytes() - before) / 1000;
      assertThat(perRun).isLessThan(16); // the size of the smallest object
    }
  }

  /** Freed memory would be somebody else's by then, or nobody's. */
  @Test
  void whatTheHostHoldsOutlivesTheExecutable() {
    Shape large = Shape.of(1024, 1024);
    Tensor y = graph.input("large", TensorType.floats(large));
    Program program = Program.builder("large").output("y", y.plus(1)).build();
    HostBuffer input;
    HostBuffer output;
    try (Backend backend = open();
        Memory memory = backend.allocate(List.of());
        Executable executable = backend.compile(program).bind(memory)) {
      input = executable.input("large");
      output = executable.output("y");
      input.put(large.elementCount() - 1, 41);
      executable.run();
    }
    System.gc();
    assertThat(input.get(large.elementCount() - 1)).isEqualTo(41);
    assertThat(output.get(large.elementCount() - 1)).isEqualTo(42);
  }

  private static Backend open() {
    return new Nd4jBackendProvider().create(BackendOptions.cpu().withThreads(1));
  }
}

package org.vae4j.backend.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vae4j.Vae;
import org.vae4j.backend.Backend;
import org.vae4j.backend.Executable;
import org.vae4j.backend.Memory;
import org.vae4j.backend.Precision;
import org.vae4j.backend.Program;
import org.vae4j.backend.java.Sample.Feed;
import org.vae4j.model.Model;
import org.vae4j.network.DiagonalNormalHead;
import org.vae4j.network.Mlp;
import org.vae4j.network.NormalHead;
import org.vae4j.optimizer.Adam;
import org.vae4j.schema.DataSchema;
import org.vae4j.tensor.Graph;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.TensorType;
import org.vae4j.train.TrainingPrograms;

/** Buffers are shared by tensors that are not needed at the same time, and by no others. */
class FloatPlanTest {
  private final Graph graph = new Graph();
  private final Tensor x = graph.input("x", TensorType.floats(Shape.of(3, 5)));

  private static FloatPlan plan(Tensor output) {
    return new FloatPlan(
        Program.builder("plan").output("output", output).build(), FloatEngine.exact(1));
  }

  @Test
  void aChainOfElementwiseOperationsTakesOneBuffer() {
    assertThat(plan(x.exp().neg().tanh().plus(x).square()).buffers()).hasSize(1);
  }

  @Test
  void anOperandThatIsNeededLaterKeepsItsBuffer() {
    Tensor exp = x.exp();
    Tensor sum = exp.sigmoid().plus(exp.softplus()).plus(exp);
    assertThat(plan(sum).buffers()).hasSize(3);
  }

  @Test
  void aProductIsAddedToItsAddendInPlace() {
    Tensor square = x.matmul(x.transposed());
    assertThat(plan(square.plus(square.transposed().matmul(square))).buffers()).hasSize(2);
    assertThat(plan(x.square().plus(square.matmul(x))).buffers()).hasSize(2);
  }

  @Test
  void otherOperationsDoNotWriteOverTheirOperand() {
    Tensor sums = x.exp().cumSum(1).cumSum(1).cumSum(0);
    assertThat(plan(sums).buffers()).hasSize(2);
  }

  @Test
  void reshapesAndRepeatedNumbersTakeNoBuffer() {
    Tensor scalar = graph.input("scalar", TensorType.floats(Shape.scalar()));
    Tensor product = x.times(scalar).reshape(15).plus(2).reshape(5, 3);
    assertThat(plan(product).buffers()).hasSize(1);
  }

  @Test
  void resultsStayUntilTheNextRun() {
    Tensor exp = x.exp();
    Tensor sin = exp.sin();
    Tensor reshaped = sin.reshape(15);
    Program program =
        Program.builder("results")
            .output("input", x)
            .output("exp", exp)
            .output("again", exp)
            .output("reshaped", reshaped)
            .output("cos", reshaped.cos())
            .build();
    Feed feed = Feed.floats(Shape.of(3, 5), -1, 1);
    List<double[]> results = Sample.run(Precision.FLOAT32, program, List.of(feed));
    List<double[]> expected = Sample.run(Precision.FLOAT64, program, List.of(feed));
    for (int i = 0; i < results.size(); i++) {
      for (int j = 0; j < results.get(i).length; j++) {
        assertThat(results.get(i)[j]).isCloseTo(expected.get(i)[j], within(1e-6));
      }
    }
  }

  /** A run allocates nothing, so a long training leaves the collector in peace. */
  @Test
  void runsAllocateNothing() {
    Tensor hidden = x.matmul(x.transposed()).softplus().logSumExpOver(0);
    Tensor y = hidden.expandAt(0).broadcastTo(Shape.of(3, 3)).argSort().equalTo(1).sum();
    Program program = Program.builder("allocations").output("y", y).build();
    assertThat(allocatedPerRun(program, Precision.FLOAT32)).isLessThan(16);
    assertThat(allocatedPerRun(program, Precision.STRICT_FLOAT32)).isLessThan(16);
  }

  @Test
  void stepsOfATrainingAllocateNothing() {
    Model model =
        Vae.builder(DataSchema.unnamed(10))
            .encoder(Mlp.of(64, 32), DiagonalNormalHead.of(2))
            .decoder(Mlp.of(32, 64), NormalHead.fixed(1))
            .build()
            .model();
    Program program = TrainingPrograms.step(model, Adam.standard(), 32).program();
    assertThat(allocatedPerRun(program, Precision.FLOAT32)).isLessThan(16);
    assertThat(allocatedPerRun(program, Precision.STRICT_FLOAT32)).isLessThan(16);
  }

  /** In bytes; the smallest object has 16. */
  private static long allocatedPerRun(Program program, Precision precision) {
    try (Backend backend = Sample.backend(precision);
        Memory memory = backend.allocate(program.variables());
        Executable executable = backend.compile(program).bind(memory)) {
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long before = 0;
      for (int i = -500; i < 1000; i++) {
        if (i <= 0) { // the first calls, those of method handles too, make what stays
          before = threads.getCurrentThreadAllocatedBytes();
        }
        executable.run();
      }
      return (threads.getCurrentThreadAllocatedBytes() - before) / 1000;
    }
  }

  @Test
  void saysWhatItDoes() {
    Tensor bias = graph.input("bias", TensorType.floats(Shape.of(3)));
    Tensor product = x.matmul(x.transposed()).plus(bias);
    assertThat(plan(product.times(2).minus(product).sumOver(-1)).lines())
        .hasSize(3)
        .first()
        .asString()
        .contains("2 units of work in 2 buffers of 12 numbers", "the backend's own loops");
    assertThat(plan(product.times(2).minus(product).sumOver(-1)).lines())
        .anyMatch(line -> line.endsWith("product: x · xᵀ + each row bias"))
        .anyMatch(
            line -> line.matches("t\\d+ \\[3\\] = loop: sums by 3 of .*t\\d+ · 2\\.0.* − t\\d+.*"));
  }
}

package org.vae4j.backend.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.vae4j.backend.Program;
import org.vae4j.tensor.DataType;
import org.vae4j.tensor.Graph;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.TensorType;

/** What is computed together, and what takes memory. */
class PlanTest {
  private final Graph graph = new Graph();
  private final Tensor x = graph.input("x", TensorType.floats(Shape.of(3, 5)));

  private static Plan plan(Tensor... outputs) {
    Program.Builder builder = Program.builder("plan");
    for (int i = 0; i < outputs.length; i++) {
      builder.output("output" + i, outputs[i]);
    }
    return new Plan(builder.build());
  }

  private static List<Integer> sizes(Plan plan) {
    return plan.stages().stream().map(stage -> stage.tensors().size()).toList();
  }

  @Test
  void elementwiseOperationsAreOneStageWithOneBuffer() {
    Plan plan = plan(x.exp().neg().tanh().plus(x).square());
    assertThat(sizes(plan)).containsExactly(5);
    assertThat(plan.buffers()).hasSize(1);
  }

  @Test
  void numbersAndRowsAreRepeatedByTheirReaders() {
    Tensor row = graph.input("row", TensorType.floats(Shape.of(5)));
    Tensor scalar = graph.input("scalar", TensorType.floats(Shape.scalar()));
    Plan plan = plan(x.plus(row).times(scalar).minus(2));
    assertThat(sizes(plan)).containsExactly(3);
    assertThat(plan.buffers()).hasSize(1);
  }

  @Test
  void aBroadcastThatOthersReadIsSpelledOut() {
    Tensor row = graph.input("row", TensorType.floats(Shape.of(1, 5)));
    Plan plan = plan(row.broadcastTo(Shape.of(3, 5)).cumSum(0));
    assertThat(sizes(plan)).containsExactly(1, 1);
    assertThat(plan.buffers()).hasSize(2);
  }

  @Test
  void aReluAndItsGradientDoWithoutTheCondition() {
    Tensor relu = x.relu();
    Tensor product = relu.matmul(graph.input("w", TensorType.floats(Shape.of(5, 5))));
    Tensor gradient = Tensor.where(x.greaterThan(0), product, graph.fill(0, product.shape()));
    Plan plan = plan(relu, gradient);
    assertThat(sizes(plan)).containsExactly(1, 1, 1);
    assertThat(plan.buffers()).hasSize(3);
  }

  @Test
  void aConditionThatOthersReadIsKept() {
    Tensor positive = x.greaterThan(0);
    assertThat(sizes(plan(x.relu(), positive))).containsExactly(2);
  }

  @Test
  void wholeNumbersAreComputedApart() {
    Tensor rounded = x.plus(1).cast(DataType.INT).plus(1);
    assertThat(sizes(plan(rounded))).containsExactly(1, 2);
  }

  @Test
  void whatDoesNotNeedAStageComesBeforeIt() {
    Plan plan = plan(x.exp().plus(x.cumSum(0)));
    assertThat(plan.stages().get(0).fused()).isFalse();
    assertThat(sizes(plan)).containsExactly(1, 2);
  }

  @Test
  void buffersAreUsedAgainOnceTheyAreNotNeeded() {
    Plan plan = plan(x.cumSum(0).cumSum(1).cumSum(0).cumSum(1));
    assertThat(plan.stages()).hasSize(4);
    assertThat(plan.buffers()).hasSize(2);
  }

  @Test
  void resultsKeepTheirBuffers() {
    Tensor first = x.cumSum(0);
    Tensor second = first.cumSum(1);
    assertThat(plan(first, second, second.cumSum(0)).buffers()).hasSize(3);
  }
}

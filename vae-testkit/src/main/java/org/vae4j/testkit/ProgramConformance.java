package org.vae4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vae4j.backend.BackendInfo.Reproducibility;
import org.vae4j.backend.HostBuffer;
import org.vae4j.backend.Precision;
import org.vae4j.backend.Program;
import org.vae4j.backend.Update;
import org.vae4j.backend.Update.AdamUpdate;
import org.vae4j.backend.Update.Assign;
import org.vae4j.tensor.BinaryFunction;
import org.vae4j.tensor.DataType;
import org.vae4j.tensor.Elementwise;
import org.vae4j.tensor.Graph;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.TensorType;
import org.vae4j.tensor.Variable;

/** Runs: inputs, outputs, reads before updates, updates together or not at all. */
interface ProgramConformance extends Fixture {
  /** One of two variables of one shape. */
  Variable A = new Variable("a", Shape.of(3));

  /** The other one. */
  Variable B = new Variable("b", Shape.of(3));

  @Test
  default void readsSeeTheValuesBeforeTheRun() {
    Graph graph = new Graph();
    Tensor a = graph.read(A);
    Tensor b = graph.read(B);
    Program swap =
        Program.builder("swap")
            .output("sum", a.plus(b.times(10)))
            .update(new Assign(A, b))
            .update(new Assign(B, a))
            .build();
    try (Bound bound = Bound.of(backend(), swap)) {
      bound.memory().write(A, new float[] {1, 2, 3});
      bound.memory().write(B, new float[] {4, 5, 6});
      bound.run();
      assertThat(bound.output("sum")).containsExactly(41, 52, 63);
      assertThat(bound.memory().read(A)).containsExactly(4, 5, 6);
      assertThat(bound.memory().read(B)).containsExactly(1, 2, 3);
      bound.run();
      assertThat(bound.output("sum")).containsExactly(14, 25, 36);
      assertThat(bound.memory().read(A)).containsExactly(1, 2, 3);
    }
  }

  @Test
  default void anOutputOfAVariableIsItsValueBeforeTheRun() {
    Graph graph = new Graph();
    Tensor a = graph.read(A);
    Program count =
        Program.builder("count").output("before", a).update(new Assign(A, a.plus(1))).build();
    try (Bound bound = Bound.of(backend(), count)) {
      bound.run();
      bound.run();
      assertThat(bound.output("before")).containsExactly(1, 1, 1);
      assertThat(bound.memory().read(A)).containsExactly(2, 2, 2);
    }
  }

  @Test
  default void updatesAreDroppedWhereCommitIfIsZero() {
    Map<Double, Boolean> commits =
        Map.of(0.0, false, -0.0, false, 1.0, true, -1.0, true, 0.5, true, Double.NaN, true);
    Graph graph = new Graph();
    Tensor a = graph.read(A);
    Tensor condition = graph.input("condition", TensorType.floats(Shape.scalar()));
    Program program =
        Program.builder("conditional")
            .output("next", a.plus(1))
            .update(new Assign(A, a.plus(1)))
            .update(adam(graph, B, a.plus(1), "m", "v"))
            .commitIf(condition)
            .build();
    try (Bound bound = Bound.of(backend(), program)) {
      commits.forEach(
          (value, commit) -> {
            bound.memory().write(A, new float[] {1, 2, 3});
            bound.memory().write(B, new float[3]);
            bound.executable().input("condition").put(0, value);
            bound.run();
            assertThat(bound.output("next"))
                .as("outputs are given anyway")
                .containsExactly(2, 3, 4);
            float expected = commit ? 2 : 1;
            assertThat(bound.memory().read(A)[0])
                .as("a, committed if %s", value)
                .isEqualTo(expected);
            assertThat(bound.memory().read(B)[0] != 0)
                .as("b, committed if %s", value)
                .isEqualTo(commit);
          });
    }
  }

  private static AdamUpdate adam(
      Graph graph, Variable parameter, Tensor gradient, String m, String v) {
    return new AdamUpdate(
        parameter,
        new Variable(m, parameter.shape()),
        new Variable(v, parameter.shape()),
        gradient,
        graph.fill(0.01, Shape.scalar()),
        graph.fill(0.1, Shape.scalar()),
        graph.fill(0.001, Shape.scalar()),
        0.9,
        0.999,
        1e-8,
        0.01);
  }

  @Test
  default void adamEqualsItsAssignments() {
    Variable parameter = new Variable("parameter", Shape.of(37));
    double[][] results = new double[2][];
    for (int fused = 0; fused < 2; fused++) {
      Graph graph = new Graph();
      Tensor gradient = graph.input("gradient", TensorType.floats(parameter.shape()));
      AdamUpdate update = adam(graph, parameter, gradient, "m", "v");
      Program.Builder builder = Program.builder(fused == 1 ? "fused" : "assigned");
      (fused == 1 ? List.of((Update) update) : update.assignments()).forEach(builder::update);
      try (Bound bound = Bound.of(backend(), builder.build())) {
        bound.memory().write(parameter, ProgramCase.floats(Numbers.normal(parameter.shape(), 81)));
        for (int step = 0; step < 10; step++) {
          bound
              .executable()
              .input("gradient")
              .put(Numbers.normal(parameter.shape(), 82 + step).toArray());
          bound.run();
        }
        double[] all = {};
        for (String name : List.of("parameter", "m", "v")) {
          double[] values =
              ProgramCase.doubles(bound.memory().read(new Variable(name, parameter.shape())));
          all =
              java.util.stream.DoubleStream.concat(
                      java.util.Arrays.stream(all), java.util.Arrays.stream(values))
                  .toArray();
        }
        results[fused] = all;
      }
    }
    Tolerances.ADAM.check("ten steps of Adam: parameter, m, v", results[1], results[0]);
  }

  @Test
  default void adamMovesADeadUnitNowhere() {
    Graph graph = new Graph();
    Tensor gradient = graph.input("gradient", TensorType.floats(A.shape()));
    Program program = Program.builder("dead").update(adam(graph, A, gradient, "m", "v")).build();
    try (Bound bound = Bound.of(backend(), program)) {
      for (int step = 0; step < 3; step++) {
        bound.run();
      }
      assertThat(bound.memory().read(A)).containsExactly(0, 0, 0);
    }
  }

  @Test
  default void buffersAreTheSameForEveryRun() {
    Graph graph = new Graph();
    Tensor x = graph.input("x", TensorType.floats(Shape.of(2, 3)));
    Tensor n = graph.input("n", TensorType.ints(Shape.of(2)));
    Program program =
        Program.builder("echo").output("y", x.times(2)).output("m", n.plus(n)).build();
    try (Bound bound = Bound.of(backend(), program)) {
      HostBuffer input = bound.executable().input("x");
      HostBuffer output = bound.executable().output("y");
      assertThat(input.type()).isEqualTo(x.type());
      assertThat(bound.executable().input("n").type().dataType()).isEqualTo(DataType.INT);
      assertThat(bound.executable().output("m").type()).isEqualTo(n.type());
      input.put(new float[] {1, 2, 3, 4, 5, 6});
      bound.executable().input("n").put(new int[] {1 << 29, -7});
      bound.run();
      assertThat(output.toFloats()).containsExactly(2, 4, 6, 8, 10, 12);
      input.put(1, 20);
      bound.run();

      assertThat(output.toFloats())
          .as("values stay until overwritten")
          .containsExactly(2, 40, 6, 8, 10, 12);
      assertThat(bound.output("m")).containsExactly(1 << 30, -14);
      assertThat(bound.executable().input("x")).isSameAs(input);
      assertThat(bound.executable().output("y")).isSameAs(output);
    }
  }

  @Test
  default void unknownInputsAndOutputsAreRefused() {
    Graph graph = new Graph();
    Tensor x = graph.input("x", TensorType.floats(Shape.of(2)));
    Program program = Program.builder("echo").output("y", x.exp()).build();
    try (Bound bound = Bound.of(backend(), program)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> bound.executable().input("y"))
          .withMessageContaining("'y'");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> bound.executable().output("x"))
          .withMessageContaining("'x'");
    }
  }

  @Test
  default void aRunThatFailsChangesNothing() {
    for (int each : new int[] {-1, 4, 1 << 30, -(1 << 30)}) {
      failsOn(each, (values, index) -> values.gather(index));
      failsOn(each, (values, index) -> values.sum().expandAt(0).scatterAdd(index, 0, 4));
    }
    failsOn(0, (values, index) -> divided(BinaryFunction.FLOOR_DIV, index));
    failsOn(0, (values, index) -> divided(BinaryFunction.MOD, index));
  }

  private static Tensor divided(BinaryFunction function, Tensor divisor) {
    Graph graph = divisor.graph();
    return graph
        .apply(new Elementwise.Binary(function), graph.fill(10, divisor.type()), divisor)
        .cast(DataType.FLOAT);
  }

  /** Runs with a bad whole number, then with 1. */
  private void failsOn(int bad, java.util.function.BinaryOperator<Tensor> function) {
    Graph graph = new Graph();
    Tensor values = graph.input("values", TensorType.floats(Shape.of(4)));
    Tensor index = graph.input("index", TensorType.ints(Shape.of(1)));
    Program program =
        Program.builder("fails on " + bad)
            .update(new Assign(A, graph.read(A).plus(1)))
            .output("values", values)
            .output("result", function.apply(values, index))
            .update(new Assign(B, graph.read(B).plus(1)))
            .build();
    try (Bound bound = Bound.of(backend(), program)) {
      bound.executable().input("values").put(new float[] {1, 2, 3, 4});
      bound.executable().input("index").put(new int[] {bad});
      assertThatIllegalArgumentException().as("%s of %s", program, bad).isThrownBy(bound::run);
      assertThat(bound.memory().read(A)).containsExactly(0, 0, 0);
      assertThat(bound.memory().read(B)).containsExactly(0, 0, 0);
      bound.executable().input("index").put(new int[] {1});
      bound.run();
      assertThat(bound.memory().read(A)).as("the next run").containsExactly(1, 1, 1);
    }
  }

  @Test
  default void equalRunsGiveEqualBits() {
    if (backend().info().reproducibility() == Reproducibility.ROUNDING) {
      return; // Nothing is promised.
    }
    for (ProgramCase each : ProgramCases.all()) {
      Map<String, double[]> first = each.run(backend());
      Map<String, double[]> second = each.run(backend());
      first.forEach(
          (what, numbers) ->
              assertThat(second.get(what)).as("%s, %s", each.program(), what).isEqualTo(numbers));
    }
  }

  @Test
  default void chunksOfRowsGiveEqualBitsWherePromised() {
    if (backend().info().reproducibility() != Reproducibility.EXACT_EVERYWHERE) {
      return; // Nothing is promised.
    }
    Numbers weight = Numbers.normal(Shape.of(37, 19), 91);
    Numbers rows = Numbers.normal(Shape.of(13, 37), 92);
    double[] whole = layer(rows, weight);
    List<Double> parts = new ArrayList<>();
    for (int row = 0; row < 13; row++) {
      int from = row * 37;
      double[] all = rows.toArray();
      for (double value : layer(Numbers.generated(Shape.of(1, 37), i -> all[from + i]), weight)) {
        parts.add(value);
      }
    }
    assertThat(parts)
        .containsExactly(java.util.Arrays.stream(whole).boxed().toArray(Double[]::new));
  }

  private double[] layer(Numbers rows, Numbers weight) {
    return Numbers.run(
        backend(), x -> x.get(0).matmul(x.get(1)).tanh().logSoftmaxOver(-1), rows, weight);
  }

  @Test
  default void doublesAreFedAndReadInDoublePrecision() {
    double third = 1.0 / 3;
    double result =
        Numbers.run(backend(), x -> x.get(0).times(3).minus(1), Numbers.scalar(third))[0];

    boolean exact = backend().info().precision() == Precision.FLOAT64;
    assertThat(Math.abs(result)).isLessThanOrEqualTo(exact ? 1e-15 : 2e-7);
  }
}

package org.vae4j.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.vae4j.tensor.BinaryFunction;
import org.vae4j.tensor.Elementwise;
import org.vae4j.tensor.Gradients;
import org.vae4j.tensor.Graph;
import org.vae4j.tensor.LinearAlgebra;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Source;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.TensorType;
import org.vae4j.tensor.Variable;

/**
 * What programs are rid of before a backend sees them; that results stay is the conformance kit's
 * matter.
 */
final class CleanUpTest {
  private final Graph graph = new Graph();
  private final Tensor x = graph.input("x", TensorType.floats(Shape.of(2, 3)));
  private final Tensor square = graph.input("square", TensorType.floats(Shape.of(3, 3)));

  @Test
  void whatNothingNeedsIsGone() {
    x.exp().lgamma();
    Program program = Program.builder("p").output("y", x.neg()).build();

    assertThat(labels(program)).containsExactly("input", "neg");
    assertThat(program.inputs())
        .singleElement()
        .satisfies(in -> assertThat(in.type()).isEqualTo(x.type()));
  }

  @Test
  void equalComputationsAreDoneOnce() {
    Program program =
        Program.builder("p")
            .output("a", x.exp().plus(x.exp()))
            .output("b", x.exp().sumOver(0))
            .build();

    assertThat(labels(program)).containsExactly("input", "exp", "plus", "sum");
  }

  @Test
  void differentOrdersOfOperandsAreDifferent() {
    Program program =
        Program.builder("p").output("a", x.minus(x.exp())).output("b", x.exp().minus(x)).build();

    assertThat(labels(program)).containsExactlyInAnyOrder("input", "exp", "minus", "minus");
  }

  @Test
  void neutralArithmeticIsGone() {
    Tensor y = x.plus(0).times(1).minus(0).dividedBy(1).pow(1);
    Program program = Program.builder("p").output("y", y).build();

    assertThat(labels(program)).containsExactly("input");
  }

  @Test
  void timesZeroStays() {
    Program program = Program.builder("p").output("y", x.times(0)).build();

    assertThat(labels(program))
        .as("0·∞ is NaN")
        .containsExactlyInAnyOrder("input", "fill", "times");
  }

  @Test
  void constantsAreFolded() {
    Tensor two = graph.fill(2, Shape.of(2, 3));
    Tensor y = x.times(two.plus(1).times(4).minus(2).dividedBy(5));
    Tensor sums = two.sumOver(1).reshape(2, 1).broadcastTo(Shape.of(2, 3)).slice(1, 0, 2);
    Program program = Program.builder("p").output("y", y).output("sums", sums).build();

    assertThat(labels(program)).containsExactlyInAnyOrder("input", "fill", "times", "fill");
    assertThat(program.outputs().get("sums").operation())
        .isEqualTo(new Source.Fill(6, TensorType.floats(Shape.of(2, 2))));
  }

  @Test
  void constantChoicesAreMade() {
    Tensor yes = Tensor.where(graph.fill(1, x.shape()), x, x.exp());
    Tensor no = Tensor.where(graph.fill(0, x.shape()), x.exp(), x.neg());
    Program program = Program.builder("p").output("yes", yes).output("no", no).build();

    assertThat(labels(program)).containsExactly("input", "neg");
  }

  @Test
  void transposesOfMatricesBecomeFlags() {
    Tensor y = square.transposed().matmul(x.transposed());
    Program program = Program.builder("p").output("y", y).build();

    assertThat(labels(program)).containsExactlyInAnyOrder("input", "input", "matmul");
    assertThat(program.outputs().get("y").operation())
        .isEqualTo(new LinearAlgebra.Matmul(true, true));
  }

  @Test
  void otherTransposesStay() {
    Tensor cube = graph.input("cube", TensorType.floats(Shape.of(3, 3, 3)));
    Tensor y = cube.transpose(1, 0, 2).matmul(cube);
    Program program = Program.builder("p").output("y", y).build();

    assertThat(labels(program)).containsExactly("input", "transpose", "matmul");
  }

  @Test
  void reshapesAreDoneAtOnce() {
    Program program =
        Program.builder("p")
            .output("y", x.reshape(6).reshape(3, 2))
            .output("x", x.reshape(6).reshape(2, 3))
            .build();

    assertThat(labels(program)).containsExactly("input", "reshape");
    assertThat(program.outputs().get("x").operation()).isInstanceOf(Source.Input.class);
  }

  @Test
  void stoppedGradientsAreNothingToABackend() {
    Program program = Program.builder("p").output("y", x.stopGradient().exp()).build();

    assertThat(labels(program)).containsExactly("input", "exp");
  }

  @Test
  void aGradientHasNoWaste() {
    Variable weight = new Variable("weight", Shape.of(3, 3));
    Tensor read = graph.read(weight);
    Tensor loss = x.matmul(read).sum();
    Program program = Program.builder("p").output("gradient", Gradients.of(loss, read)).build();

    assertThat(labels(program)).containsExactlyInAnyOrder("input", "fill", "matmul");
    assertThat(program.variables()).isEmpty();
  }

  @Test
  void aLongLoopIsNotTooDeep() {
    Tensor state = x;
    for (int step = 0; step < 20_000; step++) {
      state = state.sin();
    }
    Program program = Program.builder("p").output("y", state).build();

    assertThat(program.tensors()).hasSize(20_001);
  }

  @Test
  void wholeNumbersAreNotFoldedAsReals() {
    Tensor n = graph.fill(7, TensorType.ints(Shape.of(2)));
    Program program = Program.builder("p").output("y", n.floorDiv(2)).build();

    assertThat(program.outputs().get("y").operation())
        .isEqualTo(new Elementwise.Binary(BinaryFunction.FLOOR_DIV));
  }

  private static List<String> labels(Program program) {
    return program.tensors().stream().map(tensor -> tensor.operation().label()).toList();
  }
}

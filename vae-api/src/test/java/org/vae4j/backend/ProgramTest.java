package org.vae4j.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.vae4j.backend.Update.AdamUpdate;
import org.vae4j.backend.Update.Assign;
import org.vae4j.tensor.DataType;
import org.vae4j.tensor.Graph;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Source;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.TensorType;
import org.vae4j.tensor.Variable;

final class ProgramTest {
  private static final Variable WEIGHT = new Variable("weight", Shape.of(3));
  private static final Variable FIRST = new Variable("first", Shape.of(3));
  private static final Variable SECOND = new Variable("second", Shape.of(3));

  private final Graph graph = new Graph();
  private final Tensor x = graph.input("x", TensorType.floats(Shape.of(3)));
  private final Tensor one = graph.fill(1, Shape.scalar());

  @Test
  void variablesAreThoseReadOrUpdated() {
    Tensor read = graph.read(WEIGHT);
    graph.read(SECOND);
    Program program =
        Program.builder("p").output("y", read.exp()).update(new Assign(FIRST, x)).build();

    assertThat(program.variables()).containsExactly(WEIGHT, FIRST);
    assertThat(program.inputs())
        .extracting(in -> ((Source.Input) in.operation()).name())
        .containsExactly("x");
    assertThat(program).hasToString("program 'p' of 3 tensors");
  }

  @Test
  void operandsComeFirst() {
    Program program = Program.builder("p").output("y", x.exp().plus(x.neg().exp())).build();

    for (Tensor tensor : program.tensors()) {
      int place = program.tensors().indexOf(tensor);
      assertThat(tensor.inputs()).allMatch(input -> program.tensors().indexOf(input) < place);
    }
  }

  @Test
  void anEmptyProgramIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Program.builder("p").build())
        .withMessageContaining("at least one output or update");
  }

  @Test
  void oneOutputTwiceIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Program.builder("p").output("y", x).output("y", x))
        .withMessage("program 'p' already has an output 'y'");
  }

  @Test
  void oneTargetTwiceIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Program.builder("p").update(new Assign(FIRST, x)).update(adam(x, one)))
        .withMessage("program 'p' already updates first [3]");
  }

  @Test
  void updatesOfOtherTypesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Assign(WEIGHT, x.reshape(3, 1)))
        .withMessage("update of weight [3]: expected a FLOAT value of its shape, got FLOAT [3, 1]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Assign(WEIGHT, graph.range(3)))
        .withMessageContaining("got INT [3]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> adam(x.sum(), one))
        .withMessageContaining("got FLOAT []");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> adam(x, one.reshape(1)))
        .withMessage("Adam update of weight [3]: expected a FLOAT scalar, got FLOAT [1]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> adam(x, one.cast(DataType.INT)))
        .withMessageContaining("got INT []");
  }

  @Test
  void conditionsOfOtherTypesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Program.builder("p").commitIf(x))
        .withMessage("commitIf: expected a FLOAT scalar, got FLOAT [3]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Program.builder("p").commitIf(one.cast(DataType.INT)))
        .withMessageContaining("got INT []");
  }

  @Test
  void tensorsOfTwoGraphsAreRefused() {
    Tensor stranger = new Graph().fill(1, Shape.of(3));

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Program.builder("p").output("y", x).update(new Assign(WEIGHT, stranger)).build())
        .withMessageContaining("program 'p': expected tensors of one graph");
  }

  @Test
  void aProgramOfProgramsTensorsIsTheSame() {
    Program first = Program.builder("p").output("y", x.exp().times(2)).update(adam(x, one)).build();
    Program.Builder builder = Program.builder("again");
    first.outputs().forEach(builder::output);
    first.updates().forEach(builder::update);
    Program second = builder.build();

    assertThat(second.tensors())
        .extracting(Tensor::operation)
        .containsExactlyElementsOf(first.tensors().stream().map(Tensor::operation).toList());
  }

  private static AdamUpdate adam(Tensor gradient, Tensor scalar) {
    return new AdamUpdate(
        WEIGHT, FIRST, SECOND, gradient, scalar, scalar, scalar, 0.9, 0.999, 1e-8, 0);
  }

  @Test
  void listsWhatItComputes() {
    Graph graph = new Graph();
    Variable variable = new Variable("weight", Shape.of(2));
    Tensor sum = graph.read(variable).plus(graph.input("x", TensorType.floats(Shape.of(2))));
    Program program =
        Program.builder("listing")
            .output("sum", sum)
            .update(new Update.Assign(variable, sum))
            .commitIf(sum.sum().isFinite())
            .build();
    assertThat(program.listing())
        .containsExactly(
            "t0 = read FLOAT [2] ()",
            "t1 = input FLOAT [2] ()",
            "t2 = plus FLOAT [2] (t0, t1)",
            "t3 = sum FLOAT [] (t2)",
            "t4 = is_finite FLOAT [] (t3)",
            "output sum (t2)",
            "update [weight [2]] (t2)",
            "commit if (t4)");
  }
}

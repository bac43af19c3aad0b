package org.vae4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which tensors a gradient is made of; their numbers are checked where a backend runs them. */
final class GradientsTest {
  private final Graph graph = new Graph();
  private final Tensor x = graph.input("x", TensorType.floats(Shape.of(2, 3)));
  private final Tensor y = graph.input("y", TensorType.floats(Shape.of(2, 3)));

  @Test
  void zerosWhereTheScalarDoesNotDepend() {
    Tensor scalar = x.sum();
    Tensor later = y.exp();

    for (Tensor gradient : Gradients.of(scalar, List.of(y, later))) {
      assertThat(gradient.operation()).isEqualTo(new Source.Fill(0, x.type()));
    }
  }

  @Test
  void oneForTheScalarItself() {
    Tensor scalar = x.sum();

    assertThat(Gradients.of(scalar, scalar).operation())
        .isEqualTo(new Source.Fill(1, TensorType.floats(Shape.scalar())));
  }

  @Test
  void onlyThePathToTheAskedForIsRecorded() {
    Tensor scalar = x.exp().plus(y.lgamma()).sum();

    Gradients.of(scalar, x);

    assertThat(graph.tensors())
        .noneMatch(tensor -> tensor.operation() instanceof Elementwise.Polygamma);
  }

  @Test
  void stoppedPathsCarryNothing() {
    Tensor scalar = x.exp().stopGradient().times(y).sum();

    assertThat(Gradients.of(scalar, x).operation()).isEqualTo(new Source.Fill(0, x.type()));
  }

  @Test
  void gradientsHaveTheTypesOfWhatTheyAreOf() {
    Tensor row = graph.input("row", TensorType.floats(Shape.of(3)));
    Tensor middle = x.times(row);
    Tensor scalar = middle.logSumExpOver(0).reshape(3, 1).matmul(row.reshape(1, 3)).sum();

    List<Tensor> gradients = Gradients.of(scalar, List.of(row, middle, x));

    assertThat(gradients)
        .extracting(Tensor::type)
        .containsExactly(row.type(), middle.type(), x.type());
  }

  @Test
  void noneOfNothing() {
    assertThat(Gradients.of(x.sum(), List.of())).isEmpty();
  }
}

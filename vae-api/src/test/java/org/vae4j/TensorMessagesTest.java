package org.vae4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.vae4j.tensor.DataType;
import org.vae4j.tensor.Gradients;
import org.vae4j.tensor.Graph;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.TensorType;

/** What a user reads who combines tensors that do not fit. This package stands for a user's own. */
final class TensorMessagesTest {
  private final Graph graph = new Graph();
  private final Tensor x = floats("x", 2, 3);
  private final Tensor words = graph.input("words", TensorType.ints(Shape.of(2)));

  @Test
  void shapesThatDoNotBroadcast() {
    refused(() -> x.plus(floats("y", 2)), "[2, 3] and [2] differ at axis -1 (3 and 2)", "expandAt");
  }

  @Test
  void theUsersLineIsNamed() {
    int line = new Throwable().getStackTrace()[0].getLineNumber() + 1;
    refused(() -> x.matmul(x), "(at TensorMessagesTest.java:" + line + ")");
  }

  @Test
  void mixedDataTypes() {
    refused(
        () -> x.plus(words.expandAt(-1)), "plus: expected two operands of one type", "INT [2, 3]");
    refused(() -> words.exp(), "exp: expected a FLOAT tensor, got INT [2]", "cast(FLOAT)");
    refused(
        () -> words.dividedBy(2), "divided_by: expected the other data type, got INT [2]", "cast");
    refused(() -> x.mod(2), "mod: expected the other data type, got FLOAT [2, 3]");
    refused(() -> words.mean(), "INT []");
    refused(() -> words.maxOver(0), "max: expected a FLOAT tensor, got INT [2]");
    refused(
        () -> Tensor.where(words, words, words), "where: expected a condition of type FLOAT [2]");
    refused(() -> words.argSort(), "argSort: expected a FLOAT tensor with an axis, got INT [2]");
  }

  @Test
  void axesThatAreNone() {
    refused(() -> x.sumOver(2), "no axis 2 in shape [2, 3]: expected one in [-2, 2)");
    refused(() -> x.sumOver(0, -2), "expected distinct axes of FLOAT [2, 3], got [0, -2]");
    refused(() -> x.expandAt(3), "expandAt: expected an axis in [-3, 3) for FLOAT [2, 3], got 3");
    refused(
        () -> x.transpose(0, 0), "transpose: expected each axis of FLOAT [2, 3] once, got [0, 0]");
    refused(() -> x.sum().argmax(0), "no axis 0 in shape []");
  }

  @Test
  void layoutsThatDoNotFit() {
    refused(() -> x.reshape(4, 2), "reshape: expected a shape of 6 elements", "[4, 2] of 8");
    refused(() -> x.reshape(-1, 4), "FLOAT [2, 3] does not divide into [-1, 4]");
    refused(() -> x.reshape(-1, -1), "at most one size of -1");
    refused(() -> x.slice(1, 2, 2), "slice: expected non-empty bounds within FLOAT [2, 3]");
    refused(() -> x.slice(1, 0, 4), "to [2, 4] by [1, 1]");
    refused(() -> x.pad(0, -1, 0), "pad: expected a width of at least 0");
    refused(
        () -> x.broadcastTo(Shape.of(2, 4)),
        "broadcast: expected a shape that FLOAT [2, 3] stretches to");
    refused(
        () -> Tensor.concat(0, x, floats("y", 2, 4)),
        "concat: expected operands that differ at axis 0 alone");
  }

  @Test
  void matricesThatDoNotFit() {
    refused(() -> x.matmul(floats("v", 3)), "matmul: expected at least two axes each", "expandAt");
    refused(() -> x.cholesky(), "cholesky: expected square FLOAT matrices, got FLOAT [2, 3]");
    refused(() -> x.solveLowerTriangular(x), "triangularSolve: expected [n, n] and [n, k]");
  }

  @Test
  void indicesThatAreNone() {
    refused(() -> x.gather(x), "gather: expected values and INT indices that share 0 batch axes");
    refused(() -> x.gather(graph.range(3), 1), "share 1 batch axes", "FLOAT [2, 3] and INT [3]");
    refused(
        () -> x.scatterAdd(graph.range(3), 0, 5), "scatterAdd: expected updates that begin with");
  }

  @Test
  void tensorsOfAnotherTrace() {
    Tensor stranger = new Graph().fill(1, Shape.of(2, 3));

    refused(
        () -> x.plus(stranger),
        "expected operands of one graph",
        "lives only as long as the trace");
    refused(() -> Gradients.of(x.sum(), stranger), "expected tensors of the scalar's graph");
  }

  @Test
  void gradientsOfWhatIsNoScalar() {
    refused(
        () -> Gradients.of(x, x),
        "expected a scalar FLOAT to differentiate, got FLOAT [2, 3]",
        "sum()");
    refused(() -> Gradients.of(words.sum(), x), "got INT []");
    refused(() -> Gradients.of(x.sum(), words), "expected FLOAT tensors to differentiate by");
  }

  @Test
  void oneInputNameTwice() {
    refused(() -> graph.input("x", x.type()), "input 'x' was already declared");
  }

  @Test
  void typesThatFit() {
    assertThat(x.plus(floats("row", 3)).shape()).isEqualTo(Shape.of(2, 3));
    assertThat(x.plus(floats("cube", 5, 1, 1)).shape()).isEqualTo(Shape.of(5, 2, 3));
    assertThat(x.greaterThan(0).dataType()).isEqualTo(DataType.FLOAT);
    assertThat(words.greaterThan(0).type()).isEqualTo(TensorType.floats(Shape.of(2)));
    assertThat(words.oneHot(5).type()).isEqualTo(TensorType.floats(Shape.of(2, 5)));
    assertThat(x.argmax(0).type()).isEqualTo(TensorType.ints(Shape.of(3)));
    assertThat(x.sumOver(-1, 0).shape()).isEqualTo(Shape.scalar());
    assertThat(x.sumOver()).isSameAs(x);
    assertThat(x.expandAt(-1).shape()).isEqualTo(Shape.of(2, 3, 1));
    assertThat(x.at(1, 2).shape()).isEqualTo(Shape.of(2));
    assertThat(x.slice(1, 0, 3, 2).shape()).isEqualTo(Shape.of(2, 2));
    assertThat(x.reshape(-1).shape()).isEqualTo(Shape.of(6));
    assertThat(x.gather(words).shape()).isEqualTo(Shape.of(2, 3));
    assertThat(x.gather(words, 1).shape()).isEqualTo(Shape.of(2));
    assertThat(Tensor.stack(1, List.of(x, x, x, x)).shape()).isEqualTo(Shape.of(2, 4, 3));
    assertThat(Tensor.concat(-1, x, floats("more", 2, 4)).shape()).isEqualTo(Shape.of(2, 7));
    assertThat(floats("batch", 5, 1, 7, 2).matmul(x).shape()).isEqualTo(Shape.of(5, 1, 7, 3));
    assertThat(floats("left", 5, 1, 7, 2).matmul(floats("right", 4, 2, 3)).shape())
        .isEqualTo(Shape.of(5, 4, 7, 3));
  }

  private Tensor floats(String name, int... sizes) {
    return graph.input(name, TensorType.floats(Shape.of(sizes)));
  }

  private static void refused(ThrowingCallable call, String... parts) {
    assertThatIllegalArgumentException()
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.getMessage()).contains(parts));
  }
}

package org.vae4j.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.vae4j.backend.Backend;
import org.vae4j.model.Layer;
import org.vae4j.network.BatchNorm;
import org.vae4j.network.Dense;
import org.vae4j.tensor.Graph;
import org.vae4j.tensor.Initializer;
import org.vae4j.tensor.Schedule;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.Variable;

final class GradientCheckTest {
  private static final Variable WEIGHT = new Variable("weight", Shape.of(3));

  private final Backend backend = new ReferenceBackend();
  private final Numbers x = Numbers.normal(Shape.of(2, 3), 1);

  @Test
  void rightGradientsPass() {
    Function<List<Tensor>, Tensor> function =
        in -> in.get(0).tanh().times(in.get(1)).logSumExpOver(0);

    assertThatCode(() -> GradientCheck.check(backend, function, x, Numbers.scalar(0.5)))
        .doesNotThrowAnyException();
    assertThatCode(() -> GradientCheck.checkSecondOrder(backend, function, x, Numbers.scalar(0.5)))
        .doesNotThrowAnyException();
  }

  @Test
  void wrongGradientsFailAndNameTheInput() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(
            () -> GradientCheck.check(backend, in -> in.get(0).times(in.get(0).stopGradient()), x))
        .withMessageContaining("gradient by input 0 FLOAT [2, 3]")
        .withMessageContaining("6 of 6 numbers differ");
  }

  @Test
  void wrongSecondOrderFails() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(
            () -> GradientCheck.checkSecondOrder(backend, GradientCheckTest::straightThrough, x));
  }

  /** x³, where the gradient x² is held, so that the gradient's own is lost. */
  private static Tensor straightThrough(List<Tensor> in) {
    Tensor held = in.get(0).square().stopGradient();
    return in.get(0).times(held);
  }

  @Test
  void variablesAreChecked() {
    Map<Variable, float[]> values = Map.of(WEIGHT, new float[] {0.5f, -1.25f, 0.1f});
    Function<Graph, Tensor> right = graph -> graph.read(WEIGHT).sin().square();
    Function<Graph, Tensor> wrong =
        graph -> graph.read(WEIGHT).sin().times(graph.read(WEIGHT).sin().stopGradient());

    assertThatCode(() -> GradientCheck.checkVariables(backend, right, values))
        .doesNotThrowAnyException();
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> GradientCheck.checkVariables(backend, wrong, values))
        .withMessageContaining("gradient by weight [3]");
  }

  @Test
  void layersAreChecked() {
    Layer right = (in, scope) -> Dense.of(2).apply("dense", in, scope).tanh();
    Layer forgetful =
        (in, scope) -> {
          Tensor bias = scope.parameter("bias", Shape.of(3), Initializer.zeros());
          return in.plus(bias.stopGradient()).square();
        };
    Layer noisy = (in, scope) -> in.plus(scope.normal("noise", Shape.of(3)));

    Layer scheduled = (in, scope) -> in.times(scope.scalar("rate", Schedule.constant(2)));

    assertThatCode(() -> GradientCheck.checkLayer(backend, right, x)).doesNotThrowAnyException();
    assertThatCode(() -> GradientCheck.checkLayer(backend, BatchNorm.standard(), x))
        .as("a layer with states")
        .doesNotThrowAnyException();
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> GradientCheck.checkLayer(backend, forgetful, x))
        .withMessageContaining("gradient by layer/bias [3]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GradientCheck.checkLayer(backend, noisy, x))
        .withMessageContaining("expected a layer without noise and scheduled numbers");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GradientCheck.checkLayer(backend, scheduled, x));
  }
}

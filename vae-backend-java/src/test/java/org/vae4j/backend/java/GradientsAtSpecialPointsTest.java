package org.vae4j.backend.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.vae4j.backend.Backend;
import org.vae4j.backend.BackendOptions;
import org.vae4j.backend.Precision;
import org.vae4j.tensor.Gradients;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.testkit.Numbers;

/**
 * Gradients where differences see two sides, a limit or nothing: ties, kinks, zeros and infinities.
 */
final class GradientsAtSpecialPointsTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private static Backend backend;

  @BeforeAll
  static void open() {
    backend =
        new JavaBackendProvider().create(BackendOptions.cpu().withPrecision(Precision.FLOAT64));
  }

  @AfterAll
  static void close() {
    backend.close();
  }

  @Test
  void largestElementsShareTheGradient() {
    Numbers x = Numbers.of(Shape.of(2, 3), 1, 5, 5, 2, 2, 2);

    assertThat(gradient(in -> in.get(0).maxOver(1), x))
        .containsExactly(0, 0.5, 0.5, third(), third(), third());
    assertThat(gradient(in -> in.get(0).minOver(1), x))
        .containsExactly(1, 0, 0, third(), third(), third());
  }

  private static double third() {
    return 1.0 / 3;
  }

  @Test
  void equalOperandsOfMaxShareTheGradient() {
    Numbers x = Numbers.of(Shape.of(3), 1, 2, 3);
    Numbers y = Numbers.of(Shape.of(3), 2, 2, 2);

    assertThat(gradient(in -> in.get(0).max(in.get(1)), x, y)).containsExactly(0, 0.5, 1);
    assertThat(gradient(in -> in.get(1).max(in.get(0)), x, y)).containsExactly(0, 0.5, 1);
    assertThat(gradient(in -> in.get(0).min(in.get(1)), x, y)).containsExactly(1, 0.5, 0);
  }

  @Test
  void kinksHaveTheirDocumentedSlope() {
    Numbers x = Numbers.of(Shape.of(3), -1, 0, 1);

    assertThat(gradient(in -> in.get(0).abs(), x)).containsExactly(-1, 0, 1);
    assertThat(gradient(in -> in.get(0).relu(), x)).containsExactly(0, 0, 1);
    assertThat(gradient(in -> in.get(0).clamp(-0.5, 0.5), x)).containsExactly(0, 1, 0);
  }

  @Test
  void impossibleChoicesPullNowhere() {
    Numbers x = Numbers.of(Shape.of(3, 2), -INFINITY, -INFINITY, -INFINITY, 7, Math.log(3), 0);
    Function<List<Tensor>, Tensor> function = in -> in.get(0).logSumExpOver(1);

    assertThat(gradient(function, x))
        .containsExactly(new double[] {0, 0, 0, 1, 0.75, 0.25}, within(1e-15));
    assertThat(second(function, x)[0]).isZero();
    assertThat(second(function, x)[3]).isZero();
    assertThat(second(function, x)[4]).isCloseTo(0, within(1e-15));
  }

  @Test
  void powersOfZero() {
    Numbers zero = Numbers.scalar(0);

    assertThat(gradient(in -> in.get(0).pow(0), zero)).containsExactly(0);
    assertThat(gradient(in -> in.get(0).pow(1), zero)).containsExactly(1);
    assertThat(gradient(in -> in.get(0).pow(2), zero)).containsExactly(0);
    assertThat(second(in -> in.get(0).pow(1), zero)).containsExactly(0);
    assertThat(second(in -> in.get(0).pow(2), zero)).containsExactly(2);
    assertThat(second(in -> in.get(0).pow(3), zero)).containsExactly(0);
    assertThat(gradient(in -> in.get(1).pow(in.get(0)), Numbers.scalar(2), zero))
        .containsExactly(0);
  }

  @Test
  void powersOfNegativeNumbers() {
    Numbers x = Numbers.scalar(-2);

    assertThat(gradient(in -> in.get(0).pow(3), x)).containsExactly(12);
    assertThat(second(in -> in.get(0).pow(3), x)).containsExactly(-12);
    assertThat(gradient(in -> in.get(0).pow(-1), x)).containsExactly(-0.25);
    assertThat(gradient(in -> in.get(0).pow(0.5), x)).containsExactly(Double.NaN);
  }

  @Test
  void theOtherChoiceHasNoGradient() {
    Numbers x = Numbers.of(Shape.of(2), 0, 4);
    Function<List<Tensor>, Tensor> guarded =
        in -> {
          Tensor positive = in.get(0).greaterThan(0);
          Tensor safe = Tensor.where(positive, in.get(0), in.get(0).fill(1));
          return Tensor.where(positive, safe.log(), in.get(0).fill(0));
        };

    assertThat(gradient(guarded, x)).containsExactly(0, 0.25);
  }

  @Test
  void whatIsNotDifferentiatedHasNoGradient() {
    Numbers x = Numbers.of(Shape.of(3), -1.5, 0.5, 2);
    List<Function<List<Tensor>, Tensor>> flat =
        List.of(
            in -> in.get(0).floor(),
            in -> in.get(0).sign(),
            in -> in.get(0).isFinite(),
            in -> in.get(0).stopGradient(),
            in -> in.get(0).greaterThan(0),
            in -> in.get(0).equalTo(2));

    for (Function<List<Tensor>, Tensor> function : flat) {
      assertThat(gradient(function, x)).containsExactly(0, 0, 0);
    }
  }

  @Test
  void equalIndicesAddUp() {
    Numbers table = Numbers.of(Shape.of(3), 1, 2, 3);
    Numbers places = Numbers.ints(Shape.of(4), 2, 0, 2, 2);

    assertThat(gradient(in -> in.get(0).gather(in.get(1)), table, places)).containsExactly(1, 0, 3);
  }

  @Test
  void theUpperTriangleOfCholeskyHasNoGradient() {
    Numbers a = Numbers.of(Shape.of(2, 2), 4, 99, 2, 5);

    double[] gradient = gradient(in -> in.get(0).cholesky(), a);

    // L = [[√a, 0], [b/√a, √(c − b²/a)]] at a = 4, b = 2, c = 5: the sum's slopes by hand.
    assertThat(gradient).containsExactly(new double[] {3.0 / 16, 0, 0.25, 0.25}, within(1e-15));
  }

  @Test
  void gradientsInMidTrace() {
    Numbers x = Numbers.of(Shape.of(2), 2, 3);

    // The gradient x² of x³/3, used in a further function, differentiated again: d/dx (x² · x) =
    // 3x².
    double[] slopes =
        gradient(
            in -> {
              Tensor cube = in.get(0).pow(3).dividedBy(3).sum();
              return Gradients.of(cube, in.get(0)).times(in.get(0));
            },
            x);

    assertThat(slopes).containsExactly(new double[] {12, 27}, within(1e-13));
  }

  /** The gradient of the sum of a function's results by its first input. */
  private static double[] gradient(Function<List<Tensor>, Tensor> function, Numbers... inputs) {
    return Numbers.run(backend, in -> Gradients.of(function.apply(in).sum(), in.get(0)), inputs);
  }

  private static double[] second(Function<List<Tensor>, Tensor> function, Numbers... inputs) {
    return gradient(in -> Gradients.of(function.apply(in).sum(), in.get(0)), inputs);
  }
}

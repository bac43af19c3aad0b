package org.vae4j.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vae4j.backend.Backend;
import org.vae4j.backend.TracedProgram;
import org.vae4j.network.Activation;
import org.vae4j.tensor.Gradients;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.train.Runner;

class ActivationTest {
  @Test
  void eluHasDerivativeOneAtZeroAndNeverOverflows() {
    TracedProgram derivative =
        TracedProgram.of(
            "derivative",
            1,
            root -> {
              Tensor x = root.graph().literal(Shape.of(4), -1, 0, 2, 1e4);
              Tensor y = Activation.ELU.apply(x, root);
              return Map.of("y", y, "slope", Gradients.of(y.sum(), x));
            });
    try (Backend backend = Toy.exact();
        Runner runner = new Runner(backend, 1, derivative)) {
      Map<String, double[]> out = runner.run(derivative, 0, Map.of());
      assertThat(out.get("slope")).containsExactly(Math.exp(-1), 1, 1, 1);
      assertThat(out.get("y")).containsExactly(Math.expm1(-1), 0, 2, 1e4);
    }
  }
}

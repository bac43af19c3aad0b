package org.vae4j.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vae4j.backend.Backend;
import org.vae4j.backend.TracedProgram;
import org.vae4j.model.Layer;
import org.vae4j.network.Dense;
import org.vae4j.tensor.Gradients;
import org.vae4j.tensor.Scope;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.TensorType;
import org.vae4j.tensor.Variable;
import org.vae4j.train.Runner;

/** A gate made of one layer used twice: d(x)·σ(d(−x)), with one weight and one bias. */
class SharedLayerTest {
  record Gated(Layer layer) implements Layer {
    @Override
    public Tensor apply(Tensor x, Scope scope) {
      Tensor value = layer.apply(x, scope.shared("layer"));
      Tensor gate = layer.apply(x.neg(), scope.shared("layer"));
      return value.times(gate.sigmoid());
    }
  }

  private static final Variable WEIGHT = new Variable("gated/layer/weight", Shape.of(1, 1));

  @Test
  void bothUsesReadAndTrainTheSameParameters() {
    TracedProgram program =
        TracedProgram.of(
            "gated",
            1,
            root -> {
              Tensor x = root.graph().input("x", TensorType.floats(Shape.of(1, 1)));
              Tensor y = new Gated(Dense.of(1)).apply("gated", x, root);
              return Map.of("y", y, "slope", Gradients.of(y.sum(), root.graph().read(WEIGHT)));
            });
    assertThat(program.trace().parameters()).hasSize(2).containsKey("gated/layer/bias");
    try (Backend backend = Toy.exact();
        Runner runner = new Runner(backend, 1, program)) {
      runner.write("gated/layer/weight", 0.5);
      runner.write("gated/layer/bias", 0.25);
      Map<String, double[]> out = runner.run(program, 0, Map.of("x", new double[] {3}));
      double gate = 1 / (1 + Math.exp(1.25));
      assertThat(out.get("y")[0]).isCloseTo(1.75 * gate, within(1e-12));
      // d/dw (wx + b)·σ(b − wx) = x·σ − (wx + b)·σ·(1 − σ)·x
      double slope = 3 * gate - 1.75 * gate * (1 - gate) * 3;
      assertThat(out.get("slope")[0]).isCloseTo(slope, within(1e-12));
    }
  }

  @Test
  void noiseIsFreshInEachUse() {
    Layer noisy = (x, scope) -> scope.normal("noise", Shape.scalar());
    TracedProgram program =
        TracedProgram.of(
            "noise",
            3,
            root -> {
              Tensor x = root.graph().fill(0, Shape.of(3));
              Tensor first = noisy.apply(x, root.shared("noisy"));
              return Map.of("first", first, "second", noisy.apply(x, root.shared("noisy")));
            });
    try (Backend backend = Toy.exact();
        Runner runner = new Runner(backend, 1, program)) {
      Map<String, double[]> out = runner.run(program, 0, Map.of());
      assertThat(out.get("first")).doesNotContain(out.get("second"));
    }
  }
}

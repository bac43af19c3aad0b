package org.vae4j.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.vae4j.backend.Backend;
import org.vae4j.backend.TracedProgram;
import org.vae4j.distribution.DiagonalNormal;
import org.vae4j.distribution.Distribution;
import org.vae4j.loss.Elbo;
import org.vae4j.model.Model;
import org.vae4j.model.Prior;
import org.vae4j.model.PriorContext;
import org.vae4j.optimizer.Adam;
import org.vae4j.tensor.Initializer;
import org.vae4j.tensor.Scope;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.train.Runner;
import org.vae4j.train.TrainingPrograms;

/** A prior that is a mixture of normals, all of it learned. */
class MixturePriorTest {
  record MixturePrior(int components) implements Prior {
    @Override
    public Distribution distribution(PriorContext context) {
      Shape shape = Shape.of(components).concat(context.latentShape());
      Tensor mean = context.parameter("mean", shape, Initializer.normal(2));
      Tensor logVariance = context.parameter("log-variance", shape, Initializer.zeros());
      Tensor logits = context.parameter("logits", Shape.of(components), Initializer.zeros());
      DiagonalNormal parts = DiagonalNormal.of(mean, logVariance); // its rows are the components
      return new Mixture(logits, parts, Shape.scalar(), context.latentShape());
    }
  }

  /** Σ wₖ·pₖ(z) with w = softmax(logits). */
  record Mixture(Tensor logits, DiagonalNormal parts, Shape batchShape, Shape eventShape)
      implements Distribution {
    @Override
    public Tensor logDensity(Tensor z) {
      Tensor each = parts.logDensity(z.expandAt(-2)); // [leading…, components]
      return each.plus(logits.logSoftmaxOver(-1)).logSumExpOver(-1);
    }

    @Override
    public Tensor sample(int samples, Scope scope) {
      Tensor uniform = scope.uniform("component", samples, logits.shape());
      Tensor chosen = logits.minus(uniform.log().neg().log()).argmax(-1); // Gumbel's trick
      Tensor noise = scope.normal("noise", samples, eventShape);
      Tensor scale = parts.logVariance().times(0.5).exp().gather(chosen);
      return noise.times(scale).plus(parts.mean().gather(chosen));
    }
  }

  private static final Model MODEL = Toy.linear(2, 1, new MixturePrior(2), Elbo.standard());

  @Test
  void itsDensityIsTheWeightedSum() {
    TracedProgram density =
        Toy.pass(MODEL, 4, 3, pass -> Map.of("z", pass.draw().value(), "log", pass.logPrior()));
    try (Backend backend = Toy.exact();
        Runner runner = new Runner(backend, 1, density)) {
      runner.write("prior/logits", Math.log(1), Math.log(3));
      runner.write("prior/mean", -2, 5);
      Map<String, double[]> out = runner.run(density, 0, Toy.rows(Toy.normal(8, 1)));
      for (int i = 0; i < 12; i++) {
        double z = out.get("z")[i];
        double sum = Math.exp(-(z + 2) * (z + 2) / 2) + 3 * Math.exp(-(z - 5) * (z - 5) / 2);
        double expected = Math.log(sum / 4 / Math.sqrt(2 * Math.PI));
        assertThat(out.get("log")[i]).isCloseTo(expected, within(1e-6));
      }
    }
  }

  @Test
  void itLearnsTwoClustersAndDrawsFromThem() {
    TracedProgram step = TrainingPrograms.step(MODEL, Adam.of(0.05), 4);
    TracedProgram generate =
        TracedProgram.of("generate", 50, root -> Map.of("z", MODEL.generate(root)));
    try (Backend backend = Toy.exact();
        Runner runner = new Runner(backend, 1, step, generate)) {
      Toy.run(runner, step, 150, Toy.rows(9, 9, 8, 9, -9, -9, -8, -9));
      float[] mean = runner.read("prior/mean");
      assertThat(mean[0] * mean[1]).as("means on two sides of zero").isNegative();
      double[] drawn = runner.run(generate, 0, Map.of()).get("z");
      assertThat(DoubleStream.of(drawn)).anyMatch(z -> z > 0.5).anyMatch(z -> z < -0.5);
    }
  }
}

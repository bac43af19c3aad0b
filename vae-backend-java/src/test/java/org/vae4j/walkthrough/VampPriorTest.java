package org.vae4j.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.vae4j.backend.Backend;
import org.vae4j.backend.TracedProgram;
import org.vae4j.distribution.Distribution;
import org.vae4j.loss.Elbo;
import org.vae4j.model.Model;
import org.vae4j.model.Posterior;
import org.vae4j.model.Prior;
import org.vae4j.model.PriorContext;
import org.vae4j.tensor.DataType;
import org.vae4j.tensor.Initializer;
import org.vae4j.tensor.Scope;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.train.Runner;
import org.vae4j.train.TrainingPrograms;

/** p(z) = mean over k of q(z|uₖ) with learned pseudo-inputs uₖ (Tomczak &amp; Welling 2018). */
class VampPriorTest {
  record VampPrior(int components) implements Prior {
    @Override
    public Distribution distribution(PriorContext context) {
      Shape shape = Shape.of(components).concat(context.inputShape());
      Tensor inputs = context.parameter("pseudo-inputs", shape, Initializer.normal(1));
      Posterior parts = context.encode(inputs); // its rows are the components
      return new Aggregate(parts, components, Shape.scalar(), context.latentShape());
    }
  }

  record Aggregate(Posterior parts, int components, Shape batchShape, Shape eventShape)
      implements Distribution {
    @Override
    public Tensor logDensity(Tensor z) {
      Distribution each = parts.distribution().orElseThrow();
      return each.logDensity(z.expandAt(-2)).logSumExpOver(-1).minus(Math.log(components));
    }

    @Override
    public Tensor sample(int samples, Scope scope) {
      Scope all = scope.folding(samples);
      Tensor uniform = all.uniform("component", Shape.scalar());
      Tensor chosen = uniform.times(components).cast(DataType.INT);
      Map<String, Tensor> gathered = new TreeMap<>(parts.parameters());
      gathered.replaceAll((name, parameter) -> parameter.gather(chosen));
      Tensor z = parts.with(gathered).draw(1, all).value();
      return z.reshape(Shape.of(samples, scope.rows()).concat(eventShape));
    }
  }

  private static final Model MODEL = Toy.linear(2, 1, new VampPrior(3), Elbo.standard());

  @Test
  void itsDensityAndItsDrawsAreThoseOfThePosteriorsOfItsPseudoInputs() {
    TracedProgram density =
        Toy.pass(MODEL, 4, 1, pass -> Map.of("z", pass.draw().value(), "log", pass.logPrior()));
    TracedProgram generate =
        TracedProgram.of("generate", 50, root -> Map.of("z", MODEL.generate(root)));
    TracedProgram gradients = TrainingPrograms.gradients(MODEL, 4);
    try (Backend backend = Toy.exact();
        Runner runner = new Runner(backend, 1, density, generate, gradients)) {
      Map<String, double[]> rows = Toy.rows(Toy.normal(8, 1));
      double[] learned = runner.run(gradients, 0, rows).get("gradient:prior/pseudo-inputs");
      assertThat(learned).doesNotContain(0);
      runner.write("prior/pseudo-inputs", 0.5, -1, 2, 0.25, -0.75, 1);
      runner.write("encoder/mean/weight", 1, 0); // q(z|u) = N(u₁, 1)
      runner.write("encoder/log-variance/weight", 0, 0);
      Map<String, double[]> out = runner.run(density, 0, rows);
      for (int i = 0; i < 4; i++) {
        double z = out.get("z")[i];
        double sum = 0;
        for (double u : new double[] {0.5, 2, -0.75}) {
          sum += Math.exp(-(z - u) * (z - u) / 2) / Math.sqrt(2 * Math.PI);
        }
        assertThat(out.get("log")[i]).isCloseTo(Math.log(sum / 3), within(1e-12));
      }
      runner.write("encoder/log-variance/bias", -15); // draws hardly differ from u₁
      double[] drawn = runner.run(generate, 0, Map.of()).get("z");
      assertThat(DoubleStream.of(drawn).map(z -> Math.rint(100 * z)))
          .containsOnly(50.0, 200.0, -75.0);
    }
  }
}

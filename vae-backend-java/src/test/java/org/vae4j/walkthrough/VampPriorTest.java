package org.vae4j.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.vae4j.backend.Backend;
import org.vae4j.backend.TracedProgram;
import org.vae4j.distribution.Distribution;
import org.vae4j.loss.Elbo;
import org.vae4j.model.Decoder;
import org.vae4j.model.ForwardPass;
import org.vae4j.model.Model;
import org.vae4j.model.Posterior;
import org.vae4j.model.Prior;
import org.vae4j.model.PriorContext;
import org.vae4j.model.SingleLatent;
import org.vae4j.network.NormalHead;
import org.vae4j.optimizer.Adam;
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
      return new Aggregate(context.encode(inputs), components, context.latentShape());
    }
  }

  record Aggregate(Posterior parts, int components, Shape eventShape) implements Distribution {
    @Override
    public Shape batchShape() {
      return Shape.scalar();
    }

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

  private static Model model(int components) {
    return Model.of(
        Shape.of(2),
        new SingleLatent(Toy.linearEncoder(1), new VampPrior(components)),
        Decoder.of((z, scope) -> z, NormalHead.fixed(0.5)),
        Elbo.standard().withSamples(2));
  }

  @Test
  void withTheDataAsPseudoInputsItIsTheAggregatePosterior() {
    Model model = model(3);
    TracedProgram program =
        TracedProgram.of(
            "densities",
            3,
            root -> {
              ForwardPass pass = model.pass(model.batch(root), 1, root);
              Tensor z = pass.draw().value().at(0, 0); // [3, 1]
              Tensor pairs =
                  pass.posterior().distribution().orElseThrow().logDensity(z.expandAt(1));
              return Map.of("prior", pass.logPrior(), "pairs", pairs);
            });
    try (Backend backend = Toy.exact();
        Runner runner = new Runner(backend, 1, program)) {
      double[] rows = {0.5, -1, 2, 0.25, -0.75, 1};
      runner.write("prior/pseudo-inputs", rows);
      Map<String, double[]> out = runner.run(program, 0, Map.of(Model.INPUT, rows));
      for (int i = 0; i < 3; i++) {
        double sum = 0;
        for (int k = 0; k < 3; k++) {
          sum += Math.exp(out.get("pairs")[3 * i + k]);
        }
        assertThat(out.get("prior")[i]).isCloseTo(Math.log(sum / 3), within(1e-12));
      }
    }
  }

  @Test
  void itTrainsItsPseudoInputsAndGenerates() {
    Model model = model(2);
    TracedProgram step = TrainingPrograms.step(model, Adam.of(0.05), 4);
    TracedProgram generate =
        TracedProgram.of("generate", 5, root -> Map.of("z", model.generate(root)));
    try (Backend backend = Toy.exact();
        Runner runner = new Runner(backend, 1, step, generate)) {
      float[] before = runner.read("prior/pseudo-inputs");
      Map<String, double[]> rows = Map.of(Model.INPUT, new double[] {2, 2, 2, 1, -2, -2, -2, -1});
      double first = Toy.run(runner, step, 1, rows).get(TrainingPrograms.BOUND)[0];
      double last = Toy.run(runner, step, 100, rows).get(TrainingPrograms.BOUND)[0];
      assertThat(last).isGreaterThan(first + 1);
      assertThat(runner.read("prior/pseudo-inputs")).isNotEqualTo(before);
      assertThat(runner.run(generate, 0, Map.of()).get("z")).hasSize(5).doesNotHaveDuplicates();
    }
  }
}

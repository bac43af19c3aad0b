package org.vae4j.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vae4j.backend.Backend;
import org.vae4j.backend.TracedProgram;
import org.vae4j.distribution.DiagonalNormal;
import org.vae4j.loss.Elbo;
import org.vae4j.model.Batch;
import org.vae4j.model.Context;
import org.vae4j.model.Draw;
import org.vae4j.model.ForwardPass;
import org.vae4j.model.Latent;
import org.vae4j.model.LatentModel;
import org.vae4j.model.Model;
import org.vae4j.model.Posterior;
import org.vae4j.network.Dense;
import org.vae4j.network.DiagonalNormalHead;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.train.Runner;
import org.vae4j.train.TrainingPrograms;

/**
 * Two stochastic layers, p(z₂)·p(z₁|z₂)·p(x|z₁), where q(z₁|x, z₂) combines what comes from below
 * with p(z₁|z₂) by precision (Sønderby et al. 2016, equations 17 to 19).
 */
class LadderTest {
  record Ladder() implements LatentModel {
    @Override
    public Inference infer(Batch batch, int samples, Context context) {
      Posterior top = DiagonalNormalHead.of(1).apply(batch.input(), context.shared("top"));
      Posterior below = DiagonalNormalHead.of(1).apply(batch.input(), context.shared("below"));
      Draw high = top.draw(samples, context.shared("top-draw"));
      Context folded = context.folding(samples);
      DiagonalNormal prior = downwards(high.value().reshape(-1, 1), folded);
      Posterior bottom = merged(below, samples, prior);
      Draw low = bottom.draw(1, folded.shared("bottom-draw")).unfolded(samples);
      Latent upper =
          new Latent("z2", top, high, DiagonalNormal.standard(context.graph(), Shape.of(1)));
      Tensor center = merged(below, 1, downwards(top.representative(), context)).representative();
      return new Inference(
          List.of(upper, new Latent("z1", bottom, low, prior)), low.value(), center);
    }

    @Override
    public Tensor generate(Context context) {
      Tensor high = context.normal("z2", Shape.of(1));
      return downwards(high, context).sample(1, context.shared("z1")).at(0, 0);
    }

    /** p(z₁|z₂) = N(a·z₂ + b, 1). */
    private static DiagonalNormal downwards(Tensor high, Context context) {
      Tensor mean = Dense.of(1).apply(high, context.shared("downwards"));
      return DiagonalNormal.of(mean, mean.fill(0));
    }

    private static Posterior merged(Posterior below, int samples, DiagonalNormal prior) {
      DiagonalNormal q = (DiagonalNormal) below.distribution().orElseThrow();
      Tensor up = q.logVariance().neg().exp().repeat(samples);
      Tensor down = prior.logVariance().neg().exp();
      Tensor precision = up.plus(down);
      Tensor sum = q.mean().repeat(samples).times(up).plus(prior.mean().times(down));
      return DiagonalNormalHead.posterior(sum.dividedBy(precision), precision.log().neg());
    }
  }

  private static final Model MODEL =
      Model.of(
          Shape.of(1),
          new Ladder(),
          (z, context) -> DiagonalNormal.of(z, z.fill(0)),
          Elbo.standard().withSamples(3));

  @Test
  void atTheExactPosteriorEveryDrawGivesTheEvidence() {
    TracedProgram program =
        TracedProgram.of(
            "weights",
            2,
            root -> {
              ForwardPass pass = MODEL.pass(MODEL.batch(root), 3, root);
              Tensor prior = pass.logPrior().minus(pass.logPosterior());
              Tensor high = pass.latents().get(0).draw().value();
              return Map.of("w", pass.logLikelihood().plus(prior), "kl", pass.kl(), "z2", high);
            });
    TracedProgram generate =
        TracedProgram.of("generate", 4, root -> Map.of("z", MODEL.generate(root)));
    double a = 1.5; // x ~ N(0, a² + 2)
    double total = a * a + 2;
    try (Backend backend = Toy.exact();
        Runner runner = new Runner(backend, 1, program, generate)) {
      runner.write("downwards/weight", a);
      runner.write("below/mean/weight", 1);
      runner.write("below/log-variance/weight", 0);
      runner.write("top/mean/weight", a / total);
      runner.write("top/log-variance/weight", 0);
      runner.write("top/log-variance/bias", Math.log(2 / total));
      double[] x = {0.7, -2};
      Map<String, double[]> out = runner.run(program, 0, Map.of(Model.INPUT, x));
      for (int row = 0; row < 2; row++) {
        double mean = a * x[row] / total;
        double kl = 0.5 * (2 / total + mean * mean - 1 - Math.log(2 / total));
        for (int sample = 0; sample < 3; sample++) {
          double evidence = -0.5 * (Math.log(2 * Math.PI * total) + x[row] * x[row] / total);
          assertThat(out.get("w")[2 * sample + row]).isCloseTo(evidence, within(1e-6));
          double gap = (x[row] - a * out.get("z2")[2 * sample + row]) / 2;
          kl += 0.5 * (0.5 + gap * gap - 1 + Math.log(2)) / 3;
        }
        assertThat(out.get("kl")[row]).isCloseTo(kl, within(1e-6));
      }
      assertThat(runner.run(generate, 0, Map.of()).get("z")).hasSize(4).doesNotHaveDuplicates();
    }
  }

  @Test
  void itTrains() {
    Map<String, double[]> rows = Map.of(Model.INPUT, new double[] {3, 2, 3, 4, 3});
    double[] bound = Toy.train(MODEL, 5, 200, rows, TrainingPrograms.BOUND);
    assertThat(bound[1]).isGreaterThan(bound[0] + 1);
  }
}

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
      Draw high = top.draw(samples, context.shared("top-draw"));
      DiagonalNormal standard = DiagonalNormal.standard(context.graph(), Shape.of(1));
      Context folded = context.folding(samples); // each draw of z₂ is a row for z₁
      DiagonalNormal prior = downwards(high.value().reshape(-1, 1), folded);
      Posterior bottom = merged(batch.input().repeat(samples), prior, folded);
      Draw low = bottom.draw(1, folded.shared("bottom-draw")).unfolded(samples);
      List<Latent> latents =
          List.of(new Latent("z2", top, high, standard), new Latent("z1", bottom, low, prior));
      DiagonalNormal center = downwards(top.representative(), context);
      Tensor code = merged(batch.input(), center, context).representative();
      return new Inference(latents, low.value(), code);
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

    private static Posterior merged(Tensor x, DiagonalNormal prior, Context context) {
      Tensor below = Dense.of(1).apply(x, context.shared("below"));
      Tensor weight = Dense.of(1).apply(x, context.shared("below-log-precision")).exp();
      Tensor mean = below.times(weight).plus(prior.mean()).dividedBy(weight.plus(1));
      return DiagonalNormalHead.posterior(mean, weight.plus(1).log().neg());
    }
  }

  @Test
  void atTheExactPosteriorEveryDrawGivesTheEvidence() {
    Elbo loss = Elbo.standard().withSamples(5000);
    Model model = Model.of(Shape.of(1), new Ladder(), Toy.IDENTITY, loss);
    TracedProgram weights = Toy.pass(model, 2, 3, pass -> Map.of("w", pass.logWeight()));
    TracedProgram gradients = TrainingPrograms.gradients(model, 2);
    try (Backend backend = Toy.exact();
        Runner runner = new Runner(backend, 1, weights, gradients)) {
      runner.write("downwards/weight", 1.5); // x ~ N(0, 1.5² + 2)
      runner.write("below/weight", 1);
      runner.write("below-log-precision/weight", 0);
      runner.write("top/mean/weight", 1.5 / 4.25);
      runner.write("top/log-variance/weight", 0);
      runner.write("top/log-variance/bias", Math.log(2 / 4.25));
      double[] x = {0.7, -2};
      double[] w = runner.run(weights, 0, Toy.rows(x)).get("w");
      double mean = 0;
      for (int i = 0; i < 6; i++) {
        double evidence = -0.5 * (Math.log(2 * Math.PI * 4.25) + x[i % 2] * x[i % 2] / 4.25);
        assertThat(w[i]).isCloseTo(evidence, within(1e-6));
        mean += evidence / 6;
      }
      double elbo = runner.run(gradients, 0, Toy.rows(x)).get("bound")[0]; // its KL in closed form
      assertThat(elbo).isCloseTo(mean, within(0.05));
    }
  }
}

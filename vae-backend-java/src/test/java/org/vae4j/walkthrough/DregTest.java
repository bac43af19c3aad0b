package org.vae4j.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vae4j.backend.Backend;
import org.vae4j.backend.TracedProgram;
import org.vae4j.distribution.Distribution;
import org.vae4j.model.ForwardPass;
import org.vae4j.model.Loss;
import org.vae4j.model.Model;
import org.vae4j.model.Objective;
import org.vae4j.prior.StandardNormal;
import org.vae4j.tensor.Gradients;
import org.vae4j.tensor.Tensor;
import org.vae4j.train.Runner;
import org.vae4j.train.TrainingPrograms;

/**
 * The importance-weighted bound (Burda et al. 2016) with the doubly reparameterized gradient of the
 * encoder, Σ w̃² · ∂log w/∂z · ∂z/∂φ (Tucker et al. 2019, equation 8).
 */
class DregTest {
  record DregIwae(int samples) implements Loss {
    @Override
    public Objective evaluate(ForwardPass pass) {
      pass.requireReparameterized("DReG");
      Tensor z = pass.draw().value();
      Tensor fixed = z.stopGradient();
      Distribution q = pass.posterior().detached().distribution().orElseThrow();
      Tensor logWeight =
          pass.logLikelihood(fixed).plus(pass.prior().logDensity(fixed)).minus(q.logDensity(fixed));
      Tensor bound = logWeight.logSumExpOver(0).minus(Math.log(samples));
      Tensor weight = logWeight.softmaxOver(0).stopGradient();
      Tensor slope = Gradients.of(weight.times(logWeight).sum(), fixed);
      Tensor path = weight.expandAt(-1).times(slope).stopGradient().times(z).sumOver(0, -1);
      return Objective.bound(bound).minimize(bound.plus(path.minus(path.stopGradient())).neg());
    }
  }

  /** Bound, gradients and draws where p(x|z) = N(w z, 1) and q(z|x) = N(m x, s²). */
  private static Map<String, double[]> evaluate(double x, double w, double m, double s) {
    Model model = Toy.linear(1, 1, new StandardNormal(), new DregIwae(50));
    TracedProgram gradients = TrainingPrograms.gradients(model, 1);
    TracedProgram draws = Toy.pass(model, 1, 50, pass -> Map.of("z", pass.draw().value()));
    try (Backend backend = Toy.exact();
        Runner runner = new Runner(backend, 1, gradients, draws)) {
      runner.write("encoder/mean/weight", m);
      runner.write("encoder/log-variance/weight", 0);
      runner.write("encoder/log-variance/bias", 2 * Math.log(s));
      runner.write("decoder/mean/weight", w);
      Map<String, double[]> results = new HashMap<>(runner.run(gradients, 0, Toy.rows(x)));
      results.putAll(runner.run(draws, 0, Toy.rows(x)));
      return results;
    }
  }

  @Test
  void atTheExactPosteriorTheBoundIsTightAndTheEncoderAtRest() {
    Map<String, double[]> out = evaluate(1.5, 0.5, 0.5 / 1.25, Math.sqrt(1 / 1.25));
    double evidence = -0.5 * (Math.log(2 * Math.PI * 1.25) + 1.5 * 1.5 / 1.25); // x ~ N(0, 1 + w²)
    assertThat(out.get("bound")[0]).isCloseTo(evidence, within(1e-6));
    assertThat(out.get("gradient:encoder/log-variance/bias")[0]).isCloseTo(0, within(1e-6));
  }

  @Test
  void elsewhereTheGradientsAreTheirFormulas() {
    Map<String, double[]> out = evaluate(1.5, 0.5, 0.2, 0.8);
    double total = 0;
    double encoder = 0;
    double decoder = 0;
    for (double z : out.get("z")) {
      double gap = 1.5 - 0.5 * z;
      double e = (z - 0.2 * 1.5) / 0.8;
      double weight = Math.exp((-gap * gap - z * z + e * e) / 2);
      total += weight;
      encoder += weight * weight * (0.5 * gap - z + e / 0.8);
      decoder += weight * gap * z;
    }
    double[] encoderGradient = out.get("gradient:encoder/mean/bias");
    double[] decoderGradient = out.get("gradient:decoder/mean/weight");
    assertThat(encoderGradient[0]).isCloseTo(-encoder / total / total, within(1e-6));
    assertThat(decoderGradient[0]).isCloseTo(-decoder / total, within(1e-6));
  }
}

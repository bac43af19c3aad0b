package org.vae4j.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vae4j.backend.Backend;
import org.vae4j.backend.TracedProgram;
import org.vae4j.distribution.Distribution;
import org.vae4j.model.Decoder;
import org.vae4j.model.ForwardPass;
import org.vae4j.model.Loss;
import org.vae4j.model.Model;
import org.vae4j.model.Objective;
import org.vae4j.model.SingleLatent;
import org.vae4j.network.NormalHead;
import org.vae4j.prior.StandardNormal;
import org.vae4j.tensor.Gradients;
import org.vae4j.tensor.Shape;
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

  /** p(x|z) = N(w z, 1) and q(z|x) = N(m x, s²), one number each. */
  private static final Model MODEL =
      Model.of(
          Shape.of(1),
          new SingleLatent(Toy.linearEncoder(1), new StandardNormal()),
          Decoder.of((z, scope) -> z, NormalHead.fixed(1)),
          new DregIwae(50));

  private static final double W = 0.5;
  private static final double X = 1.5;

  /** Bound and gradients for q(z|x) = N(m x, s²), and the draws z. */
  private static Map<String, double[]> evaluate(double m, double s) {
    TracedProgram gradients = TrainingPrograms.gradients(MODEL, 1, MODEL::batch);
    TracedProgram draws =
        TracedProgram.of(
            "draws",
            1,
            root -> Map.of("z", MODEL.pass(MODEL.batch(root), 50, root).draw().value()));
    try (Backend backend = Toy.exact();
        Runner runner = new Runner(backend, 1, gradients, draws)) {
      runner.write("encoder/mean/weight", m);
      runner.write("encoder/log-variance/weight", 0);
      runner.write("encoder/log-variance/bias", 2 * Math.log(s));
      runner.write("decoder/mean/weight", W);
      Map<String, double[]> rows = Map.of(Model.INPUT, new double[] {X});
      Map<String, double[]> results = new HashMap<>(runner.run(gradients, 0, rows));
      results.putAll(runner.run(draws, 0, rows));
      return results;
    }
  }

  @Test
  void atTheExactPosteriorTheBoundIsTightAndTheEncoderAtRest() {
    double precision = 1 + W * W;
    Map<String, double[]> out = evaluate(W / precision, Math.sqrt(1 / precision));
    double logEvidence = -0.5 * (Math.log(2 * Math.PI * precision) + X * X / precision);
    assertThat(out.get(TrainingPrograms.BOUND)[0]).isCloseTo(logEvidence, within(1e-6));
    assertThat(out.get("gradient:encoder/mean/weight")[0]).isCloseTo(0, within(1e-6));
    assertThat(out.get("gradient:encoder/log-variance/bias")[0]).isCloseTo(0, within(1e-6));
  }

  @Test
  void elsewhereTheGradientsAreTheirFormulas() {
    double m = 0.2;
    double s = 0.8;
    Map<String, double[]> out = evaluate(m, s);
    double total = 0;
    double mean = 0;
    double logVariance = 0;
    double decoder = 0;
    for (double z : out.get("z")) {
      double e = (z - m * X) / s;
      double weight = Math.exp(-(X - W * z) * (X - W * z) / 2 - z * z / 2 + e * e / 2);
      double slope = W * (X - W * z) - z + e / s;
      total += weight;
      mean += weight * weight * slope;
      logVariance += weight * weight * slope * e * s / 2;
      decoder += weight * (X - W * z) * z;
    }
    double square = total * total;
    assertThat(out.get("gradient:encoder/mean/bias")[0]).isCloseTo(-mean / square, within(1e-6));
    assertThat(out.get("gradient:encoder/log-variance/bias")[0])
        .isCloseTo(-logVariance / square, within(1e-6));
    assertThat(out.get("gradient:decoder/mean/weight")[0])
        .isCloseTo(-decoder / total, within(1e-6));
  }
}

package org.vae4j.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vae4j.backend.Backend;
import org.vae4j.backend.TracedProgram;
import org.vae4j.distribution.Factorized;
import org.vae4j.model.ForwardPass;
import org.vae4j.model.Loss;
import org.vae4j.model.Model;
import org.vae4j.model.Objective;
import org.vae4j.optimizer.Adam;
import org.vae4j.prior.StandardNormal;
import org.vae4j.tensor.Tensor;
import org.vae4j.train.Runner;
import org.vae4j.train.TrainingPrograms;

/**
 * β-TCVAE: the KL term in three parts, index-code mutual information + total correlation + KL of
 * each dimension, where q(z) is estimated from the batch (Chen et al. 2018, equations 2 and 5).
 */
class TotalCorrelationTest {
  record BetaTc(double beta) implements Loss {
    @Override
    public Objective evaluate(ForwardPass pass) {
      pass.requireReparameterized("the β-TCVAE");
      Factorized q = pass.requirePosterior(Factorized.class, "the β-TCVAE");
      Tensor z = pass.draw().value().at(0, 0);
      Tensor pairs = q.elementLogDensity(z.expandAt(1)); // [rows, rows, latent]: zᵢ under q(z|xⱼ)
      Tensor logCount = pass.trainingRows().times(pass.rows()).log();
      Tensor logQ = pairs.sumOver(-1).logSumExpOver(1).minus(logCount);
      Tensor logQProduct = pairs.logSumExpOver(1).minus(logCount).sumOver(-1);
      Tensor reconstruction = pass.logLikelihood().at(0, 0);
      Tensor information = pass.logPosterior().at(0, 0).minus(logQ);
      Tensor correlation = logQ.minus(logQProduct);
      Tensor dimensions = logQProduct.minus(pass.logPrior().at(0, 0));
      Tensor bound = reconstruction.minus(information).minus(correlation).minus(dimensions);
      return Objective.bound(bound)
          .minimize(bound.minus(correlation.times(beta - 1)).neg())
          .term("information", information)
          .term("correlation", correlation);
    }
  }

  private static final Model MODEL = Toy.linear(3, 2, new StandardNormal(), new BetaTc(6));

  @Test
  void itsPartsAreThoseOfTheFormula() {
    TracedProgram step = TrainingPrograms.step(MODEL, Adam.of(0.01), 2);
    TracedProgram densities =
        Toy.pass(
            MODEL,
            2,
            1,
            pass -> {
              Factorized q = pass.requirePosterior(Factorized.class, "the β-TCVAE");
              Tensor z = pass.draw().value().at(0, 0);
              return Map.of("q", q.elementLogDensity(z.expandAt(1)));
            });
    try (Backend backend = Toy.exact();
        Runner runner = new Runner(backend, 1, step, densities)) {
      runner.write(Model.TRAINING_ROWS.name(), 1000);
      Map<String, double[]> rows = Toy.rows(Toy.normal(6, 1));
      double[] q = runner.run(densities, 0, rows).get("q"); // [zᵢ][xⱼ][dimension]
      double information = 0;
      double correlation = 0;
      for (int i = 0; i < 2; i++) {
        int at = 4 * i;
        double joint =
            Math.log((Math.exp(q[at] + q[at + 1]) + Math.exp(q[at + 2] + q[at + 3])) / 2000);
        double first = Math.log((Math.exp(q[at]) + Math.exp(q[at + 2])) / 2000);
        double second = Math.log((Math.exp(q[at + 1]) + Math.exp(q[at + 3])) / 2000);
        information += (q[at + 2 * i] + q[at + 2 * i + 1] - joint) / 2;
        correlation += (joint - first - second) / 2;
      }
      Map<String, double[]> out = runner.run(step, 0, rows);
      assertThat(out.get("information")[0]).isCloseTo(information, within(1e-12));
      assertThat(out.get("correlation")[0]).isCloseTo(correlation, within(1e-12));
      double loss = 5 * correlation - out.get(TrainingPrograms.BOUND)[0];
      assertThat(out.get(TrainingPrograms.LOSS)[0]).isCloseTo(loss, within(1e-12));
    }
  }
}

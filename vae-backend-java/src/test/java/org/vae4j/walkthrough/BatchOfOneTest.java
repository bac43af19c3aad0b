package org.vae4j.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vae4j.backend.Backend;
import org.vae4j.backend.TracedProgram;
import org.vae4j.loss.Elbo;
import org.vae4j.model.Decoder;
import org.vae4j.model.Encoder;
import org.vae4j.model.Model;
import org.vae4j.model.SingleLatent;
import org.vae4j.network.BatchNorm;
import org.vae4j.network.Dense;
import org.vae4j.network.DiagonalNormalHead;
import org.vae4j.network.NormalHead;
import org.vae4j.network.Sequential;
import org.vae4j.optimizer.Sgd;
import org.vae4j.prior.StandardNormal;
import org.vae4j.tensor.Shape;
import org.vae4j.train.Runner;
import org.vae4j.train.TrainingPrograms;

/** An epoch whose last batch has one row, in a model with batch normalization. */
class BatchOfOneTest {
  private static final Model MODEL =
      Model.of(
          Shape.of(3),
          new SingleLatent(
              Encoder.of(
                  Sequential.of(Dense.of(2), BatchNorm.standard()), DiagonalNormalHead.of(1)),
              new StandardNormal()),
          Decoder.of((z, scope) -> z, NormalHead.fixed(1)),
          Elbo.standard());
  private static final String MEAN = "encoder/layer-2/running-mean";
  private static final String VARIANCE = "encoder/layer-2/running-variance";

  @Test
  void theRunningStatisticsStandInForThoseOfTheBatch() {
    TracedProgram four = TrainingPrograms.step(MODEL, Sgd.of(0.05), 4);
    TracedProgram one = TrainingPrograms.step(MODEL, Sgd.of(0.05), 1);
    TracedProgram inference = Toy.pass(MODEL, 1, 1, pass -> Map.of("kl", pass.kl()));
    try (Backend backend = Toy.exact();
        Runner runner = new Runner(backend, 1, four, one, inference)) {
      Toy.run(runner, four, 20, Toy.rows(Toy.normal(12, 1)));
      float[] mean = runner.read(MEAN);
      float[] variance = runner.read(VARIANCE);
      float[] weight = runner.read("encoder/layer-1/weight");
      assertThat(mean).doesNotContain(0);
      Map<String, double[]> row = Toy.rows(0.5, -1, 2);
      double inferred = runner.run(inference, 0, row).get("kl")[0];

      Map<String, double[]> out = runner.run(one, 20, row);

      assertThat(out.get("kl")[0]).isFinite().isCloseTo(inferred, within(1e-12));
      assertThat(runner.read(MEAN)).isEqualTo(mean);
      assertThat(runner.read(VARIANCE)).isEqualTo(variance);
      assertThat(runner.read("encoder/layer-1/weight")).isNotEqualTo(weight);
    }
  }
}

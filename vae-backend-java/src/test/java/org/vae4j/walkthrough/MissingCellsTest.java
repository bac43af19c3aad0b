package org.vae4j.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vae4j.backend.Backend;
import org.vae4j.backend.TracedProgram;
import org.vae4j.distribution.DiagonalNormal;
import org.vae4j.distribution.Factorized;
import org.vae4j.distribution.Likelihood;
import org.vae4j.loss.Elbo;
import org.vae4j.model.Decoder;
import org.vae4j.model.Encoder;
import org.vae4j.model.Model;
import org.vae4j.model.SingleLatent;
import org.vae4j.network.Dense;
import org.vae4j.network.DiagonalNormalHead;
import org.vae4j.prior.StandardNormal;
import org.vae4j.tensor.Scope;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.train.Runner;
import org.vae4j.train.TrainingPrograms;

/** Missing cells, NaN in the data: the likelihood leaves them out, the encoder sees 0. */
class MissingCellsTest {
  record Observed(DiagonalNormal all, Tensor mask) implements Factorized, Likelihood {
    @Override
    public Tensor elementLogDensity(Tensor value) {
      Tensor known = Tensor.where(mask, value, value.fill(0));
      return all.elementLogDensity(known).times(mask);
    }

    @Override
    public Shape batchShape() {
      return all.batchShape();
    }

    @Override
    public Shape eventShape() {
      return all.eventShape();
    }

    @Override
    public Tensor sample(int samples, Scope scope) {
      return all.sample(samples, scope);
    }
  }

  private static final Encoder ENCODER =
      (x, context) -> {
        Tensor known = Tensor.where(context.input("observed").orElseThrow(), x, x.fill(0));
        return DiagonalNormalHead.of(1).apply(known, context);
      };
  private static final Decoder DECODER =
      (z, context) -> {
        Tensor mean = Dense.of(3).apply("mean", z, context);
        DiagonalNormal all = DiagonalNormal.of(mean, mean.fill(0));
        return new Observed(all, context.input("observed").orElseThrow());
      };
  private static final SingleLatent LATENT = new SingleLatent(ENCODER, new StandardNormal());
  private static final Model MODEL =
      Model.of(Shape.of(3), LATENT, DECODER, Elbo.standard().withSamples(2))
          .withCondition("observed", Shape.of(3));

  private static Map<String, double[]> rows(double missing) {
    double[] cells = {0.5, missing, -1, missing, missing, 2};
    return Map.of(Model.INPUT, cells, "observed", new double[] {1, 0, 1, 0, 0, 1});
  }

  @Test
  void whatIsMissingChangesNothingAndTheRestCountsInFull() {
    TracedProgram gradients = TrainingPrograms.gradients(MODEL, 2);
    try (Backend backend = Toy.exact();
        Runner runner = new Runner(backend, 1, gradients)) {
      Map<String, double[]> unknown = runner.run(gradients, 0, rows(Double.NaN));
      Map<String, double[]> other = runner.run(gradients, 0, rows(7));
      unknown.forEach((name, values) -> assertThat(values).as(name).isEqualTo(other.get(name)));
      assertThat(unknown.get("gradient:decoder/mean/bias")[1]).as("never observed").isZero();

      runner.write("decoder/mean/weight", 0, 0, 0);
      double expected = -0.5 * (3 * Math.log(2 * Math.PI) + 0.25 + 1 + 4) / 2;
      double[] result = runner.run(gradients, 0, rows(Double.NaN)).get("reconstruction");
      assertThat(result[0]).isCloseTo(expected, within(1e-12));
    }
  }
}

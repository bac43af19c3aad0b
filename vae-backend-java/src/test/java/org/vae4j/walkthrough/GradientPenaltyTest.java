package org.vae4j.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vae4j.backend.Backend;
import org.vae4j.backend.TracedProgram;
import org.vae4j.distribution.DiagonalNormal;
import org.vae4j.model.Encoder;
import org.vae4j.model.ForwardPass;
import org.vae4j.model.Loss;
import org.vae4j.model.Model;
import org.vae4j.model.Objective;
import org.vae4j.model.SingleLatent;
import org.vae4j.network.Activation;
import org.vae4j.network.Dense;
import org.vae4j.network.DiagonalNormalHead;
import org.vae4j.network.Sequential;
import org.vae4j.prior.StandardNormal;
import org.vae4j.tensor.Gradients;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.train.Runner;
import org.vae4j.train.TrainingPrograms;

/**
 * The contractive autoencoder: the squared Jacobian of the encoder is minimized too (Rifai et al.
 * 2011, equation 5), so training differentiates a gradient.
 */
class GradientPenaltyTest {
  record Contractive(double weight) implements Loss {
    @Override
    public Objective evaluate(ForwardPass pass) {
      Tensor code = pass.representative();
      Tensor jacobian = pass.batch().input().fill(0).sumOver(-1);
      for (int i = 0; i < code.shape().size(-1); i++) {
        Tensor row = Gradients.of(code.at(-1, i).sum(), pass.batch().input());
        jacobian = jacobian.plus(row.square().sumOver(-1));
      }
      Tensor reconstruction = pass.logLikelihood(code);
      return Objective.loss(jacobian.times(weight).minus(reconstruction))
          .term("jacobian", jacobian);
    }
  }

  /** The code of x is v·tanh(w·x). */
  private static final Model MODEL =
      Model.of(
          Shape.of(1),
          new SingleLatent(
              Encoder.of(Sequential.of(Dense.of(1), Activation.TANH), DiagonalNormalHead.of(1)),
              new StandardNormal()),
          (z, context) -> DiagonalNormal.of(z.fill(0), z.fill(0)), // leaves only the penalty
          new Contractive(0.5));

  @Test
  void itsGradientIsThatOfTheSquaredDerivative() {
    TracedProgram gradients = TrainingPrograms.gradients(MODEL, 1);
    double v = 1.5;
    double w = 0.75;
    double x = 0.5;
    try (Backend backend = Toy.exact();
        Runner runner = new Runner(backend, 1, gradients)) {
      runner.write("encoder/layer-1/weight", w);
      runner.write("encoder/mean/weight", v);
      Map<String, double[]> out = runner.run(gradients, 0, Toy.rows(x));
      double t = Math.tanh(w * x);
      double s = 1 - t * t;
      assertThat(out.get("jacobian")[0]).isCloseTo(v * v * w * w * s * s, within(1e-12));
      assertThat(out.get("gradient:encoder/mean/weight")[0])
          .isCloseTo(v * w * w * s * s, within(1e-12));
      assertThat(out.get("gradient:encoder/layer-1/weight")[0])
          .isCloseTo(v * v * w * s * s * (1 - 2 * w * t * x), within(1e-12));
    }
  }

  @Test
  void trainingContracts() {
    double[] jacobian = Toy.train(MODEL, 5, 50, Toy.rows(Toy.normal(5, 1)), "jacobian");
    assertThat(jacobian[1]).isLessThan(jacobian[0] / 2);
  }
}

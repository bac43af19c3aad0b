package org.vae4j.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vae4j.backend.Backend;
import org.vae4j.backend.TracedProgram;
import org.vae4j.model.ForwardPass;
import org.vae4j.model.Layer;
import org.vae4j.model.Loss;
import org.vae4j.model.Model;
import org.vae4j.model.Objective;
import org.vae4j.network.Activation;
import org.vae4j.network.Dense;
import org.vae4j.network.Sequential;
import org.vae4j.optimizer.Adam;
import org.vae4j.optimizer.Sgd;
import org.vae4j.prior.StandardNormal;
import org.vae4j.tensor.Scope;
import org.vae4j.tensor.Tensor;
import org.vae4j.train.Runner;
import org.vae4j.train.TrainingPrograms;

/**
 * FactorVAE: a critic tells codes from codes whose dimensions were permuted over the batch, and its
 * logit stands for the total correlation (Kim &amp; Mnih 2018, equations 2 and 3).
 */
class FactorVaeTest {
  record FactorVae(double gamma, Layer critic) implements Loss {
    @Override
    public Objective evaluate(ForwardPass pass) {
      pass.requireReparameterized("FactorVAE");
      Tensor z = pass.draw().value().at(0, 0);
      Tensor logit = critic.apply(z, pass.shared("critic")).at(-1, 0);
      Tensor mixed = permuted(z, pass.shared("permutation")).stopGradient();
      Tensor mixedLogit = critic.apply(mixed, pass.shared("critic")).at(-1, 0);
      Tensor criticLoss = logit.neg().softplus().plus(mixedLogit.softplus()).mean().times(0.5);
      Tensor bound = pass.logLikelihood().at(0, 0).minus(pass.kl());
      return Objective.bound(bound)
          .minimize(logit.times(gamma).minus(bound))
          .player("critic", criticLoss, "critic", Sgd.of(0.1));
    }

    /** Each column in a random order of its own. */
    private static Tensor permuted(Tensor z, Scope scope) {
      Tensor order = scope.uniform("order", z.shape().last(1)).transposed().argSort();
      return z.transposed().gather(order, 1).transposed();
    }
  }

  @Test
  void eachPlayerTrainsItsOwnParametersOnItsOwnLoss() {
    Map<String, double[]> without = gradients(0);
    Map<String, double[]> with = gradients(6);
    for (int i = 0; i < 2; i++) { // ∂(γ·c·z)/∂b = γ·c for a linear critic c
      double difference =
          with.get("gradient:encoder/mean/bias")[i] - without.get("gradient:encoder/mean/bias")[i];
      assertThat(difference).isCloseTo(6 * new double[] {0.5, -0.25}[i], within(1e-12));
    }
    String critic = "gradient:critic/weight";
    assertThat(with.get(critic)).containsExactly(without.get(critic)).doesNotContain(0);
  }

  private static Map<String, double[]> gradients(double gamma) {
    FactorVae loss = new FactorVae(gamma, Dense.of(1));
    Model model = Toy.linear(3, 2, new StandardNormal(), loss);
    TracedProgram gradients = TrainingPrograms.gradients(model, 7);
    TracedProgram step = TrainingPrograms.step(model, Adam.of(0.01), 7);
    try (Backend backend = Toy.exact();
        Runner runner = new Runner(backend, 1, gradients, step)) {
      runner.write("critic/weight", 0.5, -0.25);
      Map<String, double[]> rows = Toy.rows(Toy.normal(21, 1));
      Map<String, double[]> out = runner.run(gradients, 0, rows);
      runner.run(step, 0, rows);
      double slope = out.get("gradient:critic/weight")[0];
      assertThat(runner.read("critic/weight")[0]).isEqualTo((float) (0.5 - 0.1f * slope));
      return out;
    }
  }

  @Test
  void theCriticLearnsToTellDependentCodes() {
    Layer network = Sequential.of(Dense.of(8), Activation.TANH, Dense.of(1));
    Model model = Toy.linear(3, 2, new StandardNormal(), new FactorVae(0, network));
    TracedProgram step = TrainingPrograms.step(model, Adam.of(0.001), 50);
    try (Backend backend = Toy.exact();
        Runner runner = new Runner(backend, 1, step)) {
      runner.write("encoder/mean/weight", 2, 2, 0, 0, 0, 0); // both codes from one input
      runner.write("encoder/log-variance/bias", -6, -6);
      Map<String, double[]> out = Toy.run(runner, step, 300, Toy.rows(Toy.normal(150, 1)));
      assertThat(out.get("critic")[0]).isLessThan(0.6); // log 2 blind
    }
  }
}

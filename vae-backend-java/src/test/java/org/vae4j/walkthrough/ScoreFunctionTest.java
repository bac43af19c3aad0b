package org.vae4j.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vae4j.backend.Backend;
import org.vae4j.backend.TracedProgram;
import org.vae4j.distribution.Distribution;
import org.vae4j.model.DistributionPosterior;
import org.vae4j.model.Encoder;
import org.vae4j.model.ForwardPass;
import org.vae4j.model.Loss;
import org.vae4j.model.Model;
import org.vae4j.model.Objective;
import org.vae4j.model.Prior;
import org.vae4j.model.SingleLatent;
import org.vae4j.network.BernoulliHead;
import org.vae4j.network.Dense;
import org.vae4j.tensor.Scope;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.train.Runner;
import org.vae4j.train.TrainingPrograms;

/** Categorical codes, whose draws pass no gradient, trained by the score function. */
class ScoreFunctionTest {
  record OneHot(Tensor logits) implements Distribution {
    @Override
    public Shape batchShape() {
      return logits.shape().without(-1);
    }

    @Override
    public Shape eventShape() {
      return logits.shape().last(1);
    }

    @Override
    public Tensor logDensity(Tensor value) {
      return value.times(logits.logSoftmaxOver(-1)).sumOver(-1);
    }

    @Override
    public Tensor sample(int samples, Scope scope) {
      Tensor uniform = scope.uniform("noise", samples, eventShape());
      return logits.minus(uniform.log().neg().log()).argmax(-1).oneHot(eventShape().size(0));
    }
  }

  /** Each draw's reward is compared with the mean of the others (Kool et al. 2019). */
  record LeaveOneOut(int samples) implements Loss {
    @Override
    public Objective evaluate(ForwardPass pass) {
      Tensor reward = pass.logWeight();
      Tensor others = reward.sumOver(0).minus(reward).dividedBy(samples - 1);
      Tensor score = reward.minus(others).stopGradient().times(pass.logPosterior());
      Tensor surrogate = reward.plus(score).meanOver(0);
      return Objective.bound(reward.meanOver(0)).minimize(surrogate.neg());
    }
  }

  private static final Encoder ENCODER =
      (x, context) ->
          new DistributionPosterior(
              Map.of("logits", Dense.of(3).apply("logits", x, context)),
              parameters -> new OneHot(parameters.get("logits")),
              parameters -> parameters.get("logits").softmaxOver(-1));
  private static final Prior UNIFORM =
      context -> new OneHot(context.graph().fill(0, context.latentShape()));
  private static final SingleLatent LATENT = new SingleLatent(ENCODER, UNIFORM);

  @Test
  void itsGradientIsUnbiased() {
    int rows = 20_000; // all the same: so many independent estimates, averaged
    Model model = Model.of(Shape.of(1), LATENT, BernoulliHead.of()::apply, new LeaveOneOut(2));
    TracedProgram gradients = TrainingPrograms.gradients(model, rows);
    double[] q = {0.2, 0.5, 0.3};
    try (Backend backend = Toy.exact();
        Runner runner = new Runner(backend, 1, gradients)) {
      runner.write("encoder/logits/weight", 0, 0, 0);
      runner.write("encoder/logits/bias", Math.log(q[0]), Math.log(q[1]), Math.log(q[2]));
      runner.write("decoder/logits/weight", Math.log(0.1 / 0.9), 0, Math.log(4));
      double[] gradient =
          runner.run(gradients, 0, Toy.rows(new double[rows])).get("gradient:encoder/logits/bias");
      double[] p = {0.9, 0.5, 0.2}; // p(x = 0 | code)
      double elbo = 0;
      for (int k = 0; k < 3; k++) {
        elbo += q[k] * Math.log(p[k] / 3 / q[k]);
      }
      for (int k = 0; k < 3; k++) {
        double expected = -q[k] * (Math.log(p[k] / 3 / q[k]) - elbo);
        assertThat(gradient[k]).isCloseTo(expected, within(0.01));
      }
    }
  }
}

package org.vae4j.loss;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.vae4j.distribution.Bernoulli;
import org.vae4j.model.DistributionPosterior;
import org.vae4j.model.Encoder;
import org.vae4j.model.Model;
import org.vae4j.model.SingleLatent;
import org.vae4j.network.BernoulliHead;
import org.vae4j.prior.StandardNormal;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.train.TrainingPrograms;

class ElboTest {
  @Test
  void refusesDrawsWithoutGradient() {
    Encoder binary =
        (x, context) ->
            new DistributionPosterior(
                Map.of("logits", x),
                parameters -> new Bernoulli(logits(parameters)),
                ElboTest::logits);
    Model model =
        Model.of(
            Shape.of(3),
            new SingleLatent(binary, new StandardNormal()),
            BernoulliHead.of()::apply,
            Elbo.standard());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrainingPrograms.gradients(model, 2))
        .withMessageContaining("the ELBO needs reparameterized draws: those of latent 'z'");
  }

  private static Tensor logits(Map<String, Tensor> parameters) {
    return Objects.requireNonNull(parameters.get("logits"));
  }
}

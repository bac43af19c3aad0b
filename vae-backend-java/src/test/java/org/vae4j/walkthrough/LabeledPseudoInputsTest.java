package org.vae4j.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vae4j.backend.Backend;
import org.vae4j.backend.TracedProgram;
import org.vae4j.distribution.DiagonalNormal;
import org.vae4j.loss.Elbo;
import org.vae4j.model.Encoder;
import org.vae4j.model.Model;
import org.vae4j.model.Prior;
import org.vae4j.model.SingleLatent;
import org.vae4j.network.DiagonalNormalHead;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.train.Runner;

/** A prior of a conditional VAE that encodes a pseudo-input with a label of its own. */
class LabeledPseudoInputsTest {
  private static final Encoder ENCODER =
      (x, context) -> {
        Tensor label = context.input("label").orElseThrow();
        return DiagonalNormalHead.of(1).apply(Tensor.concat(-1, x, label), context);
      };
  private static final Prior PRIOR =
      context -> {
        Tensor label = context.graph().literal(Shape.of(1, 2), 0, 1);
        Tensor input = context.graph().fill(4, Shape.of(1, 1));
        return context.encode(input, Map.of("label", label)).distribution().orElseThrow();
      };
  private static final Model MODEL =
      Model.of(Shape.of(1), new SingleLatent(ENCODER, PRIOR), Toy.IDENTITY, Elbo.standard())
          .withCondition("label", Shape.of(2));

  @Test
  void theEncoderSeesThatLabelAndNotTheBatchs() {
    TracedProgram mean =
        Toy.pass(MODEL, 3, 1, pass -> Map.of("mean", ((DiagonalNormal) pass.prior()).mean()));
    try (Backend backend = Toy.exact();
        Runner runner = new Runner(backend, 1, mean)) {
      runner.write("encoder/mean/weight", 0.5, -0.75, 0.25);
      assertThat(runner.run(mean, 0, Map.of()).get("mean")).containsExactly(2.25);
    }
  }
}

package org.vae4j.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vae4j.backend.Backend;
import org.vae4j.backend.TracedProgram;
import org.vae4j.distribution.DiagonalNormal;
import org.vae4j.loss.Elbo;
import org.vae4j.model.Context;
import org.vae4j.model.Decoder;
import org.vae4j.model.Encoder;
import org.vae4j.model.Model;
import org.vae4j.model.Prior;
import org.vae4j.model.SingleLatent;
import org.vae4j.network.Dense;
import org.vae4j.network.DiagonalNormalHead;
import org.vae4j.tensor.Scope;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.train.Runner;

/** A conditional VAE: a label reaches encoder, decoder and prior (Sohn et al. 2015). */
class ConditionalTest {
  private static final Encoder ENCODER =
      (x, context) -> DiagonalNormalHead.of(1).apply(Tensor.concat(-1, x, label(context)), context);
  private static final Decoder DECODER =
      (z, context) -> {
        Tensor offset = Dense.of(1).apply("offset", label(context), context);
        return DiagonalNormal.of(z.plus(offset), z.fill(0));
      };
  private static final Prior PRIOR =
      context -> {
        Tensor mean = Dense.of(1).apply("mean", label(context), context);
        return DiagonalNormal.of(mean, mean.fill(0));
      };
  private static final Model MODEL =
      Model.of(Shape.of(1), new SingleLatent(ENCODER, PRIOR), DECODER, Elbo.standard())
          .withCondition("label", Shape.of(2));

  private static Tensor label(Context context) {
    return context.input("label").orElseThrow();
  }

  private static final double[] MEANS = {-1, 3};
  private static final double[] OFFSETS = {0.5, 2};

  @Test
  void withTheExactPosteriorEveryDrawGivesTheEvidence() {
    TracedProgram weights = Toy.pass(MODEL, 3, 2, pass -> Map.of("w", pass.logWeight()));
    try (Backend backend = Toy.exact();
        Runner runner = new Runner(backend, 1, weights)) {
      runner.write("prior/mean/weight", MEANS);
      runner.write("decoder/offset/weight", OFFSETS);
      runner.write("encoder/mean/weight", 0.5, -0.75, 0.5); // (x + m(y) − b(y)) / 2
      runner.write("encoder/log-variance/weight", 0, 0, 0);
      runner.write("encoder/log-variance/bias", Math.log(0.5));
      double[] x = {0, 1, 2.5};
      double[] labels = {1, 0, 0, 1, 1, 0};
      double[] w = runner.run(weights, 0, Map.of(Model.INPUT, x, "label", labels)).get("w");
      for (int i = 0; i < 6; i++) { // x|y ~ N(m(y) + b(y), 2)
        int y = i % 3 == 1 ? 1 : 0;
        double gap = x[i % 3] - MEANS[y] - OFFSETS[y];
        assertThat(w[i]).isCloseTo(-0.5 * (Math.log(4 * Math.PI) + gap * gap / 2), within(1e-6));
      }
    }
  }

  @Test
  void itGeneratesRowsOfAChosenLabel() {
    TracedProgram generate =
        TracedProgram.of(
            "generate",
            1,
            root -> {
              Scope labeled = MODEL.conditioned(root);
              return MODEL.decode(MODEL.generate(labeled), labeled).parameters();
            });
    try (Backend backend = Toy.exact();
        Runner runner = new Runner(backend, 1, generate)) {
      runner.write("prior/mean/weight", MEANS);
      runner.write("decoder/offset/weight", OFFSETS);
      double[] first = runner.run(generate, 0, Map.of("label", new double[] {1, 0})).get("mean");
      double[] second = runner.run(generate, 0, Map.of("label", new double[] {0, 1})).get("mean");
      assertThat(second[0] - first[0]).as("of equal noise").isCloseTo(4 + 1.5, within(1e-12));
    }
  }
}

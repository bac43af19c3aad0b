package org.vae4j.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vae4j.backend.Backend;
import org.vae4j.backend.TracedProgram;
import org.vae4j.distribution.Autoregressive;
import org.vae4j.distribution.Bernoulli;
import org.vae4j.distribution.Likelihood;
import org.vae4j.loss.Elbo;
import org.vae4j.model.Decoder;
import org.vae4j.model.ForwardPass;
import org.vae4j.model.Model;
import org.vae4j.model.SingleLatent;
import org.vae4j.network.DiagonalNormalHead;
import org.vae4j.optimizer.Adam;
import org.vae4j.prior.StandardNormal;
import org.vae4j.tensor.Initializer;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.train.Runner;
import org.vae4j.train.TrainingPrograms;

/** A recurrent decoder of binary sequences: each bit depends on the code and all bits before. */
class SequenceTest {
  private static final int LENGTH = 4;
  private static final int UNITS = 3;

  /** h ← tanh([h, z, x]·W), and the next bit has the logit h·v + b. */
  record Recurrent(Tensor z, Tensor weight, Tensor readout, Tensor bias) implements Autoregressive {
    @Override
    public Shape batchShape() {
      return z.shape().first(1);
    }

    @Override
    public Shape eventShape() {
      return Shape.of(LENGTH, 1);
    }

    @Override
    public Map<String, Tensor> start() {
      Tensor zeros = z.graph().fill(0, Shape.of(z.shape().size(0), UNITS));
      return Map.of("hidden", zeros, "code", z);
    }

    @Override
    public Step next(Map<String, Tensor> state, Tensor previous) {
      Tensor code = state.get("code");
      Tensor hidden = Tensor.concat(-1, state.get("hidden"), code, previous).matmul(weight).tanh();
      Tensor logit = hidden.matmul(readout).plus(bias);
      return new Step(new Bernoulli(logit), Map.of("hidden", hidden, "code", code));
    }
  }

  private static final Decoder DECODER =
      (z, context) -> {
        Shape in = Shape.of(UNITS + 2, UNITS);
        return new Recurrent(
            z,
            context.parameter("weight", in, Initializer.glorotUniform()),
            context.parameter("readout", Shape.of(UNITS, 1), Initializer.glorotUniform()),
            context.parameter("bias", Shape.of(1), Initializer.zeros()));
      };
  private static final Model MODEL =
      Model.of(
          Shape.of(LENGTH, 1),
          new SingleLatent(
              (x, context) -> DiagonalNormalHead.of(1).apply(x, context), new StandardNormal()),
          DECODER,
          Elbo.standard());

  @Test
  void theProbabilitiesOfAllSequencesSumToOne() {
    TracedProgram density =
        TracedProgram.of(
            "density",
            16,
            root -> {
              ForwardPass pass = MODEL.pass(MODEL.batch(root), 1, root);
              Tensor sameCode = pass.representative().fill(0.3);
              return Map.of("log", pass.logLikelihood(sameCode));
            });
    double[] all = new double[16 * LENGTH];
    for (int i = 0; i < all.length; i++) {
      all[i] = (i / LENGTH >> i % LENGTH) & 1;
    }
    try (Backend backend = Toy.exact();
        Runner runner = new Runner(backend, 1, density)) {
      double sum = 0;
      for (double log : runner.run(density, 0, Map.of(Model.INPUT, all)).get("log")) {
        sum += Math.exp(log);
      }
      assertThat(sum).isCloseTo(1, within(1e-12));
    }
  }

  @Test
  void afterTrainingItDrawsTheSequencesItSaw() {
    TracedProgram step = TrainingPrograms.step(MODEL, Adam.of(0.05), 4);
    TracedProgram draw =
        TracedProgram.of(
            "draw",
            10,
            root -> {
              Likelihood decoded = MODEL.decode(MODEL.generate(root), root);
              return Map.of("x", decoded.sample(3, root.child("draw")));
            });
    try (Backend backend = Toy.exact();
        Runner runner = new Runner(backend, 1, step, draw)) {
      double[] alternating = {0, 1, 0, 1, 1, 0, 1, 0, 0, 1, 0, 1, 1, 0, 1, 0};
      Toy.run(runner, step, 300, Map.of(Model.INPUT, alternating));
      double[] drawn = runner.run(draw, 0, Map.of()).get("x");
      assertThat(drawn).hasSize(3 * 10 * LENGTH).contains(0, 1);
      int changes = 0;
      for (int i = 0; i < drawn.length; i++) {
        changes += i % LENGTH > 0 && drawn[i] != drawn[i - 1] ? 1 : 0;
      }
      assertThat(changes).as("of 90").isGreaterThan(80);
    }
  }
}

package org.vae4j.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.vae4j.backend.Backend;
import org.vae4j.backend.TracedProgram;
import org.vae4j.distribution.Autoregressive;
import org.vae4j.distribution.Bernoulli;
import org.vae4j.distribution.Likelihood;
import org.vae4j.loss.Elbo;
import org.vae4j.model.Context;
import org.vae4j.model.Model;
import org.vae4j.model.SingleLatent;
import org.vae4j.network.Dense;
import org.vae4j.optimizer.Adam;
import org.vae4j.prior.StandardNormal;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.train.Runner;
import org.vae4j.train.TrainingPrograms;

/** A recurrent decoder of binary sequences: each bit depends on the code and all bits before. */
class SequenceTest {
  private static final int LENGTH = 4;

  /** h ← tanh([h, z, x]·W + a), and the next bit has the logit h·v + b. */
  record Recurrent(Tensor z, Context context) implements Autoregressive {
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
      return Map.of("hidden", z.graph().fill(0, Shape.of(z.shape().size(0), 3)), "code", z);
    }

    @Override
    public Step next(Map<String, Tensor> state, Tensor previous) {
      Tensor code = state.get("code");
      Tensor all = Tensor.concat(-1, state.get("hidden"), code, previous);
      Tensor hidden = Dense.of(3).apply(all, context.shared("cell")).tanh();
      Tensor logit = Dense.of(1).apply(hidden, context.shared("readout"));
      return new Step(new Bernoulli(logit), Map.of("hidden", hidden, "code", code));
    }
  }

  private static final SingleLatent LATENT = Toy.latent(1, new StandardNormal());
  private static final Model MODEL =
      Model.of(Shape.of(LENGTH, 1), LATENT, Recurrent::new, Elbo.standard());

  @Test
  void theProbabilitiesOfAllSequencesSumToOne() {
    TracedProgram density =
        Toy.pass(MODEL, 16, 1, pass -> Map.of("log", pass.logLikelihood(pass.code().fill(0.3))));
    double[] all = new double[16 * LENGTH];
    for (int i = 0; i < all.length; i++) {
      all[i] = (i / LENGTH >> i % LENGTH) & 1;
    }
    try (Backend backend = Toy.exact();
        Runner runner = new Runner(backend, 1, density)) {
      double[] logs = runner.run(density, 0, Toy.rows(all)).get("log");
      assertThat(DoubleStream.of(logs).map(Math::exp).sum()).isCloseTo(1, within(1e-12));
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
              Tensor x = decoded.sample(3, root.child("draw")); // [3, 10, LENGTH, 1]
              Tensor change = x.slice(2, 1, LENGTH).minus(x.slice(2, 0, LENGTH - 1));
              return Map.of("changes", change.abs().mean());
            });
    try (Backend backend = Toy.exact();
        Runner runner = new Runner(backend, 1, step, draw)) {
      Toy.run(runner, step, 300, Toy.rows(0, 1, 0, 1, 1, 0, 1, 0, 0, 1, 0, 1, 1, 0, 1, 0));
      assertThat(runner.run(draw, 0, Map.of()).get("changes")[0]).isGreaterThan(0.9);
    }
  }
}

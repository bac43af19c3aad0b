package org.vae4j.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vae4j.backend.Backend;
import org.vae4j.backend.TracedProgram;
import org.vae4j.distribution.Bernoulli;
import org.vae4j.distribution.DiagonalNormal;
import org.vae4j.distribution.Likelihood;
import org.vae4j.loss.Elbo;
import org.vae4j.model.Decoder;
import org.vae4j.model.Model;
import org.vae4j.model.SingleLatent;
import org.vae4j.network.Dense;
import org.vae4j.prior.StandardNormal;
import org.vae4j.tensor.Scope;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.train.Runner;

/** Columns of several types: a likelihood that is a product over blocks of columns. */
class MixedTypesTest {
  record Product(List<Likelihood> blocks) implements Likelihood {
    @Override
    public Shape batchShape() {
      return blocks.get(0).batchShape();
    }

    @Override
    public Shape eventShape() {
      return Shape.of(blocks.stream().mapToInt(block -> block.eventShape().size(0)).sum());
    }

    @Override
    public Tensor logDensity(Tensor value) {
      List<Tensor> terms = new ArrayList<>();
      int from = 0;
      for (Likelihood block : blocks) {
        int to = from + block.eventShape().size(0);
        terms.add(block.logDensity(value.slice(-1, from, to)));
        from = to;
      }
      return Tensor.stack(0, terms).sumOver(0);
    }

    @Override
    public Tensor sample(int samples, Scope scope) {
      List<Tensor> drawn = new ArrayList<>();
      for (Likelihood block : blocks) {
        drawn.add(block.sample(samples, scope.child("block-" + drawn.size())));
      }
      return Tensor.concat(-1, drawn);
    }
  }

  private static final Decoder DECODER =
      (z, context) -> {
        Tensor real = Dense.of(2).apply("real", z, context);
        Tensor yesNo = Dense.of(1).apply("yes-no", z, context);
        return new Product(List.of(DiagonalNormal.of(real, real.fill(0)), new Bernoulli(yesNo)));
      };

  @Test
  void itsDensityIsTheSumAndItsDrawsHaveTheirTypes() {
    SingleLatent latent = Toy.latent(1, new StandardNormal());
    Model model = Model.of(Shape.of(3), latent, DECODER, Elbo.standard());
    TracedProgram program =
        Toy.pass(
            model,
            1,
            1,
            pass -> {
              Tensor drawn = pass.likelihood().sample(50, pass.child("drawn"));
              return Map.of("log", pass.logLikelihood(), "yes-no", drawn.slice(-1, 2, 3));
            });
    try (Backend backend = Toy.exact();
        Runner runner = new Runner(backend, 1, program)) {
      runner.write("decoder/real/weight", 0, 0);
      runner.write("decoder/real/bias", 1, -1);
      runner.write("decoder/yes-no/weight", 0);
      runner.write("decoder/yes-no/bias", 2);
      double expected = -Math.log(2 * Math.PI) - (0.25 + 4) / 2 - Math.log1p(Math.exp(-2));
      Map<String, double[]> out = runner.run(program, 0, Toy.rows(0.5, 1, 1));
      assertThat(out.get("log")[0]).isCloseTo(expected, within(1e-12));
      assertThat(out.get("yes-no")).hasSize(50).containsOnly(0, 1);
    }
  }
}

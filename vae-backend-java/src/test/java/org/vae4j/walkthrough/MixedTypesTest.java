package org.vae4j.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.vae4j.backend.Backend;
import org.vae4j.backend.TracedProgram;
import org.vae4j.distribution.Bernoulli;
import org.vae4j.distribution.DiagonalNormal;
import org.vae4j.distribution.Likelihood;
import org.vae4j.loss.Elbo;
import org.vae4j.model.ForwardPass;
import org.vae4j.model.LikelihoodHead;
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
      return Shape.of(blocks.stream().mapToInt(Product::width).sum());
    }

    private static int width(Likelihood block) {
      return block.eventShape().size(0);
    }

    @Override
    public Tensor logDensity(Tensor value) {
      List<Tensor> terms = new ArrayList<>();
      int from = 0;
      for (Likelihood block : blocks) {
        terms.add(block.logDensity(value.slice(-1, from, from + width(block))));
        from += width(block);
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

    @Override
    public Optional<Tensor> expectation() {
      List<Tensor> means = blocks.stream().flatMap(b -> b.expectation().stream()).toList();
      return means.size() == blocks.size()
          ? Optional.of(Tensor.concat(-1, means))
          : Optional.empty();
    }
  }

  private static final LikelihoodHead HEAD =
      (features, context) -> {
        Tensor real = Dense.of(2).apply("real", features, context);
        Tensor yesNo = Dense.of(1).apply("yes-no", features, context);
        return new Product(List.of(DiagonalNormal.of(real, real.fill(0)), new Bernoulli(yesNo)));
      };
  private static final Model MODEL =
      Model.of(
          Shape.of(3),
          new SingleLatent(Toy.linearEncoder(1), new StandardNormal()),
          HEAD::apply,
          Elbo.standard());

  @Test
  void itsDensityIsTheSumAndItsDrawsHaveTheirTypes() {
    TracedProgram program =
        TracedProgram.of(
            "product",
            1,
            root -> {
              ForwardPass pass = MODEL.pass(MODEL.batch(root), 1, root);
              Tensor drawn = pass.likelihood().sample(50, root.child("drawn"));
              return Map.of("log", pass.logLikelihood(), "drawn", drawn.slice(-1, 2, 3));
            });
    try (Backend backend = Toy.exact();
        Runner runner = new Runner(backend, 1, program)) {
      runner.write("decoder/real/weight", 0, 0);
      runner.write("decoder/real/bias", 1, -1);
      runner.write("decoder/yes-no/weight", 0);
      runner.write("decoder/yes-no/bias", 2);
      Map<String, double[]> out =
          runner.run(program, 0, Map.of(Model.INPUT, new double[] {0.5, 1, 1}));
      double expected = -Math.log(2 * Math.PI) - (0.25 + 4) / 2 - Math.log1p(Math.exp(-2));
      assertThat(out.get("log")[0]).isCloseTo(expected, within(1e-12));
      assertThat(out.get("drawn")).hasSize(50).containsOnly(0, 1);
    }
  }
}

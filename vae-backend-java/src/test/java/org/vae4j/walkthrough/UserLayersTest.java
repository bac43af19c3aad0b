package org.vae4j.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vae4j.backend.Backend;
import org.vae4j.backend.TracedProgram;
import org.vae4j.loss.Elbo;
import org.vae4j.model.Decoder;
import org.vae4j.model.Encoder;
import org.vae4j.model.Layer;
import org.vae4j.model.Model;
import org.vae4j.model.SingleLatent;
import org.vae4j.network.BernoulliHead;
import org.vae4j.network.Dense;
import org.vae4j.network.DiagonalNormalHead;
import org.vae4j.network.LayerNorm;
import org.vae4j.network.Sequential;
import org.vae4j.prior.StandardNormal;
import org.vae4j.tensor.Initializer;
import org.vae4j.tensor.Scope;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.TensorType;
import org.vae4j.train.Runner;
import org.vae4j.train.TrainingPrograms;

/** A dense layer and layer normalization, written by a user. */
class UserLayersTest {
  record Affine(int units) implements Layer {
    @Override
    public Tensor apply(Tensor x, Scope scope) {
      Shape shape = Shape.of(x.shape().size(-1), units);
      Tensor weight = scope.parameter("weight", shape, Initializer.glorotUniform());
      Tensor bias = scope.parameter("bias", Shape.of(units), Initializer.zeros());
      return x.matmul(weight).plus(bias);
    }
  }

  record Standardize(double epsilon) implements Layer {
    @Override
    public Tensor apply(Tensor x, Scope scope) {
      Tensor scale = scope.parameter("scale", x.shape().last(1), Initializer.constant(1));
      Tensor shift = scope.parameter("shift", x.shape().last(1), Initializer.zeros());
      Tensor centered = x.minus(x.meanOver(-1).expandAt(-1));
      Tensor deviation = centered.square().meanOver(-1).expandAt(-1).plus(epsilon).sqrt();
      return centered.dividedBy(deviation).times(scale).plus(shift);
    }
  }

  @Test
  void theyComputeTheirFormulas() {
    TracedProgram program =
        TracedProgram.of(
            "layers",
            1,
            root -> {
              Tensor x = root.graph().input("x", TensorType.floats(Shape.of(1, 3)));
              Tensor y = new Affine(2).apply("affine", x, root);
              return Map.of("y", y, "n", new Standardize(0).apply("norm", y, root));
            });
    try (Backend backend = Toy.exact();
        Runner runner = new Runner(backend, 1, program)) {
      runner.write("affine/weight", 1, 2, 3, 4, 5, 6);
      runner.write("affine/bias", 0.5, -0.5);
      runner.write("norm/scale", 2, 3);
      runner.write("norm/shift", 10, 20);
      Map<String, double[]> out = runner.run(program, 0, Map.of("x", new double[] {1, -1, 2}));
      assertThat(out.get("y")).containsExactly(8.5, 9.5);
      assertThat(out.get("n")).containsExactly(new double[] {8, 23}, within(1e-12));
    }
  }

  @Test
  void theyTrainLikeTheLibrarys() {
    Layer own = Sequential.of(new Affine(4), new Standardize(1e-5));
    Layer standard = Sequential.of(Dense.of(4), LayerNorm.standard());
    assertThat(trainedLoss(own)).isEqualTo(trainedLoss(standard));
  }

  private static double trainedLoss(Layer network) {
    Encoder encoder = Encoder.of(network, DiagonalNormalHead.of(2));
    Decoder decoder = Decoder.of(network, BernoulliHead.of());
    SingleLatent latent = new SingleLatent(encoder, new StandardNormal());
    Model model = Model.of(Shape.of(5), latent, decoder, Elbo.standard());
    double[] loss = Toy.train(model, 7, 30, Toy.rows(Toy.binary(35, 2)), TrainingPrograms.LOSS);
    assertThat(loss[1]).isLessThan(loss[0]);
    return loss[1];
  }
}

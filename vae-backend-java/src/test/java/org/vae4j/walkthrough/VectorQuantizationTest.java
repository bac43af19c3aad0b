package org.vae4j.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vae4j.backend.Backend;
import org.vae4j.backend.TracedProgram;
import org.vae4j.loss.Autoencoder;
import org.vae4j.model.Batch;
import org.vae4j.model.Context;
import org.vae4j.model.LatentModel;
import org.vae4j.model.Layer;
import org.vae4j.model.Model;
import org.vae4j.network.Dense;
import org.vae4j.tensor.DataType;
import org.vae4j.tensor.Initializer;
import org.vae4j.tensor.Scope;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.State;
import org.vae4j.tensor.Tensor;
import org.vae4j.train.Runner;
import org.vae4j.train.TrainingPrograms;

/**
 * VQ-VAE: codes are replaced by the nearest of a codebook, which follows them by moving averages;
 * gradients pass straight through (van den Oord et al. 2017, section 3 and appendix A.1).
 */
class VectorQuantizationTest {
  record VectorQuantizer(Layer encoder, int codes, int size, double decay, double commitment)
      implements LatentModel {
    @Override
    public Inference infer(Batch batch, int samples, Context context) {
      Tensor e = encoder.apply(batch.input(), context.shared("encoder"));
      Scope scope = context.shared("codebook");
      State counts = scope.state("counts", Shape.of(codes), Initializer.constant(1));
      State sums = scope.state("sums", Shape.of(codes, size), Initializer.normal(1));
      Tensor book = sums.value().dividedBy(counts.value().expandAt(-1)); // [codes, size]
      Tensor distance = e.expandAt(1).minus(book).square().sumOver(-1); // [rows, codes]
      Tensor nearest = distance.neg().argmax(-1);
      Tensor chosen = nearest.oneHot(codes);
      counts.update(moved(counts, chosen.sumOver(0)));
      sums.update(moved(sums, chosen.transposed().matmul(e)));
      Tensor q = book.gather(nearest).stopGradient();
      scope.penalty("commitment", e.minus(q).square().sumOver(-1).times(commitment));
      Tensor through = e.plus(q.minus(e).stopGradient());
      Shape all = Shape.of(samples).concat(through.shape());
      return new Inference(List.of(), through.broadcastTo(all), through);
    }

    private Tensor moved(State average, Tensor batch) {
      return average.value().times(decay).plus(batch.times(1 - decay));
    }

    @Override
    public Tensor generate(Context context) {
      Scope scope = context.shared("codebook");
      State counts = scope.state("counts", Shape.of(codes), Initializer.constant(1));
      State sums = scope.state("sums", Shape.of(codes, size), Initializer.normal(1));
      Tensor uniform = scope.uniform("code", Shape.scalar());
      Tensor book = sums.value().dividedBy(counts.value().expandAt(-1));
      return book.gather(uniform.times(codes).cast(DataType.INT));
    }
  }

  /** The decoder is the identity, so ∂(−log p)/∂q = q − x. */
  private static final Model MODEL =
      Model.of(
          Shape.of(2),
          new VectorQuantizer(Dense.of(2), 3, 2, 0.75, 0.25),
          Toy.IDENTITY,
          new Autoencoder());

  @Test
  void gradientsPassStraightThroughAndTheCodebookMoves() {
    TracedProgram gradients = TrainingPrograms.gradients(MODEL, 2);
    TracedProgram generate =
        TracedProgram.of("generate", 20, root -> Map.of("z", MODEL.generate(root)));
    try (Backend backend = Toy.exact();
        Runner runner = new Runner(backend, 1, gradients, generate)) {
      runner.write("encoder/weight", 1, 0, 0, 1);
      runner.write("encoder/bias", 0.5, 0);
      runner.write("codebook/sums", 0, 0, 2, 2, -5, -5);
      double[] generated = runner.run(generate, 0, Map.of()).get("z");
      assertThat(generated).containsOnly(0, 2, -5).hasSize(40);

      Map<String, double[]> rows = Toy.rows(1, 2, 1.5, 3);
      double[] bias = runner.run(gradients, 0, rows).get("gradient:encoder/bias");
      // both rows, (1.5, 2) and (2, 3), go to (2, 2): mean of q − x + 2·0.25·(e − q)
      assertThat(bias[0]).isCloseTo((1 - 0.25 + 0.5 + 0) / 2, within(1e-12));
      assertThat(bias[1]).isCloseTo((0 + 0 - 1 + 0.5) / 2, within(1e-12));
      assertThat(runner.read("codebook/counts")).containsExactly(0.75f, 1.25f, 0.75f);
      assertThat(runner.read("codebook/sums"))
          .containsExactly(0, 0, 1.5f + 0.25f * 3.5f, 1.5f + 0.25f * 5, -3.75f, -3.75f);
    }
  }
}

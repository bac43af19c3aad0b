package org.vae4j.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vae4j.backend.Backend;
import org.vae4j.backend.Feed;
import org.vae4j.backend.TracedProgram;
import org.vae4j.distribution.DiagonalNormal;
import org.vae4j.evaluate.RowFunction;
import org.vae4j.evaluate.TrainingClock;
import org.vae4j.loss.Elbo;
import org.vae4j.model.Context;
import org.vae4j.model.Decoder;
import org.vae4j.model.Encoder;
import org.vae4j.model.ForwardPass;
import org.vae4j.model.Model;
import org.vae4j.model.Prior;
import org.vae4j.model.SingleLatent;
import org.vae4j.network.Dense;
import org.vae4j.network.DiagonalNormalHead;
import org.vae4j.tensor.Scope;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.train.Runner;
import org.vae4j.train.TrainingPrograms;

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

  /** The parameters of p(z|y) = N(m(y), 1), p(x|z, y) = N(z + b(y), 1) and q = p(z|x, y). */
  private static void write(Runner runner) {
    runner.write("prior/mean/weight", MEANS);
    runner.write("decoder/offset/weight", OFFSETS);
    runner.write("encoder/mean/weight", 0.5, -0.75, 0.5); // (x + m(y) − b(y)) / 2
    runner.write("encoder/log-variance/weight", 0, 0, 0);
    runner.write("encoder/log-variance/bias", Math.log(0.5));
  }

  @Test
  void withTheExactPosteriorEveryDrawGivesTheEvidence() {
    TracedProgram weights =
        TracedProgram.of(
            "weights",
            3,
            root -> {
              ForwardPass pass = MODEL.pass(MODEL.batch(root), 2, root);
              Tensor joint = pass.logLikelihood().plus(pass.logPrior());
              return Map.of("w", joint.minus(pass.logPosterior()));
            });
    try (Backend backend = Toy.exact();
        Runner runner = new Runner(backend, 1, weights)) {
      write(runner);
      double[] x = {0, 1, 2.5};
      double[] labels = {1, 0, 0, 1, 1, 0};
      Map<String, double[]> out = runner.run(weights, 0, Map.of(Model.INPUT, x, "label", labels));
      for (int i = 0; i < 6; i++) { // x|y ~ N(m(y) + b(y), 2)
        int y = i % 3 == 1 ? 1 : 0;
        double gap = x[i % 3] - MEANS[y] - OFFSETS[y];
        double evidence = -0.5 * (Math.log(4 * Math.PI) + gap * gap / 2);
        assertThat(out.get("w")[i]).isCloseTo(evidence, within(1e-6));
      }
    }
  }

  @Test
  void itGeneratesRowsOfChosenLabels() {
    TracedProgram weights = TrainingPrograms.gradients(MODEL, 1, MODEL::batch);
    RowFunction.Body generated =
        root -> {
          Scope labeled = MODEL.conditioned(root);
          Tensor z = MODEL.generate(labeled);
          Tensor x = MODEL.decode(z, labeled).expectation().orElseThrow();
          return Map.of("offset", x.minus(z));
        };
    try (Backend backend = Toy.exact();
        Runner runner = new Runner(backend, 1, weights);
        RowFunction generate =
            new RowFunction(
                "generate", generated, backend, runner.memory(), new TrainingClock.Stopped(0, 0))) {
      write(runner);
      RowFunction.Rows labels =
          (first, count, out) -> {
            for (int i = 0; i < count; i++) {
              out[2 * i + (first + i) % 2] = 1;
            }
          };
      Feed.Draw draw = Feed.Draw.of(1, "generate");
      assertThat(generate.run(3, Map.of("label", labels), draw, 0).get("offset"))
          .containsExactly(new float[] {0.5f, 2, 0.5f}, within(1e-6f));
    }
  }

  @Test
  void itTrains() {
    Map<String, double[]> rows =
        Map.of(Model.INPUT, new double[] {4, -4}, "label", new double[] {1, 0, 0, 1});
    double[] bound = Toy.train(MODEL, 2, 50, rows, TrainingPrograms.BOUND);
    assertThat(bound[1]).isGreaterThan(bound[0] + 0.5);
  }

  @Test
  void aPriorEncodesPseudoInputsWithLabelsOfTheirOwn() {
    Prior prior =
        context -> {
          Tensor label = context.graph().literal(Shape.of(1, 2), 0, 1);
          Tensor input = context.graph().fill(4, Shape.of(1, 1));
          return context.encode(input, Map.of("label", label)).distribution().orElseThrow();
        };
    Model model =
        Model.of(Shape.of(1), new SingleLatent(ENCODER, prior), DECODER, Elbo.standard())
            .withCondition("label", Shape.of(2));
    TracedProgram mean =
        TracedProgram.of(
            "prior",
            3,
            root -> {
              DiagonalNormal p = (DiagonalNormal) model.pass(model.batch(root), 1, root).prior();
              return Map.of("mean", p.mean());
            });
    try (Backend backend = Toy.exact();
        Runner runner = new Runner(backend, 1, mean)) {
      runner.write("encoder/mean/weight", 0.5, -0.75, 0.25);
      assertThat(runner.run(mean, 0, Map.of()).get("mean")).containsExactly(2.25);
    }
  }
}

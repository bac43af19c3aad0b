package org.vae4j.walkthrough;

import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.vae4j.backend.Backend;
import org.vae4j.backend.BackendOptions;
import org.vae4j.backend.Backends;
import org.vae4j.backend.Precision;
import org.vae4j.backend.TracedProgram;
import org.vae4j.distribution.DiagonalNormal;
import org.vae4j.model.Decoder;
import org.vae4j.model.Encoder;
import org.vae4j.model.ForwardPass;
import org.vae4j.model.Layer;
import org.vae4j.model.Loss;
import org.vae4j.model.Model;
import org.vae4j.model.Prior;
import org.vae4j.model.SingleLatent;
import org.vae4j.network.DiagonalNormalHead;
import org.vae4j.network.NormalHead;
import org.vae4j.optimizer.Adam;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.train.Runner;
import org.vae4j.train.TrainingPrograms;

/** What the walk-throughs share: exact arithmetic, data, a linear model, a loop. */
final class Toy {
  /** p(x|z) = N(z, I). */
  static final Decoder IDENTITY = (z, context) -> DiagonalNormal.of(z, z.fill(0));

  private Toy() {}

  /** The Java backend in double precision. */
  static Backend exact() {
    return Backends.open("java", BackendOptions.cpu().withPrecision(Precision.FLOAT64));
  }

  /** Standard normal numbers. */
  static double[] normal(int count, long seed) {
    Random random = new Random(seed);
    return DoubleStream.generate(random::nextGaussian).limit(count).toArray();
  }

  /** Random zeros and ones. */
  static double[] binary(int count, long seed) {
    return new Random(seed).ints(count, 0, 2).asDoubleStream().toArray();
  }

  /** The rows of a batch, one after the other. */
  static Map<String, double[]> rows(double... values) {
    return Map.of(Model.INPUT, values);
  }

  /** A prior and q(z|x) = N(W x + b, diag exp(V x + c)). */
  static SingleLatent latent(int size, Prior prior) {
    Layer nothing = (x, scope) -> x;
    return new SingleLatent(Encoder.of(nothing, DiagonalNormalHead.of(size)), prior);
  }

  /** A {@link #latent} with p(z) = N(0, I) or another, and p(x|z) = N(W z + b, I). */
  static Model linear(int columns, int codes, Prior prior, Loss loss) {
    Decoder decoder = Decoder.of((z, scope) -> z, NormalHead.fixed(1));
    return Model.of(Shape.of(columns), latent(codes, prior), decoder, loss);
  }

  /** A program that computes something of a model's pass over a batch. */
  static TracedProgram pass(
      Model model, int rows, int samples, Function<ForwardPass, Map<String, Tensor>> outputs) {
    return TracedProgram.of(
        "pass", rows, root -> outputs.apply(model.pass(model.batch(root), samples, root)));
  }

  /** What a reported value was before training and after so many steps of Adam on these inputs. */
  static double[] train(
      Model model, int rows, int steps, Map<String, double[]> inputs, String value) {
    TracedProgram step = TrainingPrograms.step(model, Adam.of(0.02), rows);
    try (Backend backend = exact();
        Runner runner = new Runner(backend, 1, step)) {
      double before = run(runner, step, 1, inputs).get(value)[0];
      return new double[] {before, run(runner, step, steps, inputs).get(value)[0]};
    }
  }

  /** Runs steps 0, 1, … on the same inputs; what the last one gave. */
  static Map<String, double[]> run(
      Runner runner, TracedProgram step, int steps, Map<String, double[]> inputs) {
    Map<String, double[]> outputs = Map.of();
    for (int i = 0; i < steps; i++) {
      outputs = runner.run(step, i, inputs);
    }
    return outputs;
  }
}

package org.vae4j.walkthrough;

import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.vae4j.backend.Backend;
import org.vae4j.backend.BackendOptions;
import org.vae4j.backend.Backends;
import org.vae4j.backend.Precision;
import org.vae4j.backend.TracedProgram;
import org.vae4j.model.Encoder;
import org.vae4j.model.Layer;
import org.vae4j.model.Model;
import org.vae4j.network.DiagonalNormalHead;
import org.vae4j.optimizer.Adam;
import org.vae4j.train.Runner;
import org.vae4j.train.TrainingPrograms;

/** What the walk-throughs share: exact arithmetic, data, an encoder, a loop. */
final class Toy {
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

  /** q(z|x) = N(W x + b, diag exp(V x + c)). */
  static Encoder linearEncoder(int latent) {
    Layer nothing = (x, scope) -> x;
    return Encoder.of(nothing, DiagonalNormalHead.of(latent));
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

package org.vae4j.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.vae4j.backend.Backend;
import org.vae4j.backend.Feed;
import org.vae4j.backend.TracedProgram;
import org.vae4j.evaluate.RowFunction;
import org.vae4j.evaluate.TrainingClock;
import org.vae4j.loss.Elbo;
import org.vae4j.model.Decoder;
import org.vae4j.model.ForwardPass;
import org.vae4j.model.Model;
import org.vae4j.network.BernoulliHead;
import org.vae4j.network.Mlp;
import org.vae4j.optimizer.Adam;
import org.vae4j.prior.StandardNormal;
import org.vae4j.tensor.Shape;
import org.vae4j.train.Runner;
import org.vae4j.train.TrainingPrograms;

/** Two threads use one trained model at once, on different rows, as if each had it for itself. */
class TwoThreadsTest {
  private static final int WIDTH = 5;
  private static final Model MODEL =
      Model.of(
          Shape.of(WIDTH),
          Toy.latent(2, new StandardNormal()),
          Decoder.of(Mlp.of(8), BernoulliHead.of()),
          Elbo.standard());

  @Test
  void bothGetWhatOneThreadGets() throws Exception {
    TracedProgram step = TrainingPrograms.step(MODEL, Adam.of(0.01), 7);
    RowFunction.Body elbo =
        root -> {
          ForwardPass pass = MODEL.pass(MODEL.batch(root), 1, root);
          return Map.of("elbo", pass.logLikelihood().at(0, 0).minus(pass.kl()));
        };
    TrainingClock clock = new TrainingClock.Stopped(20, 20);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (Backend backend = Toy.exact();
        Runner runner = new Runner(backend, 1, step)) {
      Toy.run(runner, step, 20, Toy.rows(Toy.binary(7 * WIDTH, 1)));
      try (RowFunction alone = new RowFunction("elbo", elbo, backend, runner.memory(), clock);
          RowFunction both = new RowFunction("elbo", elbo, backend, runner.memory(), clock)) {
        List<Callable<float[]>> tasks = new ArrayList<>();
        List<float[]> expected = new ArrayList<>();
        for (int task = 0; task < 40; task++) {
          int seed = task;
          tasks.add(() -> evaluate(both, seed));
          expected.add(evaluate(alone, seed));
        }
        List<Future<float[]>> results = threads.invokeAll(tasks);
        for (int task = 0; task < 40; task++) {
          assertThat(results.get(task).get()).as("task " + task).isEqualTo(expected.get(task));
        }
        assertThat(expected.get(0)).isNotEqualTo(expected.get(2)); // same count, other rows
      }
    } finally {
      threads.shutdown();
    }
  }

  /** Of 11 or 13 rows, which take three programs: 8 + 2 + 1 or 8 + 4 + 1. */
  private static float[] evaluate(RowFunction elbo, int seed) {
    double[] values = Toy.binary(13 * WIDTH, seed);
    RowFunction.Rows rows =
        (first, count, out) -> {
          for (int i = 0; i < count * WIDTH; i++) {
            out[i] = (float) values[first * WIDTH + i];
          }
        };
    float[] result = elbo.run(11 + 2 * (seed % 2), rows, Feed.Draw.of(seed, "elbo"), 0).get("elbo");
    assertThat(result).isNotNull();
    return result;
  }
}

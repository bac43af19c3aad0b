package org.vae4j.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.vae4j.tensor.NoiseGenerator;
import org.vae4j.tensor.NoiseStream;

/**
 * What noise costs, and what the other ways to make normal values would cost: prints nanoseconds a
 * value, CPU time of one thread, the least and the median of fifteen repeats. The table in {@code
 * docs/noise.md} comes from here.
 */
public final class NoiseBenchmark {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int REPEATS = 15;
  private static final int VALUES_PER_REPEAT = 1 << 21;
  private static final int CANDIDATE_VALUES = 512; // as many as the generator transforms at once
  private static final int INPUTS = 64; // no branch predictor learns this many words by heart

  private NoiseBenchmark() {}

  /**
   * Measures everything and prints a line each.
   *
   * @param arguments none are read
   */
  public static void main(String[] arguments) {
    System.out.println("Java " + System.getProperty("java.version"));
    generator(128, 784);
    generator(128, 20);
    generator(32, 2);
    generator(128, 1);
    streams();
    candidates();
  }

  private static void generator(int rows, int event) {
    NoiseGenerator noise = new NoiseGenerator();
    NoiseStream stream = NoiseStream.of(1, "benchmark", "noise", 0, 0, 0);
    float[] out = new float[rows * event];
    String shape = " [" + rows + ", " + event + "]";
    measure(
        "uniform" + shape, out.length, () -> noise.fillUniform(stream, 0, 0, rows, event, out, 0));
    measure(
        "normal" + shape, out.length, () -> noise.fillNormal(stream, 0, 0, rows, event, out, 0));
  }

  private static void streams() {
    NoiseGenerator noise = new NoiseGenerator();
    NoiseStream stream = NoiseStream.of(1, "benchmark", "noise", 0, 0, 0);
    measure("permutation of 60000", 60_000, () -> noise.permutation(stream, 60_000));
    long[] period = {0};
    measure(
        "key", 1, () -> NoiseStream.of(1, "benchmark", "encoder/noise", 0, period[0]++, 0).key());
  }

  private static void candidates() {
    int[][] words = new int[INPUTS][];
    Random random = new Random(1);
    for (int i = 0; i < INPUTS; i++) {
      words[i] = random.ints(CANDIDATE_VALUES).toArray();
    }
    float[] out = new float[CANDIDATE_VALUES];
    int[] turn = {0};
    NormalCandidates normal = new NormalCandidates(CANDIDATE_VALUES);
    measure(
        "transform alone: quantile, value by value, StrictMath",
        CANDIDATE_VALUES,
        () -> normal.quantiles(words[turn[0]++ % INPUTS], out));
    measure(
        "transform alone: Box-Muller, StrictMath",
        CANDIDATE_VALUES,
        () -> normal.boxMuller(words[turn[0]++ % INPUTS], out));
    measure(
        "transform alone: Box-Muller, own series, array passes",
        CANDIDATE_VALUES,
        () -> normal.boxMullerInPasses(words[turn[0]++ % INPUTS], out));
    RandomGenerator generator = RandomGenerator.of("L64X128MixRandom");
    measure(
        "L64X128MixRandom.nextGaussian, sequential",
        CANDIDATE_VALUES,
        () -> {
          for (int i = 0; i < out.length; i++) {
            out[i] = (float) generator.nextGaussian();
          }
        });
  }

  private static void measure(String name, int values, Runnable task) {
    int calls = Math.max(1, Math.min(200_000, VALUES_PER_REPEAT / values));
    double[] nanoseconds = new double[REPEATS];
    for (int i = -REPEATS; i < REPEATS; i++) { // the first half warms up
      long start = THREADS.getCurrentThreadCpuTime();
      for (int call = 0; call < calls; call++) {
        task.run();
      }
      nanoseconds[Math.floorMod(i, REPEATS)] =
          (THREADS.getCurrentThreadCpuTime() - start) / ((double) calls * values);
    }
    Arrays.sort(nanoseconds);
    System.out.printf(
        Locale.ROOT,
        "%-58s least %7.2f  median %7.2f ns%n",
        name,
        nanoseconds[0],
        nanoseconds[REPEATS / 2]);
  }
}

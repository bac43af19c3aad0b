package org.vae4j.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import org.vae4j.backend.Backend;
import org.vae4j.backend.BackendOptions;
import org.vae4j.backend.Backends;
import org.vae4j.backend.Precision;

/**
 * What one process measures.
 *
 * @param backend the id, and after a plus sign what else is on its classpath
 * @param net the network
 * @param threads how many compute
 * @param seconds how long to repeat the task
 * @param precision the arithmetic
 */
record Setting(String backend, Net net, int threads, double seconds, Precision precision) {
  /** The most rounds that are remembered of a run. */
  private static final int ROUNDS = 10_000;

  private static final double ROUND_SECONDS = 0.01;

  /** From {@code BACKEND NET THREADS SECONDS [PRECISION]}. */
  static Setting of(String[] arguments) {
    if (arguments.length != 4 && arguments.length != 5) {
      throw new IllegalArgumentException(
          "expected BACKEND NET THREADS SECONDS [PRECISION], got " + String.join(" ", arguments));
    }
    return new Setting(
        arguments[0],
        Net.valueOf(arguments[1].toUpperCase(Locale.ROOT)),
        Integer.parseInt(arguments[2]),
        Double.parseDouble(arguments[3]),
        arguments.length == 4
            ? Precision.FLOAT32
            : Precision.valueOf(arguments[4].toUpperCase(Locale.ROOT)));
  }

  Backend open() {
    String id = backend.replaceFirst("\\+.*", "");
    return Backends.open(id, BackendOptions.cpu().withThreads(threads).withPrecision(precision));
  }

  /**
   * Repeats a task and prints the microseconds that it takes once it is warm: the median over the
   * rounds of the second half.
   */
  void measure(String what, Backend opened, Runnable task) {
    double[] rounds = new double[ROUNDS];
    int count = 0;
    long start = System.nanoTime();
    long calls = 1;
    while (count < ROUNDS && (count < 3 || System.nanoTime() - start < seconds * 1e9)) {
      long begin = System.nanoTime();
      for (long call = 0; call < calls; call++) {
        task.run();
      }
      double each = (System.nanoTime() - begin) / 1e9 / calls;
      rounds[count++] = each * 1e6;
      calls = Math.max(1, Math.min(2 * calls, Math.round(ROUND_SECONDS / each)));
    }
    double micros = Results.median(Arrays.copyOfRange(rounds, count / 2, count));
    print(what, opened, micros, "µs");
  }

  void print(String what, Backend opened, double value, String unit) {
    Results.print(
        what,
        net.name().toLowerCase(Locale.ROOT),
        threads,
        backend,
        opened.info().version(),
        value,
        unit);
  }
}

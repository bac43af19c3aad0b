package org.vae4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.vae4j.backend.Backend;
import org.vae4j.backend.BackendOptions;
import org.vae4j.backend.Backends;
import org.vae4j.data.Dataset;
import org.vae4j.train.Trainer;
import org.vae4j.train.Training;

/**
 * Whether a long training holds more and more memory: what the process of Linux holds after a tenth
 * of the steps, and the most after that. Start it with a heap that is all there from the start
 * ({@code -Xms256m -Xmx256m -XX:+AlwaysPreTouch}), so that what grows is not the heap.
 */
public final class MemoryGrowth {
  private static final int ROWS = 8192;
  private static final int LOOKS = 100;

  private MemoryGrowth() {}

  /** Measures {@code BACKEND NET STEPS}. */
  public static void main(String[] arguments) throws IOException {
    Net net = Net.valueOf(arguments[1].toUpperCase(Locale.ROOT));
    int steps = Integer.parseInt(arguments[2]);
    Dataset data = net.data(ROWS);
    Training training = Training.builder().epochs(Integer.MAX_VALUE).batchSize(net.batch()).build();
    try (Backend backend = Backends.open(arguments[0], BackendOptions.cpu());
        Trainer trainer =
            new Trainer(net.vae(data).model(), data, Optional.empty(), training, backend)) {
      take(trainer, steps / 10);
      double early = residentMegabytes();
      double most = early;
      for (int look = 0; look < LOOKS; look++) {
        take(trainer, (steps - steps / 10) / LOOKS);
        most = Math.max(most, residentMegabytes());
      }
      System.out.printf(
          Locale.ROOT,
          "%s %s: %.1f MB after %d steps, at most %.1f MB after that, up to step %d%n",
          backend.info().id(),
          arguments[1],
          early,
          steps / 10,
          most,
          trainer.step());
    }
  }

  private static void take(Trainer trainer, int steps) {
    for (int step = 0; step < steps; step++) {
      trainer.next();
    }
  }

  private static double residentMegabytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }
}

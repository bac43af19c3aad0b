package org.vae4j.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.vae4j.Vae;
import org.vae4j.backend.Backend;
import org.vae4j.backend.BackendOptions;
import org.vae4j.backend.Backends;
import org.vae4j.data.Dataset;
import org.vae4j.model.LikelihoodHead;
import org.vae4j.network.BernoulliHead;
import org.vae4j.network.DiagonalNormalHead;
import org.vae4j.network.Mlp;
import org.vae4j.network.NormalHead;
import org.vae4j.train.Trainer;
import org.vae4j.train.Training;

/**
 * The time of a whole training step: forward, backward, Adam, noise, binarization and feeding of
 * the batch.
 *
 * <p>Usage: {@code StepTime [THREADS] [BACKEND,…] [NET,…]}, from the root of the project after
 * {@code ./vae backends}, {@code ./vae --backend djl --version} and {@code mvn -q -pl
 * vae-benchmarks -am package -DskipTests}:
 *
 * <pre>
 * java -cp "target/vae/lib/*:target/vae/backends/java/*:target/vae/backends/djl/*:vae-benchmarks/target/classes" \
 *     org.vae4j.benchmarks.StepTime 1
 * </pre>
 *
 * <p>One line a backend and net: the median over 15 rounds after warm-up of the wall time of a
 * step, and of the CPU time of the process.
 */
public final class StepTime {
  private static final int WARM_UP_ROUNDS = 10;
  private static final int ROUNDS = 15;

  /** A network of the comparison. */
  private record Net(
      String name, int width, int[] hidden, int latent, int batch, int steps, LikelihoodHead head) {
    boolean binary() {
      return head instanceof BernoulliHead;
    }
  }

  private static final List<Net> NETS =
      List.of(
          new Net("tiny", 10, new int[] {64, 32}, 2, 32, 500, NormalHead.fixed(1)),
          new Net("m400", 784, new int[] {400}, 20, 128, 20, BernoulliHead.of()),
          new Net("m512", 784, new int[] {512, 256}, 32, 128, 20, BernoulliHead.of()));

  private StepTime() {}

  /** Runs the benchmark. */
  public static void main(String[] args) {
    int threads = args.length > 0 ? Integer.parseInt(args[0]) : 1;
    List<String> backends = List.of((args.length > 1 ? args[1] : "java,djl").split(","));
    List<String> nets = List.of((args.length > 2 ? args[2] : "tiny,m400,m512").split(","));
    for (String id : backends) {
      try (Backend backend = Backends.open(id, BackendOptions.cpu().withThreads(threads))) {
        NETS.stream().filter(net -> nets.contains(net.name)).forEach(net -> measure(net, backend));
      }
    }
  }

  private static void measure(Net net, Backend backend) {
    Dataset data = data(net);
    int[] reversed = net.hidden.clone();
    for (int i = 0; i < reversed.length; i++) {
      reversed[i] = net.hidden[net.hidden.length - 1 - i];
    }
    Vae vae =
        Vae.builder(data.schema())
            .encoder(Mlp.of(net.hidden), DiagonalNormalHead.of(net.latent))
            .decoder(Mlp.of(reversed), net.head)
            .build();
    Training training = Training.builder().epochs(1_000_000).batchSize(net.batch).build();
    try (Trainer trainer = new Trainer(vae.model(), data, Optional.empty(), training, backend)) {
      double[] wall = new double[ROUNDS];
      double[] cpu = new double[ROUNDS];
      for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
        long wallStart = System.nanoTime();
        long cpuStart = processCpuNanos();
        for (int step = 0; step < net.steps; step++) {
          trainer.next();
        }
        if (round >= 0) {
          wall[round] = (System.nanoTime() - wallStart) / 1e3 / net.steps;
          cpu[round] = (processCpuNanos() - cpuStart) / 1e3 / net.steps;
        }
      }
      System.out.printf(
          Locale.ROOT,
          "{\"net\": \"%s\", \"backend\": \"%s\", \"version\": \"%s\", \"threads\": %d,"
              + " \"wall_us\": %.1f, \"cpu_us\": %.1f}%n",
          net.name,
          backend.info().id(),
          backend.info().version(),
          backend.info().threads(),
          median(wall),
          median(cpu));
    }
  }

  /** As many rows as PyTorch's script has, a whole number of batches. */
  private static Dataset data(Net net) {
    Random random = new Random(0);
    float[][] rows = new float[1024][net.width];
    for (float[] row : rows) {
      for (int i = 0; i < net.width; i++) {
        row[i] = random.nextFloat();
      }
    }
    Dataset data = Dataset.of(rows);
    return data.withSchema(data.schema().withBinarization(net.binary()));
  }

  private static long processCpuNanos() {
    return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
        .getProcessCpuTime();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}

package org.vae4j.benchmarks;

import java.io.IOException;
import java.util.Optional;
import org.vae4j.backend.Backend;
import org.vae4j.data.Dataset;
import org.vae4j.train.Trainer;
import org.vae4j.train.Training;

/**
 * The time of a whole training step: order, rows, binarization, noise, feeding, forward, backward,
 * Adam and report. And the most memory that the process held for it.
 */
public final class StepTime {
  private static final int ROWS = 8192;

  private StepTime() {}

  /** Measures {@code BACKEND NET THREADS SECONDS [PRECISION]}. */
  public static void main(String[] arguments) throws IOException {
    Setting setting = Setting.of(arguments);
    Net net = setting.net();
    Dataset data = net.data(ROWS);
    Training training = Training.builder().epochs(Integer.MAX_VALUE).batchSize(net.batch()).build();
    try (Backend backend = setting.open();
        Trainer trainer =
            new Trainer(net.vae(data).model(), data, Optional.empty(), training, backend)) {
      setting.measure("step", backend, trainer::next);
      setting.print("memory of training", backend, PeakMemory.megabytes("self"), "MB");
    }
  }
}

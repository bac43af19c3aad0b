package org.vae4j.benchmarks;

import org.vae4j.VaeModel;
import org.vae4j.backend.Backend;
import org.vae4j.data.Dataset;
import org.vae4j.train.Training;

/** The time to encode rows that are in memory, few and many at a time. */
public final class EncodeTime {
  private static final int[] ROWS = {1, 64, 1024, 4096};

  private EncodeTime() {}

  /** Measures {@code BACKEND NET THREADS SECONDS [PRECISION]}. */
  public static void main(String[] arguments) {
    Setting setting = Setting.of(arguments);
    Net net = setting.net();
    Dataset data = net.data(4096);
    Dataset few = data.subset(0, net.batch());
    Training training = Training.builder().epochs(1).batchSize(net.batch()).build();
    try (Backend backend = setting.open();
        VaeModel model = net.vae(few).fit(few, training, backend)) {
      for (int rows : ROWS) {
        Dataset some = data.subset(0, rows);
        setting.measure("encode " + rows, backend, () -> model.encode(some));
      }
    }
  }
}

package org.vae4j.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.Vae;
import org.vae4j.data.Dataset;
import org.vae4j.network.BernoulliHead;
import org.vae4j.network.DiagonalNormalHead;
import org.vae4j.network.Mlp;
import org.vae4j.schema.DataSchema;
import org.vae4j.schema.Matrix;

/** What the trainer feeds to steps, and what that costs. */
class TrainerFeedTest {
  private static final int WIDTH = 600; // enough for a thread, with 32 rows
  private static final Training TRAINING = Training.builder().epochs(3).batchSize(32).build();

  private static Dataset data(int rows) {
    Matrix values =
        Matrix.ofRows(
            rows,
            WIDTH,
            (row, out) -> {
              for (int c = 0; c < out.length; c++) {
                out[c] = (row * 31 + c) % 101 / 100f;
              }
            });
    return Dataset.of(values, DataSchema.unnamed(WIDTH).withBinarization(true));
  }

  private static Trainer trainer(
      Dataset data, Training training, RecordingBackend backend, boolean spareCore) {
    Vae vae =
        Vae.builder(data.schema())
            .encoder(Mlp.of(5), DiagonalNormalHead.of(2))
            .decoder(Mlp.of(5), BernoulliHead.of())
            .build();
    return new Trainer(vae.model(), data, Optional.empty(), training, backend, spareCore);
  }

  private static List<Integer> fed(boolean spareCore) {
    RecordingBackend backend = new RecordingBackend(true);
    try (Trainer trainer = trainer(data(100), TRAINING, backend, spareCore)) {
      while (trainer.hasNext()) {
        trainer.next();
      }
    }
    return backend.fed();
  }

  @Test
  void preparingAheadDoesNotShowInTheNumbers() {
    assertThat(fed(true)).hasSize(12).doesNotHaveDuplicates().isEqualTo(fed(false));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void noThreadIsLeft(boolean spareCore) {
    try (Trainer trainer = trainer(data(100), TRAINING, new RecordingBackend(false), spareCore)) {
      trainer.next();
      assertThat(threads()).hasSize(spareCore ? 1 : 0);
    }
    assertThat(threads()).isEmpty();
  }

  private static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("vae4j-next-batch"))
        .toList();
  }

  /** A step's report is a map of a few boxed numbers; nothing else is made anew. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aStepAllocatesItsReportAlone(boolean spareCore) {
    int steps = 300;
    Dataset data = data(32 * steps);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (Trainer trainer = trainer(data, TRAINING, new RecordingBackend(false), spareCore)) {
      for (int step = 0; step < 100; step++) {
        trainer.next();
      }
      long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
      for (int step = 100; step < steps - 1; step++) {
        trainer.next();
      }
      long after = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
      assertThat((after - before) / (steps - 101)).isLessThan(1500);
    }
  }
}

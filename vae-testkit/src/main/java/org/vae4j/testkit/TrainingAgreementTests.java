package org.vae4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vae4j.TrainingSession;
import org.vae4j.Vae;
import org.vae4j.VaeModel;
import org.vae4j.backend.Backend;
import org.vae4j.backend.BackendOptions;
import org.vae4j.backend.Backends;
import org.vae4j.backend.Precision;
import org.vae4j.data.Dataset;
import org.vae4j.network.Activation;
import org.vae4j.network.BernoulliHead;
import org.vae4j.network.DiagonalNormalHead;
import org.vae4j.network.Mlp;
import org.vae4j.schema.DataSchema;
import org.vae4j.schema.Matrix;
import org.vae4j.train.Training;

/**
 * One seed trains alike on a backend and on another one, and to the same bits twice on the backend
 * itself. A subclass names the backend; it and the other one have single and double precision and
 * are on the classpath of the tests.
 */
public abstract class TrainingAgreementTests {
  /** 1e-5, in percent: beyond some fifty steps rounding grows into another path. */
  private static final double PERCENT = 1e-3;

  private static final int STEPS = 50;

  @TempDir private Path dir;

  /** For subclasses. */
  protected TrainingAgreementTests() {}

  /** The id of the backend under test, which promises at least the same bits on one machine. */
  protected abstract String backend();

  /** The id of the backend to agree with, {@code java} unless overridden. */
  protected String other() {
    return "java";
  }

  /** Grey disks of random place and size on 28 × 28 pixels. */
  private static Dataset disks() {
    int side = 28;
    float[][] rows = new float[640][side * side];
    for (int row = 0; row < rows.length; row++) {
      double x = 8 + (row * 7 % 13);
      double y = 8 + (row * 5 % 11);
      double radius = 3 + row % 5;
      for (int pixel = 0; pixel < side * side; pixel++) {
        int line = pixel / side;
        double distance = Math.hypot(pixel % side - x, line - y);
        rows[row][pixel] = (float) Math.rint(255 / (1 + Math.exp(distance - radius)));
      }
    }
    return Dataset.of(Matrix.of(rows), DataSchema.image(side, side, 1).withBinarization(true));
  }

  private static TrainingSession session(Backend backend, Activation activation) {
    Dataset data = disks();
    Vae vae =
        Vae.builder(data.schema())
            .encoder(Mlp.of(400).withActivation(activation), DiagonalNormalHead.of(20))
            .decoder(Mlp.of(400).withActivation(activation), BernoulliHead.of())
            .build();
    return vae.training(
        data, Training.builder().epochs(10).batchSize(128).seed(1).build(), backend);
  }

  private static List<Double> losses(
      String id, Precision precision, Activation activation, int steps) {
    List<Double> losses = new ArrayList<>();
    try (Backend backend = Backends.open(id, BackendOptions.defaults().withPrecision(precision));
        TrainingSession session = session(backend, activation)) {
      for (int step = 0; step < steps; step++) {
        losses.add(session.step().values().get("loss"));
      }
    }
    return losses;
  }

  /**
   * The losses of the first steps. A ReLU whose argument is within rounding of 0 opens on one
   * backend and not on the other, which moves the loss by some 1e-5 at once and is no fault of
   * either; in double precision there is hardly ever one.
   */
  @ParameterizedTest
  @CsvSource({"FLOAT32, SOFTPLUS", "FLOAT64, RELU"})
  protected void lossesAreThoseOfTheOtherBackend(Precision precision, Activation activation) {
    List<Double> own = losses(backend(), precision, activation, STEPS);
    List<Double> expected = losses(other(), precision, activation, STEPS);
    for (int step = 0; step < STEPS; step++) {
      assertThat(own.get(step))
          .as("step %d", step)
          .isCloseTo(expected.get(step), withinPercentage(PERCENT));
    }
    assertThat(own.get(STEPS - 1)).isLessThan(0.7 * own.get(0));
  }

  /** Seven steps twice, to a file each; then either backend evaluates it. */
  @Test
  protected void aModelHasTheSameBytesAgainAndTheSameBoundsOnTheOtherBackend() throws IOException {
    Path first = dir.resolve("first.vae");
    Path second = dir.resolve("second.vae");
    for (Path file : List.of(first, second)) {
      try (Backend backend = Backends.open(backend());
          TrainingSession session = session(backend, Activation.RELU)) {
        for (int step = 0; step < 7; step++) {
          session.step();
        }
        try (VaeModel model = session.finish()) {
          model.save(file);
        }
      }
    }
    assertThat(second).hasSameBinaryContentAs(first);
    assertThat(elbo(first, other())).isCloseTo(elbo(first, backend()), withinPercentage(PERCENT));
  }

  private static double elbo(Path file, String id) throws IOException {
    try (Backend backend = Backends.open(id);
        VaeModel model = VaeModel.load(file, backend)) {
      return model.evaluate(disks(), 3, 0).elbo();
    }
  }
}

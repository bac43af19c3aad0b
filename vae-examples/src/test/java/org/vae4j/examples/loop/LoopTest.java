package org.vae4j.examples.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.inject.Guice;
import com.google.inject.Injector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.TrainingSession;
import org.vae4j.Vae;
import org.vae4j.VaeModel;
import org.vae4j.backend.Backend;
import org.vae4j.backend.Backends;
import org.vae4j.data.Dataset;
import org.vae4j.examples.Arguments;
import org.vae4j.examples.Images;
import org.vae4j.examples.Run;
import org.vae4j.optimizer.Adam;
import org.vae4j.train.Training;

class LoopTest {
  private static final Training.Builder TRAINING =
      Training.builder().batchSize(10).validationFraction(0.25).seed(1);

  @TempDir Path folder;

  private Arguments arguments() throws IOException {
    Path images = Images.bars(40, folder.resolve("bars-idx3-ubyte"));
    return Arguments.of(folder.toString(), images.toString());
  }

  @Test
  void stepsGiveTheWeightsOfFit() throws IOException {
    Injector parts = Guice.createInjector(new LoopModule(arguments()));
    Dataset images = parts.getInstance(Dataset.class);
    Vae vae = parts.getInstance(Vae.class);
    Training training = TRAINING.epochs(3).optimizer(Adam.of(new CosineDecay(0.01, 3))).build();
    Path whole = folder.resolve("whole.vae");
    Path stepped = folder.resolve("stepped.vae");
    try (Backend backend = Backends.open();
        TrainingSession session = vae.training(images, training, backend);
        VaeModel fitted = vae.fit(images, training, backend)) {
      while (session.hasNext()) {
        session.step();
      }
      fitted.save(whole);
      try (VaeModel model = session.finish()) {
        model.save(stepped);
      }
    }
    assertThat(Files.readAllBytes(stepped)).isEqualTo(Files.readAllBytes(whole));
  }

  @Test
  void stopsWhenValidationNoLongerImproves() throws IOException {
    Training hasty = TRAINING.epochs(100).optimizer(Adam.of(0.5)).build();

    Run run = Run.of(EarlyStopping.class, new LoopModule(arguments()), hasty);

    assertThat(run.err()).isEmpty();
    int epochs = (int) run.out().lines().filter(line -> line.startsWith("epoch")).count();
    assertThat(epochs).isBetween(4, 99);
    try (VaeModel best = VaeModel.load(folder.resolve("best.vae"))) {
      assertThat(best.history()).hasSize(epochs - 3);
    }
  }

  @Test
  void aTrainingWithoutValidationIsRefused() throws IOException {
    Training blind = Training.builder().epochs(5).seed(1).build();

    Run run = Run.of(EarlyStopping.class, new LoopModule(arguments()), blind);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .contains("early stopping: expected a validation fraction above 0, got 0.0");
  }

  @Test
  void programsInALoopOfOnesOwnMakeAModel() throws IOException {
    Run run = Run.of(ClippedSteps.class, new LoopModule(arguments()));

    assertThat(run.err()).isEmpty();
    double[] losses =
        run.out()
            .lines()
            .mapToDouble(line -> Double.parseDouble(line.replaceAll(".*loss (\\S+),.*", "$1")))
            .toArray();
    assertThat(losses).hasSize(4);
    assertThat(losses[3]).isLessThan(losses[0]);
    try (VaeModel model = VaeModel.load(folder.resolve("clipped.vae"))) {
      assertThat(model.generate(3, 1).width()).isEqualTo(64);
    }
  }

  @Test
  void theRateFallsAlongHalfACosine() {
    CosineDecay rate = new CosineDecay(0.2, 10);

    assertThat(rate.at(0, 0)).isEqualTo(0.2);
    assertThat(rate.at(0, 5)).isCloseTo(0.1, within(1e-12));
    assertThat(rate.at(0, 10)).isEqualTo(0);
    assertThat(rate.at(0, 99)).isEqualTo(0);
  }
}

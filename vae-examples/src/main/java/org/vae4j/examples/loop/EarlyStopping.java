package org.vae4j.examples.loop;

import com.google.inject.Inject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import org.vae4j.TrainingSession;
import org.vae4j.Vae;
import org.vae4j.VaeModel;
import org.vae4j.backend.Backend;
import org.vae4j.backend.Backends;
import org.vae4j.data.Dataset;
import org.vae4j.examples.Arguments;
import org.vae4j.examples.Example;
import org.vae4j.train.EpochReport;
import org.vae4j.train.StepReport;
import org.vae4j.train.Training;

/** Takes the steps of a training one by one, and ends it when validation no longer improves. */
public final class EarlyStopping implements Example {
  private static final int PATIENCE = 3;

  private final Path folder;
  private final Dataset images;
  private final Vae vae;
  private final Training training;

  @Inject
  EarlyStopping(Path folder, Dataset images, Vae vae, Training training) {
    this.folder = folder;
    this.images = images;
    this.vae = vae;
    this.training = training;
  }

  /** Takes the folder to write into and, if you like, a file of images. */
  public static void main(String... arguments) {
    LoopModule module = new LoopModule(Arguments.of(arguments));
    System.exit(Example.run(EarlyStopping.class, module, System.out, System.err));
  }

  @Override
  public void run(PrintStream out) throws IOException {
    if (training.validationFraction() == 0) {
      throw new IllegalArgumentException(
          "early stopping: expected a validation fraction above 0, got 0.0; set rows aside");
    }
    Path best = folder.resolve("best.vae");
    try (Backend backend = Backends.open();
        TrainingSession session = vae.training(images, training, backend)) {
      double bestLoss = Double.POSITIVE_INFINITY;
      int worse = 0;
      while (worse < PATIENCE && session.hasNext()) {
        StepReport step = session.step();
        if (step.step() < step.stepsPerEpoch()) {
          continue;
        }
        EpochReport epoch = session.history().get(step.epoch() - 1);
        double loss = epoch.validation().getOrDefault("loss", Double.NaN);
        out.printf(
            Locale.ROOT,
            "epoch %d: loss of the last step %.2f, validation %.2f%n",
            step.epoch(),
            step.values().getOrDefault("loss", Double.NaN),
            loss);
        worse++;
        if (loss < bestLoss) {
          bestLoss = loss;
          worse = 0;
          try (VaeModel now = session.finish()) { // a copy: training goes on
            now.save(best);
          }
        }
      }
    }
    out.println("the best model is in " + best);
  }
}

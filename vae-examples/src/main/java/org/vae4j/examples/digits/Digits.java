package org.vae4j.examples.digits;

import com.google.inject.Inject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import org.vae4j.Vae;
import org.vae4j.VaeModel;
import org.vae4j.data.DataFiles;
import org.vae4j.data.Dataset;
import org.vae4j.evaluate.Evaluation;
import org.vae4j.examples.Arguments;
import org.vae4j.examples.Example;
import org.vae4j.train.Training;

/** Trains a VAE on small images, and does with it what one does with a VAE. */
public final class Digits implements Example {
  private final Path folder;
  private final Dataset images;
  private final Vae vae;
  private final Training training;

  @Inject
  Digits(Path folder, Dataset images, Vae vae, Training training) {
    this.folder = folder;
    this.images = images;
    this.vae = vae;
    this.training = training;
  }

  /** Takes the folder to write into and, if you like, a file of images. */
  public static void main(String... arguments) {
    DigitsModule module = new DigitsModule(Arguments.of(arguments));
    System.exit(Example.run(Digits.class, module, System.out, System.err));
  }

  @Override
  public void run(PrintStream out) throws IOException {
    Path file = folder.resolve("digits.vae");
    try (VaeModel trained = vae.fit(images, training)) {
      trained.save(file);
    }
    try (VaeModel model = VaeModel.load(file)) { // as any later program does
      DataFiles.write(model.generate(64, 7), folder.resolve("samples.png"));
      Dataset line = model.interpolate(images.row(0), images.row(1), 10);
      DataFiles.writeSheet(line, 10, folder.resolve("line.png"));
      Dataset few = images.subset(0, Math.min(500, images.rows()));
      DataFiles.write(model.reconstruct(few), folder.resolve("reconstructed.npy"));
      Evaluation evaluation = model.evaluate(few, 100, 0);
      out.printf(
          Locale.ROOT,
          "%d images: ELBO %.2f, log-likelihood %.2f ± %.2f nats an image%n",
          evaluation.rows(),
          evaluation.elbo(),
          evaluation.logLikelihood(),
          evaluation.standardError());
    }
  }
}

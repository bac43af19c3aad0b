package org.vae4j.examples.comparison;

import com.google.inject.Inject;
import com.google.inject.name.Named;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.vae4j.Vae;
import org.vae4j.VaeModel;
import org.vae4j.data.DataFiles;
import org.vae4j.data.Dataset;
import org.vae4j.examples.Arguments;
import org.vae4j.examples.Example;
import org.vae4j.schema.Matrix;
import org.vae4j.train.Training;

/**
 * The same network trained as an autoencoder and as a VAE. Both reconstruct; only one of them can
 * draw, since only its codes fill the distribution that draws come from.
 */
public final class Comparison implements Example {
  private static final int SHOWN = 10;

  private final Path folder;
  private final Dataset images;
  private final Vae autoencoder;
  private final Vae vae;
  private final Training training;

  @Inject
  Comparison(
      Path folder,
      Dataset images,
      @Named("autoencoder") Vae autoencoder,
      @Named("vae") Vae vae,
      Training training) {
    this.folder = folder;
    this.images = images;
    this.autoencoder = autoencoder;
    this.vae = vae;
    this.training = training;
  }

  /** Takes the folder to write into and, if you like, a file of images. */
  public static void main(String... arguments) {
    ComparisonModule module = new ComparisonModule(Arguments.of(arguments));
    System.exit(Example.run(Comparison.class, module, System.out, System.err));
  }

  @Override
  public void run(PrintStream out) throws IOException {
    try (VaeModel plain = autoencoder.fit(images, training);
        VaeModel variational = vae.fit(images, training)) {
      Dataset few = images.subset(0, Math.min(SHOWN, images.rows()));
      Dataset rebuilt = stack(few, plain.reconstruct(few), variational.reconstruct(few));
      DataFiles.writeSheet(rebuilt, few.rows(), folder.resolve("reconstructions.png"));
      Dataset drawn = stack(plain.generate(2 * SHOWN, 1), variational.generate(2 * SHOWN, 1));
      DataFiles.writeSheet(drawn, SHOWN, folder.resolve("samples.png"));
      Matrix plainCodes = plain.encode(images);
      Matrix variationalCodes = variational.encode(images);
      Dataset maps = stack(CodeMap.of(plainCodes), CodeMap.of(variationalCodes));
      DataFiles.writeSheet(maps, 2, folder.resolve("codes.png"));
      report(out, "autoencoder", plain, plainCodes);
      report(out, "VAE", variational, variationalCodes);
    }
  }

  /** Under N(0, I), 98.9 of 100 codes of two numbers are that near to the origin. */
  private void report(PrintStream out, String name, VaeModel model, Matrix codes) {
    out.printf(
        Locale.ROOT,
        "%-12s squared error %.4f a pixel, %5.1f %% of the codes within 3 of the origin%n",
        name,
        squaredError(images.inputs(), model.reconstruct(images).inputs()),
        100 * CodeMap.shareWithin(3, codes));
  }

  private static double squaredError(Matrix wanted, Matrix got) {
    double sum = 0;
    for (int row = 0; row < wanted.rows(); row++) {
      for (int column = 0; column < wanted.columns(); column++) {
        double difference = wanted.get(row, column) - got.get(row, column);
        sum += difference * difference;
      }
    }
    return sum / wanted.rows() / wanted.columns();
  }

  /** The images of all, one after the other. */
  private static Dataset stack(Dataset... parts) {
    List<float[]> rows = new ArrayList<>();
    for (Dataset part : parts) {
      for (int row = 0; row < part.rows(); row++) {
        rows.add(part.row(row).toArray());
      }
    }
    Matrix values = Matrix.of(rows.toArray(float[][]::new));
    return Dataset.of(values, parts[0].schema().withBinarization(false));
  }
}

package org.vae4j.examples.classic;

import com.google.inject.Inject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.vae4j.Vae;
import org.vae4j.VaeModel;
import org.vae4j.data.DataFiles;
import org.vae4j.data.Dataset;
import org.vae4j.examples.Arguments;
import org.vae4j.examples.Example;
import org.vae4j.train.Training;

/**
 * 10 independent normal numbers a row, through a VAE with two latent dimensions: what such a model
 * can reach is known in closed form, and it does.
 */
public final class Classic implements Example {
  private final Path folder;
  private final Numbers numbers;
  private final Vae vae;
  private final Training training;

  @Inject
  Classic(Path folder, Numbers numbers, Vae vae, Training training) {
    this.folder = folder;
    this.numbers = numbers;
    this.vae = vae;
    this.training = training;
  }

  /** Takes the folder to write into. */
  public static void main(String... arguments) {
    ClassicModule module = new ClassicModule(Arguments.of(arguments));
    System.exit(Example.run(Classic.class, module, System.out, System.err));
  }

  @Override
  public void run(PrintStream out) throws IOException {
    Dataset rows = numbers.training();
    DataFiles.write(rows, folder.resolve("numbers.csv"));
    try (VaeModel model = vae.fit(rows, training)) {
      Map<String, Double> last = model.history().get(model.history().size() - 1).training();
      print(out, "the best without structure", bestWithoutStructure(rows.width()));
      print(out, "ELBO of the training rows", model.evaluate(rows, 100, 1).elbo());
      print(out, "ELBO of fresh rows", model.evaluate(numbers.fresh(), 100, 1).elbo());
      print(out, "reconstruction, last epoch", last.getOrDefault("reconstruction", Double.NaN));
      print(out, "KL, last epoch", last.getOrDefault("kl", Double.NaN));
      model.save(folder.resolve("numbers.vae"));
    }
  }

  /** E log N(x; 0, 1) over so many independent columns: minus their entropy, in nats. */
  static double bestWithoutStructure(int columns) {
    return -0.5 * columns * Math.log(2 * Math.PI * Math.E);
  }

  private static void print(PrintStream out, String what, double nats) {
    out.printf(Locale.ROOT, "%-27s %7.2f nats a row%n", what, nats);
  }
}

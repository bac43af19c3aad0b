package org.vae4j.examples.prior;

import com.google.inject.Inject;
import com.google.inject.name.Named;
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

/** Data in clusters, under the standard normal prior and under {@link MixturePrior}. */
public final class OwnPrior implements Example {
  private final Path folder;
  private final Dataset clusters;
  private final Vae standard;
  private final Vae mixture;
  private final Training training;

  @Inject
  OwnPrior(
      Path folder,
      Dataset clusters,
      @Named("standard") Vae standard,
      @Named("mixture") Vae mixture,
      Training training) {
    this.folder = folder;
    this.clusters = clusters;
    this.standard = standard;
    this.mixture = mixture;
    this.training = training;
  }

  /** Takes the folder to write into. */
  public static void main(String... arguments) {
    OwnPriorModule module = new OwnPriorModule(Arguments.of(arguments));
    System.exit(Example.run(OwnPrior.class, module, System.out, System.err));
  }

  @Override
  public void run(PrintStream out) throws IOException {
    Dataset fresh = Clusters.of(1000, 2);
    DataFiles.write(clusters, folder.resolve("clusters.csv"));
    try (VaeModel normal = standard.fit(clusters, training);
        VaeModel mixed = mixture.fit(clusters, training)) {
      report(out, "N(0, I)", normal.evaluate(fresh, 200, 1));
      report(out, "mixture", mixed.evaluate(fresh, 200, 1));
      out.printf(
          Locale.ROOT, "what made the data:    log-likelihood %6.2f%n", Clusters.logDensity(fresh));
      mixed.save(folder.resolve("mixture.vae"));
    }
  }

  private static void report(PrintStream out, String prior, Evaluation fresh) {
    out.printf(
        Locale.ROOT,
        "%s: ELBO %6.2f, log-likelihood %6.2f nats a fresh row%n",
        prior,
        fresh.elbo(),
        fresh.logLikelihood());
  }
}

package org.vae4j.examples.application;

import com.google.inject.Inject;
import com.google.inject.Provider;
import java.io.PrintStream;
import org.vae4j.backend.Backend;
import org.vae4j.data.Dataset;
import org.vae4j.examples.Arguments;
import org.vae4j.examples.Example;
import org.vae4j.io.JsonTree;

/**
 * Scores the rows of a file, one line of JSON each. The module only makes things: the application
 * closes the backend, and the scorer its model.
 */
public final class Scoring implements Example {
  private static final System.Logger LOG = System.getLogger(Scoring.class.getName());

  private final Provider<Backend> backend;
  private final Provider<AnomalyScorer> scorer;
  private final Dataset rows;

  @Inject
  Scoring(Provider<Backend> backend, Provider<AnomalyScorer> scorer, Dataset rows) {
    this.backend = backend;
    this.scorer = scorer;
    this.rows = rows;
  }

  /** Takes the file of settings and a file of rows. */
  public static void main(String... arguments) {
    ScoringModule module = new ScoringModule(Arguments.of(arguments));
    System.exit(Example.run(Scoring.class, module, System.out, System.err));
  }

  @Override
  public void run(PrintStream out) {
    // In this order: the model is closed before its backend, which stays open for no failed load.
    try (Backend open = backend.get();
        AnomalyScorer anomalies = scorer.get()) {
      LOG.log(System.Logger.Level.DEBUG, "scoring on {0}", open.info());
      Dataset fitting = rows.conformTo(anomalies.schema()); // else the file is named
      for (int row = 0; row < fitting.rows(); row++) {
        out.println(JsonTree.line(anomalies.score(fitting.row(row))));
      }
    }
  }
}

package org.vae4j.examples.application;

import com.google.inject.Inject;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.vae4j.Score;
import org.vae4j.VaeModel;
import org.vae4j.schema.DataSchema;
import org.vae4j.schema.Row;

/** Says how unusual rows are, and by what. May be used from many threads, as its model may. */
final class AnomalyScorer implements AutoCloseable {
  private final VaeModel model;

  @Inject
  AnomalyScorer(VaeModel model) {
    this.model = model;
  }

  /** What a row is. */
  DataSchema schema() {
    return model.schema();
  }

  /** The score as JSON has it: the lower the log-likelihood, the more unusual the row. */
  Map<String, Object> score(Row row) {
    Score score = model.score(row);
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("logLikelihood", score.logLikelihood());
    fields.put("standardError", score.standardError());
    score.contributions().entrySet().stream()
        .min(Comparator.comparingDouble(Map.Entry::getValue))
        .ifPresent(lowest -> fields.put("mostUnusual", lowest.getKey()));
    return fields;
  }

  /** Closes the model. */
  @Override
  public void close() {
    model.close();
  }
}

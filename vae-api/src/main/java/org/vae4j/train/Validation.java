package org.vae4j.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.vae4j.backend.Backend;
import org.vae4j.backend.Feed;
import org.vae4j.backend.Memory;
import org.vae4j.data.Dataset;
import org.vae4j.data.InputReader;
import org.vae4j.evaluate.RowFunction;
import org.vae4j.evaluate.TrainingClock;
import org.vae4j.model.ForwardPass;
import org.vae4j.model.Model;
import org.vae4j.model.Objective;
import org.vae4j.tensor.Scope;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;

/** The loss over rows that are not trained on, with the same noise after every epoch. */
final class Validation implements AutoCloseable {
  private final Dataset data;
  private final InputReader reader;
  private final RowFunction losses;
  private final Feed.Draw draw;

  Validation(
      Model model, Dataset data, Backend backend, Memory memory, long seed, TrainingClock clock) {
    this.data = data;
    this.reader = new InputReader(data);
    this.losses = new RowFunction("validate", root -> losses(model, root), backend, memory, clock);
    this.draw = Feed.Draw.of(seed, "validation");
  }

  private static Map<String, Tensor> losses(Model model, Scope root) {
    ForwardPass pass = model.pass(model.batch(root), model.loss().samples(), root);
    Objective objective = model.loss().evaluate(pass);
    Map<String, Tensor> values = new LinkedHashMap<>();
    Shape rows = Shape.of(pass.rows());
    Tensor loss = objective.minimized();
    for (Tensor term : objective.batchTerms().values()) {
      loss = loss.plus(term);
    }
    values.put(TrainingPrograms.LOSS, loss);
    objective.bound().ifPresent(bound -> values.put(TrainingPrograms.BOUND, bound));
    values.putAll(objective.terms());
    objective.batchTerms().forEach((name, term) -> values.put(name, term.broadcastTo(rows)));
    return values;
  }

  Map<String, Double> evaluate() {
    Map<String, float[]> rows =
        losses.run(
            data.rows(), (first, count, out) -> reader.read(first, count, draw, out), draw, 0);
    Map<String, Double> means = new LinkedHashMap<>();
    rows.forEach(
        (name, values) ->
            means.put(
                name,
                IntStream.range(0, values.length)
                    .mapToDouble(i -> values[i])
                    .average()
                    .orElseThrow()));
    return means;
  }

  @Override
  public void close() {
    losses.close();
  }
}

package org.vae4j.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One step of training.
 *
 * @param epoch from 1
 * @param epochs how many there are to be
 * @param step within the epoch, from 1
 * @param stepsPerEpoch how many there are in each
 * @param values {@code loss}, {@code bound} if there is one, and the loss' terms: means over the
 *     batch, in nats a row
 */
public record StepReport(
    int epoch, int epochs, int step, int stepsPerEpoch, Map<String, Double> values) {
  /** Copies the values, in their order. */
  public StepReport {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}

package org.vae4j.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One epoch of training.
 *
 * @param epoch from 1
 * @param epochs how many there are to be
 * @param training {@code loss}, {@code bound} if there is one, and the loss' terms: means over the
 *     epoch's rows as they were trained on, in nats a row, as densities of the network's inputs: of
 *     the scaled values
 * @param validation the same over the validation rows after the epoch, without the layers' own
 *     penalties; empty without any
 * @param seconds how long the epoch took
 */
public record EpochReport(
    int epoch,
    int epochs,
    Map<String, Double> training,
    Map<String, Double> validation,
    double seconds) {
  /** Copies the values, in their order. */
  public EpochReport {
    training = Collections.unmodifiableMap(new LinkedHashMap<>(training));
    validation = Collections.unmodifiableMap(new LinkedHashMap<>(validation));
  }
}

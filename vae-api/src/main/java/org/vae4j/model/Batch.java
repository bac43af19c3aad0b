package org.vae4j.model;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.vae4j.tensor.Tensor;

/**
 * The rows of one step, as the model sees them.
 *
 * @param input what the encoder sees, {@code [rows] ++ input}: scaled, one-hot, noised
 * @param target what the likelihood is asked about, {@code [rows] ++ target}
 * @param conditions further inputs by name, {@code [rows, …]}: {@code label}, the {@code observed}
 *     mask; layers find them with {@link org.vae4j.tensor.Scope#input}
 */
public record Batch(Tensor input, Tensor target, Map<String, Tensor> conditions) {
  /** Copies the conditions, by name in order. */
  public Batch {
    conditions = Collections.unmodifiableMap(new TreeMap<>(conditions));
  }

  /** Rows that are their own target, without conditions. */
  public static Batch of(Tensor input) {
    return new Batch(input, input, Map.of());
  }

  /** These rows with one condition set. */
  public Batch with(String name, Tensor condition) {
    Map<String, Tensor> changed = new TreeMap<>(conditions);
    changed.put(name, condition);
    return new Batch(input, target, changed);
  }
}

package org.vae4j.model;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;

/**
 * Codes drawn from a posterior.
 *
 * @param value of shape {@code [samples, rows] ++ latent}
 * @param logDensity log q(z|x) of each, {@code [samples, rows]}, if the posterior has a density
 * @param reparameterized whether gradients flow from the value to the encoder
 * @param penalties terms of the loss that come with drawing, such as a commitment loss; scalars or
 *     {@code [rows]}
 */
public record Draw(
    Tensor value,
    Optional<Tensor> logDensity,
    boolean reparameterized,
    Map<String, Tensor> penalties) {
  /** Copies the penalties, by name in order. */
  public Draw {
    penalties = Collections.unmodifiableMap(new TreeMap<>(penalties));
  }

  /**
   * These draws with the samples as an axis again, where each of the rows of all samples drew once:
   * {@code [1, samples · rows, …] → [samples, rows, …]}.
   */
  public Draw unfolded(int samples) {
    Shape event = value.shape().last(value.shape().rank() - 2);
    Shape leading = Shape.of(samples, value.shape().size(1) / samples);
    return new Draw(
        value.reshape(leading.concat(event)),
        logDensity.map(each -> each.reshape(leading)),
        reparameterized,
        penalties);
  }
}

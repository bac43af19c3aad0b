package org.vae4j.model;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
}

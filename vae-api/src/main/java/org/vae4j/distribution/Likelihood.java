package org.vae4j.distribution;

import java.util.Map;
import java.util.Optional;
import org.vae4j.tensor.Tensor;

/** p(x|z): the distribution of data that a decoder gives. */
public interface Likelihood extends Distribution {
  /**
   * What the decoder computed, by name and in the parametrization that the name says: {@code
   * logits}, {@code logVariance}. Nothing by default.
   */
  default Map<String, Tensor> parameters() {
    return Map.of();
  }

  /**
   * E[x|z], the usual reconstruction, if there is one; of shape {@code [rows] ++ event}. Without
   * one, as by default, a draw takes its place.
   */
  default Optional<Tensor> expectation() {
    return Optional.empty();
  }

  /** Whether the density means something for elements in [0, 1] only. Not by default. */
  default boolean onUnitInterval() {
    return false;
  }
}

package org.vae4j.model;

import org.vae4j.distribution.Likelihood;
import org.vae4j.tensor.Tensor;

/** Makes a likelihood of a decoder network's features. */
@FunctionalInterface
public interface LikelihoodHead {
  /**
   * Applies the head.
   *
   * @param features of shape {@code [rows, …]}
   */
  Likelihood apply(Tensor features, Context context);
}

package org.vae4j.model;

import org.vae4j.tensor.Tensor;

/** Makes a posterior of an encoder network's features. */
@FunctionalInterface
public interface PosteriorHead {
  /**
   * Applies the head.
   *
   * @param features of shape {@code [rows, …]}
   */
  Posterior apply(Tensor features, Context context);
}

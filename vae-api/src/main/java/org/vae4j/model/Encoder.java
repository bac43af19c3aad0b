package org.vae4j.model;

import org.vae4j.tensor.Tensor;

/** q(z|x): maps data to a distribution over codes. */
@FunctionalInterface
public interface Encoder {
  /**
   * Encodes.
   *
   * @param input of shape {@code [rows] ++ input}
   */
  Posterior encode(Tensor input, Context context);

  /** A network followed by the head that makes a distribution of its features. */
  static Encoder of(Layer network, PosteriorHead head) {
    return new NetworkEncoder(network, head);
  }
}

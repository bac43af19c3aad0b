package org.vae4j.model;

import org.vae4j.distribution.Likelihood;
import org.vae4j.tensor.Tensor;

/** p(x|z): maps codes to a distribution over data. */
@FunctionalInterface
public interface Decoder {
  /**
   * Decodes.
   *
   * @param z of shape {@code [rows] ++ latent}; several samples of a row arrive as further rows
   */
  Likelihood decode(Tensor z, Context context);

  /** A network followed by the head that makes a distribution of its features. */
  static Decoder of(Layer network, LikelihoodHead head) {
    return new NetworkDecoder(network, head);
  }
}

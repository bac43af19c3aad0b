package org.vae4j.model;

import org.vae4j.distribution.Likelihood;
import org.vae4j.tensor.Tensor;

/**
 * A network followed by a likelihood head.
 *
 * @param network gives the features
 * @param head makes a distribution of them
 */
public record NetworkDecoder(Layer network, LikelihoodHead head) implements Decoder {
  @Override
  public Likelihood decode(Tensor z, Context context) {
    return head.apply(network.apply(z, context), context);
  }
}

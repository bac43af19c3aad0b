package org.vae4j.model;

import org.vae4j.tensor.Tensor;

/**
 * A network followed by a posterior head.
 *
 * @param network gives the features
 * @param head makes a distribution of them
 */
public record NetworkEncoder(Layer network, PosteriorHead head) implements Encoder {
  @Override
  public Posterior encode(Tensor input, Context context) {
    return head.apply(network.apply(input, context), context);
  }
}

package org.vae4j.model;

import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;

/**
 * What a prior receives: its scope, the latent shape, and the encoder. For calling, not for
 * implementing.
 */
public interface PriorContext extends Context {
  /** The shape of one latent code. */
  Shape latentShape();

  /**
   * Encodes rows that are not of the batch, such as pseudo-inputs, with the encoder's own
   * parameters.
   *
   * @param inputs of shape {@code [any number] ++ input}
   */
  Posterior encode(Tensor inputs);
}

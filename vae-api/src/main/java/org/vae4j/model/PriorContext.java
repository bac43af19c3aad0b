package org.vae4j.model;

import java.util.Map;
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
   * parameters. They have no conditions: an encoder that reads one is given it by {@link
   * #encode(Tensor, Map)}.
   *
   * @param inputs of shape {@code [any number] ++ input}
   */
  default Posterior encode(Tensor inputs) {
    return encode(inputs, Map.of());
  }

  /**
   * As {@link #encode(Tensor)}, with the conditions that {@link org.vae4j.tensor.Scope#input} finds
   * in the encoder.
   *
   * @param inputs of shape {@code [any number] ++ input}
   * @param conditions by name, each with as many rows
   */
  Posterior encode(Tensor inputs, Map<String, Tensor> conditions);
}

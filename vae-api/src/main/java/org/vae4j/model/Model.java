package org.vae4j.model;

import org.vae4j.tensor.Scope;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;

/**
 * The parts of a model for data of given shapes: what training and inference trace into programs.
 *
 * @param inputShape one row as the encoder sees it
 * @param targetShape one row as the likelihood sees it
 * @param latent the latent variables, usually {@link SingleLatent}
 * @param decoder p(x|z)
 * @param loss what training minimizes
 */
public record Model(
    Shape inputShape, Shape targetShape, LatentModel latent, Decoder decoder, Loss loss) {

  /**
   * Applies the model to a batch.
   *
   * @param samples codes drawn for each row
   * @param root the root scope of a trace
   */
  public ForwardPass pass(Batch batch, int samples, Scope root) {
    return new TracedPass(this, batch, samples, root);
  }

  /** Draws a code for each row from the prior: {@code [rows] ++ code}. */
  public Tensor generate(Scope root) {
    return latent.generate(new ModelScope(root, inputShape, targetShape));
  }

  /** Decodes codes that no batch belongs to, {@code [rows] ++ code}. */
  public org.vae4j.distribution.Likelihood decode(Tensor z, Scope root) {
    return decoder.decode(z, new ModelScope(root, inputShape, targetShape).shared("decoder"));
  }
}

package org.vae4j.loss;

import org.vae4j.model.ForwardPass;
import org.vae4j.model.Loss;
import org.vae4j.model.Objective;
import org.vae4j.tensor.Tensor;

/**
 * −log p(x|z) at the representative code: a plain autoencoder, without noise and without a prior.
 * No bound.
 */
public record Autoencoder() implements Loss {
  @Override
  public Objective evaluate(ForwardPass pass) {
    Tensor reconstruction = pass.logLikelihood(pass.representative());
    return Objective.loss(reconstruction.neg()).term("reconstruction", reconstruction);
  }
}

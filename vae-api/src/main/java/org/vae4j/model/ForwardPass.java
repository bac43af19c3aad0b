package org.vae4j.model;

import java.util.List;
import org.vae4j.distribution.Distribution;
import org.vae4j.distribution.Likelihood;
import org.vae4j.tensor.Tensor;

/**
 * A model applied to a batch: what a loss is written in. Its own scope is the model's root. For
 * calling, not for implementing. Values with samples have shape {@code [samples, rows]}; densities
 * are in nats.
 */
public interface ForwardPass extends Context {
  /** The rows. */
  Batch batch();

  /** All latent variables. */
  List<Latent> latents();

  /**
   * q(z|x).
   *
   * @throws IllegalArgumentException if the model has several latent variables: use {@link
   *     #latents}
   */
  Posterior posterior();

  /** The codes drawn; see {@link #posterior} for models of several latent variables. */
  Draw draw();

  /** p(z); see {@link #posterior} for models of several latent variables. */
  Distribution prior();

  /** p(x|z) at the drawn codes, its rows sample by sample: {@code [samples · rows] ++ target}. */
  Likelihood likelihood();

  /** log p(x|z) at the drawn codes, {@code [samples, rows]}. */
  Tensor logLikelihood();

  /** log p(z) at the drawn codes, summed over latent variables, {@code [samples, rows]}. */
  Tensor logPrior();

  /**
   * log q(z|x) at the drawn codes, summed over latent variables, {@code [samples, rows]}.
   *
   * @throws IllegalArgumentException if a posterior has no density
   */
  Tensor logPosterior();

  /**
   * log w = log p(x|z) + log p(z) − log q(z|x) at the drawn codes, {@code [samples, rows]}: its
   * mean is the ELBO, log-mean-exp over the samples is the importance-weighted bound.
   *
   * @throws IllegalArgumentException if a posterior has no density
   */
  Tensor logWeight();

  /**
   * KL(q(z|x) ‖ p(z)) of one latent variable for each row, {@code [rows]}: in closed form where its
   * parts know one, otherwise log q − log p averaged over the samples.
   */
  Tensor kl(Latent latent);

  /** {@link #kl(Latent)} summed over latent variables. */
  Tensor kl();

  /** What the decoder sees of the draws, {@code [samples, rows] ++ code}. */
  Tensor code();

  /** The code that stands for each row, without noise, {@code [rows] ++ code}. */
  Tensor representative();

  /**
   * p(x|z) at other codes, {@code [rows] ++ code} or {@code [samples, rows] ++ code}; rows sample
   * by sample.
   */
  Likelihood decode(Tensor z);

  /**
   * log p(x|z) of this batch at other codes, {@code [rows]} or {@code [samples, rows]} as the codes
   * are.
   */
  Tensor logLikelihood(Tensor z);

  /** The same model applied to another batch of as many rows: shared parameters, fresh noise. */
  ForwardPass under(Batch other);

  /** The weight of each row in averages, {@code [rows]}: the condition {@code weight}, else 1. */
  Tensor rowWeights();

  /** How many rows the training data has, a FLOAT scalar. */
  Tensor trainingRows();

  /**
   * Refuses a model whose codes pass no gradient to the encoder.
   *
   * @throws IllegalArgumentException if a draw is not reparameterized; the message names the loss
   *     and the latent variable
   */
  void requireReparameterized(String loss);

  /**
   * {@link #posterior} as the kind of distribution that a loss needs.
   *
   * @throws IllegalArgumentException if it is none; the message names the loss and the kind
   */
  <D extends Distribution> D requirePosterior(Class<D> kind, String loss);
}

package org.vae4j.model;

import org.vae4j.distribution.Distribution;

/**
 * One stochastic layer for the rows of a batch.
 *
 * @param name the same for every batch
 * @param posterior q(z|…)
 * @param draw codes from it
 * @param prior p(z|…), given the layers above
 */
public record Latent(String name, Posterior posterior, Draw draw, Distribution prior) {}

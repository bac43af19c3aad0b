package org.vae4j.model;

import org.vae4j.distribution.Distribution;

/**
 * One stochastic layer for the rows of a batch. Where it depends on the draws of a layer above, its
 * posterior and prior have the rows of all samples, {@code [samples · rows]}, as a decoder does;
 * the draw always has the axes {@code [samples, rows] ++ latent}.
 *
 * @param name the same for every batch
 * @param posterior q(z|…)
 * @param draw codes from it
 * @param prior p(z|…), given the layers above
 */
public record Latent(String name, Posterior posterior, Draw draw, Distribution prior) {}

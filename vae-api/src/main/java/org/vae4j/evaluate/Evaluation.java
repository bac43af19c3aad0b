package org.vae4j.evaluate;

/**
 * How well a model explains data, in nats a row, as densities of the network's inputs: of the
 * scaled values, not of those in original units.
 *
 * @param rows how many
 * @param samples importance samples for each row
 * @param elbo the evidence lower bound, averaged over the samples
 * @param logLikelihood the importance-weighted bound of log p(x) (Burda et al. 2016, equation 8),
 *     tighter with more samples
 * @param standardError of the mean over the rows of {@code logLikelihood}
 */
public record Evaluation(
    int rows, int samples, double elbo, double logLikelihood, double standardError) {}

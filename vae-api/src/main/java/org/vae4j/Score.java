package org.vae4j;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How likely a model finds one row, in nats, as a density of the scaled row; see {@link VaeModel}.
 *
 * @param logLikelihood an importance-sampled estimate of log p(x)
 * @param standardError of that estimate
 * @param contributions E_q[log p(x_j|z)] by column, from as many draws: the lowest say what is
 *     unusual about the row; empty if the likelihood does not factorize over columns
 */
public record Score(double logLikelihood, double standardError, Map<String, Double> contributions) {
  /** Copies the contributions, in the order of the columns. */
  public Score {
    contributions = Collections.unmodifiableMap(new LinkedHashMap<>(contributions));
  }
}

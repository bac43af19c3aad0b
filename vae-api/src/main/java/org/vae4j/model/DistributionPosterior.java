package org.vae4j.model;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.vae4j.distribution.Distribution;
import org.vae4j.tensor.Scope;
import org.vae4j.tensor.Tensor;

/**
 * A posterior that is a distribution.
 *
 * @param parameters what the encoder computed
 * @param family makes the distribution of the parameters
 * @param center makes the representative code of the parameters
 */
public record DistributionPosterior(
    Map<String, Tensor> parameters,
    Function<Map<String, Tensor>, Distribution> family,
    Function<Map<String, Tensor>, Tensor> center)
    implements Posterior {
  /** Copies the parameters, by name in order. */
  public DistributionPosterior {
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
  }

  @Override
  public Draw draw(int samples, Scope scope) {
    Distribution q = family.apply(parameters);
    Tensor z = q.sample(samples, scope);
    return new Draw(z, Optional.of(q.logDensity(z)), q.reparameterized(), Map.of());
  }

  @Override
  public Tensor representative() {
    return center.apply(parameters);
  }

  @Override
  public Optional<Distribution> distribution() {
    return Optional.of(family.apply(parameters));
  }

  @Override
  public Posterior with(Map<String, Tensor> others) {
    if (!others.keySet().equals(parameters.keySet())) {
      throw new IllegalArgumentException(
          "posterior: expected the parameters " + parameters.keySet() + ", got " + others.keySet());
    }
    return new DistributionPosterior(others, family, center);
  }
}

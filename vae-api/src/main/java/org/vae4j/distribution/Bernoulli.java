package org.vae4j.distribution;

import java.util.Map;
import java.util.Optional;
import org.vae4j.tensor.Scope;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;

/**
 * Independent binary elements, P(x = 1) = sigmoid(logits).
 *
 * <p>log p(x) = Σ x·l − softplus(l), which is exact for x in {0, 1} and linear in between.
 *
 * @param logits l, of shape {@code [rows] ++ event}
 */
public record Bernoulli(Tensor logits) implements Factorized, Likelihood {
  @Override
  public Shape batchShape() {
    return logits.shape().first(1);
  }

  @Override
  public Shape eventShape() {
    return logits.shape().last(logits.shape().rank() - 1);
  }

  @Override
  public Tensor elementLogDensity(Tensor value) {
    return value.times(logits).minus(logits.softplus());
  }

  @Override
  public Tensor sample(int samples, Scope scope) {
    return logits.sigmoid().greaterThan(scope.uniform("noise", samples, eventShape()));
  }

  @Override
  public Map<String, Tensor> parameters() {
    return Map.of("logits", logits);
  }

  @Override
  public Optional<Tensor> expectation() {
    return Optional.of(logits.sigmoid());
  }

  @Override
  public boolean onUnitInterval() {
    return true;
  }
}

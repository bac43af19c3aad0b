package org.vae4j.network;

import org.vae4j.model.Layer;
import org.vae4j.tensor.Scope;
import org.vae4j.tensor.Tensor;

/**
 * In training each element is 0 with probability {@code rate}, and else divided by 1 − rate;
 * otherwise nothing happens (Srivastava et al. 2014).
 *
 * @param rate in [0, 1)
 */
public record Dropout(double rate) implements Layer {
  /**
   * Checks the rate.
   *
   * @throws IllegalArgumentException if it is not in [0, 1)
   */
  public Dropout {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException("dropout rate: expected one in [0, 1), got " + rate);
    }
  }

  /** Dropout at this rate. */
  public static Dropout of(double rate) {
    return new Dropout(rate);
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    if (!scope.training() || rate == 0) {
      return x;
    }
    Tensor kept = scope.uniform("mask", x.shape().last(x.shape().rank() - 1)).greaterThan(rate);
    return x.times(kept).dividedBy(1 - rate);
  }
}

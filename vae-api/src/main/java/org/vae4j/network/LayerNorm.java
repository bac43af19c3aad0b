package org.vae4j.network;

import org.vae4j.model.Layer;
import org.vae4j.tensor.Initializer;
import org.vae4j.tensor.Scope;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;

/**
 * (x − mean) / √(variance + ε) · scale + shift over the last axis (Ba et al. 2016). Parameters:
 * {@code scale}, 1 at first, and {@code shift}, 0 at first, of the last axis' size.
 *
 * @param epsilon ε
 */
public record LayerNorm(double epsilon) implements Layer {
  /**
   * Checks ε.
   *
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public LayerNorm {
    checkEpsilon(epsilon);
  }

  /** Without an ε equal values, which have no variance, would be 0 / 0. */
  static void checkEpsilon(double epsilon) {
    if (!(epsilon > 0 && epsilon < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "normalization epsilon: expected a positive number, got " + epsilon);
    }
  }

  /** Layer normalization with ε = 1e-5. */
  public static LayerNorm standard() {
    return new LayerNorm(1e-5);
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    Shape features = x.shape().last(1);
    Tensor scale = scope.parameter("scale", features, Initializer.constant(1));
    Tensor shift = scope.parameter("shift", features, Initializer.zeros());
    Tensor centered = x.minus(x.meanOver(-1).expandAt(-1));
    Tensor variance = centered.square().meanOver(-1).expandAt(-1);
    return centered.dividedBy(variance.plus(epsilon).sqrt()).times(scale).plus(shift);
  }
}

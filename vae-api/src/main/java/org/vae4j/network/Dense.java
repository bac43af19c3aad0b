package org.vae4j.network;

import org.vae4j.model.Layer;
import org.vae4j.tensor.Initializer;
import org.vae4j.tensor.Scope;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;

/**
 * x·W + b over the last axis: {@code [rows, …, in] → [rows, …, units]}. Parameters: {@code weight}
 * {@code [in, units]}, {@code bias} {@code [units]}, 0 at first.
 *
 * @param units the size of the last axis of the result
 * @param initializer the weight's values at first
 */
public record Dense(int units, Initializer initializer) implements Layer {
  /**
   * Checks the size.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public Dense {
    if (units < 1) {
      throw new IllegalArgumentException("dense units: expected at least 1, got " + units);
    }
  }

  /** A dense layer with {@linkplain Initializer#glorotUniform Glorot's} weights. */
  public static Dense of(int units) {
    return new Dense(units, Initializer.glorotUniform());
  }

  /** This layer with other values at first. */
  public Dense withInitializer(Initializer initializer) {
    return new Dense(units, initializer);
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    Tensor weight = scope.parameter("weight", Shape.of(x.shape().size(-1), units), initializer);
    Tensor bias = scope.parameter("bias", Shape.of(units), Initializer.zeros());
    return x.matmul(weight).plus(bias);
  }
}

package org.vae4j.examples.layer;

import org.vae4j.model.Layer;
import org.vae4j.network.Dense;
import org.vae4j.tensor.Initializer;
import org.vae4j.tensor.Scope;
import org.vae4j.tensor.Tensor;

/**
 * x + D(V·x + b ⊙ σ(G·x + c)): a dense layer with a gate for each unit, and a way around it. {@code
 * [rows, …, size] → [rows, …, size]}.
 *
 * @param units of the gated layer
 */
public record GatedResidual(int units) implements Layer {
  /**
   * Checks the size.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public GatedResidual {
    if (units < 1) {
      throw new IllegalArgumentException("gated residual units: expected at least 1, got " + units);
    }
  }

  /** A block with this many gated units. */
  public static GatedResidual of(int units) {
    return new GatedResidual(units);
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    Tensor value = Dense.of(units).apply("value", x, scope);
    Tensor gate = Dense.of(units).apply("gate", x, scope).sigmoid();
    // Zeros at first: the block starts as the identity, so any number of them can be stacked.
    Dense back = Dense.of(x.shape().size(-1)).withInitializer(Initializer.zeros());
    return x.plus(back.apply("back", value.times(gate), scope));
  }
}

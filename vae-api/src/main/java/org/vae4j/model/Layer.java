package org.vae4j.model;

import org.vae4j.tensor.Scope;
import org.vae4j.tensor.Tensor;

/** A function of a tensor with parameters: a network, or a part of one. */
@FunctionalInterface
public interface Layer {
  /**
   * Applies the layer.
   *
   * @param x of shape {@code [rows, …]}
   * @param scope where it declares its parameters, state and noise
   * @return of shape {@code [rows, …]}
   */
  Tensor apply(Tensor x, Scope scope);

  /** Applies the layer in a child scope of this name. */
  default Tensor apply(String name, Tensor x, Scope scope) {
    return apply(x, scope.child(name));
  }
}

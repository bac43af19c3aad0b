package org.vae4j.network;

import org.vae4j.model.Layer;
import org.vae4j.tensor.Scope;
import org.vae4j.tensor.Tensor;

/** All axes of a row as one: {@code [rows, …] → [rows, n]}. */
public record Flatten() implements Layer {
  @Override
  public Tensor apply(Tensor x, Scope scope) {
    return x.reshape(x.shape().size(0), -1);
  }
}

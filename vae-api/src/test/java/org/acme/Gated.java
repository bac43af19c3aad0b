package org.acme;

import java.util.List;
import java.util.Map;
import org.vae4j.model.Layer;
import org.vae4j.network.Dense;
import org.vae4j.tensor.Scope;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;

/** A user's layer with a field of every sort that the standard ones do without. */
record Gated(
    int units,
    long salt,
    boolean bias,
    String label,
    Shape shape,
    List<? extends Layer> inner,
    Map<String, Layer> named)
    implements Layer {
  static Gated of(int units) {
    return new Gated(units, 7, true, "gate", Shape.of(2, 3), List.of(), Map.of());
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    Tensor gate = Dense.of(units).apply("gate", x, scope).sigmoid();
    return Dense.of(units).apply("value", x, scope).times(gate);
  }
}

package org.vae4j.network;

import java.util.List;
import org.vae4j.model.Layer;
import org.vae4j.tensor.Scope;
import org.vae4j.tensor.Tensor;

/**
 * Layers one after the other, in the scopes {@code layer-1}, {@code layer-2} and so on.
 *
 * @param layers in the order of application
 */
public record Sequential(List<Layer> layers) implements Layer {
  /** Copies the list. */
  public Sequential {
    layers = List.copyOf(layers);
  }

  /** Layers one after the other. */
  public static Sequential of(Layer... layers) {
    return new Sequential(List.of(layers));
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    Tensor y = x;
    for (int i = 0; i < layers.size(); i++) {
      y = layers.get(i).apply("layer-" + (i + 1), y, scope);
    }
    return y;
  }
}

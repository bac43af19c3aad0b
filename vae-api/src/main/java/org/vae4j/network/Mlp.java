package org.vae4j.network;

import java.util.Arrays;
import java.util.List;
import org.vae4j.model.Layer;
import org.vae4j.tensor.Scope;
import org.vae4j.tensor.Tensor;

/**
 * A multi-layer perceptron: rows are flattened, then pass dense layers, each followed by the
 * activation: {@code [rows, …] → [rows, last of hidden]}. Scopes: {@code hidden-1}, {@code
 * hidden-2} and so on.
 *
 * @param hidden the units of each layer
 * @param activation follows each layer
 */
public record Mlp(List<Integer> hidden, Activation activation) implements Layer {
  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if a layer has less than 1 unit
   */
  public Mlp {
    hidden = List.copyOf(hidden);
    if (hidden.stream().anyMatch(units -> units < 1)) {
      throw new IllegalArgumentException("hidden units: expected at least 1 each, got " + hidden);
    }
  }

  /** Layers of these units, each followed by a {@linkplain Activation#RELU ReLU}. */
  public static Mlp of(int... hidden) {
    return new Mlp(Arrays.stream(hidden).boxed().toList(), Activation.RELU);
  }

  /** This network with another activation. */
  public Mlp withActivation(Activation activation) {
    return new Mlp(hidden, activation);
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    Tensor h = new Flatten().apply(x, scope);
    for (int i = 0; i < hidden.size(); i++) {
      h = activation.apply(Dense.of(hidden.get(i)).apply("hidden-" + (i + 1), h, scope), scope);
    }
    return h;
  }
}

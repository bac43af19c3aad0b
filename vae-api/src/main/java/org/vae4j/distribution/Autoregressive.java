package org.vae4j.distribution;

import java.util.Map;
import org.vae4j.tensor.Tensor;

/**
 * A likelihood of a sequence that is generated one element after the other: each element's
 * distribution depends on those before it. {@link #logDensity} is the density of whole sequences.
 */
public interface Autoregressive extends Likelihood {
  /** The recurrent state before the first element, by name; each {@code [rows, …]}. */
  Map<String, Tensor> start();

  /**
   * The next element's distribution.
   *
   * @param state as given by {@link #start} or the previous step
   * @param previous the previous element, {@code [rows, …]}; zeros before the first
   */
  Step next(Map<String, Tensor> state, Tensor previous);

  /**
   * One step of generation.
   *
   * @param distribution of the next element
   * @param state for the step after it
   */
  record Step(Distribution distribution, Map<String, Tensor> state) {
    /** Copies the state. */
    public Step {
      state = Map.copyOf(state);
    }
  }
}

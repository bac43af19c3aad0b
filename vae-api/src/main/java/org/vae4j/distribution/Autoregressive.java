package org.vae4j.distribution;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.vae4j.tensor.Scope;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;

/**
 * A likelihood of a sequence that is generated one element after the other: each element's
 * distribution depends on those before it. The event is {@code [length] ++ element}. There is no
 * expectation: what follows an expected element is not what is expected to follow.
 *
 * <p>Say how it {@linkplain #start starts} and {@linkplain #next goes on}: densities and samples
 * follow. Declare parameters while decoding, once, and not in {@link #next}, which is called for
 * every element.
 */
public interface Autoregressive extends Likelihood {
  /**
   * The recurrent state before the first element, by name; each {@code [rows, …]}. It holds all
   * that the elements depend on, such as the code.
   */
  Map<String, Tensor> start();

  /**
   * The next element's distribution, for any number of rows.
   *
   * @param state as given by {@link #start} or the previous step
   * @param previous the previous element, {@code [rows] ++ element}; zeros before the first
   */
  Step next(Map<String, Tensor> state, Tensor previous);

  /**
   * One step of generation.
   *
   * @param distribution of the next element
   * @param state for the step after it
   */
  record Step(Distribution distribution, Map<String, Tensor> state) {
    /** Copies the state, by name in order. */
    public Step {
      state = Collections.unmodifiableMap(new TreeMap<>(state));
    }
  }

  /**
   * log p of whole sequences, each element given the true ones before it.
   *
   * @param value {@code [rows, length] ++ element}
   */
  @Override
  default Tensor logDensity(Tensor value) {
    Map<String, Tensor> state = new TreeMap<>(start());
    Tensor previous = value.at(1, 0).fill(0);
    List<Tensor> terms = new ArrayList<>();
    for (int place = 0; place < eventShape().size(0); place++) {
      Step step = next(state, previous);
      previous = value.at(1, place);
      terms.add(step.distribution().logDensity(previous));
      state = step.state();
    }
    return Tensor.stack(0, terms).sumOver(0);
  }

  /** Draws sequences, each element given the drawn ones before it. */
  @Override
  default Tensor sample(int samples, Scope scope) {
    Shape rows = Shape.of(samples * scope.rows());
    Map<String, Tensor> state = new TreeMap<>();
    new TreeMap<>(start()).forEach((name, value) -> state.put(name, value.repeat(samples)));
    Step step = next(state, scope.graph().fill(0, rows.concat(eventShape().without(0))));
    List<Tensor> drawn = new ArrayList<>();
    for (int place = 0; place < eventShape().size(0); place++) {
      if (place > 0) {
        step = next(step.state(), drawn.get(place - 1));
      }
      Scope here = scope.folding(samples).child("element-" + (place + 1));
      drawn.add(step.distribution().sample(1, here).at(0, 0));
    }
    Shape all = Shape.of(samples, scope.rows()).concat(eventShape());
    return Tensor.stack(1, drawn).reshape(all);
  }
}

package org.vae4j.model;

import java.util.List;
import java.util.Map;
import org.vae4j.backend.Update;
import org.vae4j.tensor.Scope;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.Variable;

/** How gradients change parameters. */
@FunctionalInterface
public interface Optimizer {
  /**
   * The updates of one step. Slots are variables of the optimizer's own, named after the
   * parameter's path and 0 at first; numbers that change each step are scalars of the scope.
   *
   * @param gradients the gradient of each parameter
   * @param scope where scalars such as the learning rate are declared
   */
  List<Update> updates(Map<Variable, Tensor> gradients, Scope scope);
}

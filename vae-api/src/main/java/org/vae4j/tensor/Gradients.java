package org.vae4j.tensor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reverse-mode differentiation of a graph, into the same graph: gradients are tensors like any
 * others.
 */
public final class Gradients {
  private Gradients() {}

  /**
   * The gradients of a scalar with respect to tensors of its graph, each of the tensor's shape;
   * zeros where the scalar does not depend on it. Works for any tensors, in mid-trace, and on
   * gradients themselves.
   *
   * @param scalar a FLOAT tensor of one element
   * @param tensors FLOAT tensors of the same graph
   * @throws IllegalArgumentException if the scalar has more than one element or a tensor is INT
   */
  public static List<Tensor> of(Tensor scalar, List<Tensor> tensors) {
    if (scalar.shape().elementCount() != 1 || scalar.dataType() != DataType.FLOAT) {
      throw new IllegalArgumentException(
          "gradients: expected a scalar FLOAT to differentiate, got "
              + scalar.type()
              + "; reduce it with sum() or mean()"
              + CallSite.suffix());
    }
    boolean[] depends = dependents(scalar, tensors);
    Map<Tensor, Tensor> gradients = new HashMap<>();
    gradients.put(scalar, scalar.fill(1));
    List<Tensor> recorded = scalar.graph().tensors();
    for (int id = scalar.id(); id >= 0; id--) {
      Tensor output = recorded.get(id);
      Tensor gradient = gradients.get(output);
      if (gradient == null || !depends[id]) {
        continue;
      }
      List<Tensor> inputGradients = output.operation().gradients(output, gradient);
      for (int i = 0; i < inputGradients.size(); i++) {
        Tensor input = output.input(i);
        if (depends[input.id()]) {
          gradients.merge(input, inputGradients.get(i), Tensor::plus);
        }
      }
    }
    List<Tensor> result = new ArrayList<>(tensors.size());
    for (Tensor tensor : tensors) {
      Tensor gradient = gradients.get(tensor);
      result.add(gradient == null ? tensor.fill(0) : gradient);
    }
    return result;
  }

  /** The gradient with respect to one tensor; see {@link #of(Tensor, List)}. */
  public static Tensor of(Tensor scalar, Tensor tensor) {
    return of(scalar, List.of(tensor)).get(0);
  }

  /** Marks, by id, the FLOAT tensors up to the scalar that depend on one of the given tensors. */
  private static boolean[] dependents(Tensor scalar, List<Tensor> tensors) {
    boolean[] depends =
        new boolean
            [Math.max(scalar.id(), tensors.stream().mapToInt(Tensor::id).max().orElse(0)) + 1];
    for (Tensor tensor : tensors) {
      if (tensor.dataType() != DataType.FLOAT) {
        throw new IllegalArgumentException(
            "gradients: expected FLOAT tensors to differentiate by, got "
                + tensor.type()
                + CallSite.suffix());
      }
      if (tensor.graph() != scalar.graph()) {
        throw new IllegalArgumentException(
            "gradients: expected tensors of the scalar's graph, got "
                + tensor
                + " of another"
                + CallSite.suffix());
      }
      depends[tensor.id()] = true;
    }
    for (Tensor tensor : scalar.graph().tensors()) {
      if (tensor.id() > scalar.id()) {
        break;
      }
      if (tensor.dataType() == DataType.FLOAT) {
        depends[tensor.id()] |= tensor.inputs().stream().anyMatch(input -> depends[input.id()]);
      }
    }
    return depends;
  }
}

package org.vae4j.tensor;

import java.util.List;

/**
 * What a tensor is computed by. The set is closed: a backend that knows every record of the five
 * families can run any model. An operation is in the set only if it has no good decomposition into
 * others; everything else ({@link Tensor#relu}, a softmax, a GRU) is a composition.
 *
 * <p>Each operation states its typing rule and its gradient rule side by side. Gradient rules are
 * written in the same operations, so the set is closed under differentiation and gradients of
 * gradients need nothing more.
 */
public sealed interface Operation
    permits Source, Elementwise, Reduction, Layout, Indexing, LinearAlgebra {
  /**
   * The version of the operation set. It grows when an operation is added; see {@code
   * BackendProvider.operationSet()}.
   */
  int SET = 1;

  /**
   * The type of the result.
   *
   * @param inputs the types of the operands, in order
   * @throws IllegalArgumentException if the operands do not fit; the message holds their types
   */
  TensorType infer(List<TensorType> inputs);

  /**
   * The vector-Jacobian product: for each operand, the gradient of some scalar with respect to it.
   *
   * @param output the tensor that this operation computed; {@code output.inputs()} are the operands
   * @param gradient the gradient of that scalar with respect to {@code output}, of its shape
   * @return one gradient for each of the leading operands; operands without a gradient come last,
   *     so the list may be shorter than the operands, and empty if nothing can be differentiated
   */
  List<Tensor> gradients(Tensor output, Tensor gradient);

  /** The name used in messages and listings, such as {@code matmul}. */
  default String label() {
    String name = getClass().getSimpleName();
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  /** Checks a typing rule. */
  static void require(boolean holds, Operation operation, String expected, Object got) {
    if (!holds) {
      throw new IllegalArgumentException(
          operation.label() + ": expected " + expected + ", got " + got);
    }
  }
}

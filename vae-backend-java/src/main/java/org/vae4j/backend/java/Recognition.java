package org.vae4j.backend.java;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.vae4j.backend.Program;
import org.vae4j.tensor.BinaryFunction;
import org.vae4j.tensor.Elementwise;
import org.vae4j.tensor.Source;
import org.vae4j.tensor.Tensor;

/**
 * What loops compute for each operation: its function, or for the choices that a ReLU and its
 * gradient are made of, functions that the JIT compiler vectorizes. They differ from the choices in
 * one point: a NaN stays NaN where the choice is 0.
 */
final class Recognition {
  private final Places places;
  private final boolean exact;

  /** By the operand of each ReLU. */
  private final Map<Tensor, Tensor> relus = new IdentityHashMap<>();

  /** A function of tensors. */
  record Call(LoopFunction function, int order, List<Tensor> operands) {}

  Recognition(Program program, Places places, boolean exact) {
    this.places = places;
    this.exact = exact;
    for (Tensor tensor : program.tensors()) {
      if (isRelu(tensor)) {
        relus.putIfAbsent(places.origin(tensor.input(0)), tensor);
      }
    }
  }

  /** What to compute for an operation that is in loops. */
  Call call(Tensor tensor) {
    if (!(tensor.operation() instanceof Elementwise operation)) {
      return new Call(LoopFunction.SAME, 0, tensor.inputs());
    } else if (!exact && isRelu(tensor)) {
      return new Call(LoopFunction.RELU, 0, List.of(tensor.input(0)));
    } else if (!exact && isPositive(tensor) && isFill(tensor.input(1), 0)) {
      Tensor relu = relus.get(places.origin(tensor.input(2).input(0)));
      if (relu != null && relu.id() < tensor.id()) {
        return new Call(LoopFunction.GATE, 0, List.of(tensor.input(0), relu));
      }
    }
    int order = operation instanceof Elementwise.Polygamma polygamma ? polygamma.order() : 0;
    return new Call(LoopFunction.of(operation).orElseThrow(), order, tensor.inputs());
  }

  /** Whether it is x where x is above 0, else 0. */
  private boolean isRelu(Tensor tensor) {
    return isPositive(tensor)
        && isFill(tensor.input(1), 0)
        && places.origin(tensor.input(2).input(0)) == places.origin(tensor.input(0));
  }

  /** Whether it is a choice by whether something is above 0. */
  private boolean isPositive(Tensor tensor) {
    return tensor.operation() instanceof Elementwise.Where
        && Places.isFloatElementwise(tensor)
        && tensor.input(2).operation() instanceof Elementwise.Binary binary
        && binary.function() == BinaryFunction.GREATER_THAN
        && Places.isFloatElementwise(tensor.input(2))
        && isFill(tensor.input(2).input(1), 0);
  }

  private static boolean isFill(Tensor tensor, double value) {
    return tensor.operation() instanceof Source.Fill fill && fill.value() == value;
  }

  /** Whether a loop of the tensor repeats one number of the operand. */
  boolean isNumber(Tensor tensor, Tensor operand) {
    return places.isNumber(tensor, operand);
  }

  Tensor origin(Tensor tensor) {
    return places.origin(tensor);
  }
}

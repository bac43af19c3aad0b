package org.vae4j.backend.java;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vae4j.backend.Program;
import org.vae4j.tensor.BinaryFunction;
import org.vae4j.tensor.Elementwise;
import org.vae4j.tensor.Source;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.UnaryFunction;

/**
 * What loops compute for each operation: its function, or one that is faster.
 *
 * <ul>
 *   <li>For the choices that a ReLU and its gradient are made of, functions that the JIT compiler
 *       vectorizes. They differ from the choices in one point: a NaN stays NaN where the choice is
 *       0.
 *   <li>For a softplus whose gradient is computed too, arithmetic on the sigmoid which that takes.
 * </ul>
 */
final class Recognition {
  private final Places places;
  private final boolean exact;

  /** By the operand of each ReLU. */
  private final Map<Tensor, Tensor> relus = new IdentityHashMap<>();

  /** By the operand of each sigmoid. */
  private final Map<Tensor, Tensor> sigmoids = new IdentityHashMap<>();

  /** Of each sigmoid that they are computed from, the first softplus. */
  private final Map<Tensor, Tensor> softpluses = new IdentityHashMap<>();

  /** A function of tensors. */
  record Call(LoopFunction function, int order, List<Tensor> operands) {}

  Recognition(Program program, Places places, boolean exact) {
    this.places = places;
    this.exact = exact;
    for (Tensor tensor : program.tensors()) {
      if (isRelu(tensor)) {
        relus.putIfAbsent(places.origin(tensor.input(0)), tensor);
      } else if (is(tensor, UnaryFunction.SIGMOID)) {
        sigmoids.putIfAbsent(places.origin(tensor.input(0)), tensor);
      }
    }
    for (Tensor tensor : program.tensors()) {
      sigmoidBeside(tensor).ifPresent(sigmoid -> softpluses.putIfAbsent(sigmoid, tensor));
    }
  }

  private static boolean is(Tensor tensor, UnaryFunction function) {
    return tensor.operation() instanceof Elementwise.Unary unary && unary.function() == function;
  }

  /** The sigmoid that a softplus is computed from. */
  private Optional<Tensor> sigmoidBeside(Tensor tensor) {
    return exact || !is(tensor, UnaryFunction.SOFTPLUS) || places.length(tensor) == 1
        ? Optional.empty()
        : Optional.ofNullable(sigmoids.get(places.origin(tensor.input(0))));
  }

  /** Whether loops can compute the tensor. */
  boolean isInLoops(Tensor tensor) {
    return places.isInLoops(tensor) || sigmoidBeside(tensor).isPresent();
  }

  /**
   * The sigmoid that must be computed just before a tensor, which is earlier than in the program.
   */
  Optional<Tensor> neededBy(Tensor tensor) {
    return sigmoidBeside(tensor).filter(sigmoid -> firstNeeded(sigmoid) == tensor);
  }

  /** Whether a tensor is {@link #neededBy} another. */
  boolean isNeededEarlier(Tensor tensor) {
    return firstNeeded(tensor) != null;
  }

  private @Nullable Tensor firstNeeded(Tensor sigmoid) {
    Tensor first = softpluses.get(sigmoid);
    return first != null && first.id() < sigmoid.id() ? first : null;
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
    Optional<Tensor> sigmoid = sigmoidBeside(tensor);
    if (sigmoid.isPresent()) {
      return new Call(LoopFunction.SOFTPLUS_BESIDE, 0, List.of(tensor.input(0), sigmoid.get()));
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

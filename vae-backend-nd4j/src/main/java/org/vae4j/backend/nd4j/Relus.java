package org.vae4j.backend.nd4j;

import static java.util.Objects.requireNonNull;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.vae4j.backend.Program;
import org.vae4j.tensor.BinaryFunction;
import org.vae4j.tensor.DataType;
import org.vae4j.tensor.Elementwise;
import org.vae4j.tensor.Source;
import org.vae4j.tensor.Tensor;

/**
 * The choices that a ReLU and its gradient are made of. They are computed as a maximum and a limit,
 * which takes a tenth of the time, and which differs in one point: a NaN stays NaN where the choice
 * is 0.
 */
final class Relus {
  /** By the operand of each. */
  private final Map<Tensor, Tensor> relus = new IdentityHashMap<>();

  Relus(Program program) {
    for (Tensor tensor : program.tensors()) {
      if (isRelu(tensor)) {
        relus.putIfAbsent(Plan.origin(tensor.input(0)), tensor);
      }
    }
  }

  /** Whether it is x where x is above 0, else 0. */
  boolean isRelu(Tensor tensor) {
    return isChoice(tensor)
        && Plan.origin(tensor.input(2).input(0)) == Plan.origin(tensor.input(0));
  }

  /** Whether it is g where an earlier ReLU is not 0, else 0. */
  boolean isGate(Tensor tensor) {
    Tensor relu = isChoice(tensor) ? relus.get(Plan.origin(tensor.input(2).input(0))) : null;
    return relu != null && relu.id() < tensor.id();
  }

  /** What is read to compute an elementwise operation. */
  List<Tensor> operands(Tensor tensor) {
    if (isRelu(tensor)) {
      return List.of(tensor.input(0));
    } else if (isGate(tensor)) {
      Tensor condition = tensor.input(2);
      return List.of(tensor.input(0), requireNonNull(relus.get(Plan.origin(condition.input(0)))));
    }
    return tensor.inputs();
  }

  /** Whether it is something where something is above 0, else 0. */
  private static boolean isChoice(Tensor tensor) {
    return tensor.operation() instanceof Elementwise.Where
        && tensor.dataType() == DataType.FLOAT
        && isZero(tensor.input(1))
        && tensor.input(2).operation() instanceof Elementwise.Binary binary
        && binary.function() == BinaryFunction.GREATER_THAN
        && tensor.input(2).input(0).dataType() == DataType.FLOAT
        && isZero(tensor.input(2).input(1));
  }

  private static boolean isZero(Tensor tensor) {
    return tensor.operation() instanceof Source.Fill fill && fill.value() == 0;
  }
}

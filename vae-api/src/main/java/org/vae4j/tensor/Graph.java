package org.vae4j.tensor;

import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The computation that tensors record while model code runs once: an append-only list of
 * operations, each after its operands. It holds no numbers; a backend runs the programs made from
 * it. Not thread-safe: one thread traces.
 */
public final class Graph {
  private final List<Tensor> tensors = new ArrayList<>();
  private final Map<String, Tensor> inputs = new HashMap<>();
  private final Map<Variable, Tensor> reads = new HashMap<>();

  /** A graph without tensors. */
  public Graph() {}

  /**
   * Declares numbers that are fed before each run.
   *
   * @throws IllegalArgumentException if the name was declared before
   */
  public Tensor input(String name, TensorType type) {
    if (inputs.containsKey(name)) {
      throw new IllegalArgumentException(
          "input '" + name + "' was already declared as " + inputs.get(name));
    }
    Tensor input = apply(new Source.Input(name, type));
    inputs.put(name, input);
    return input;
  }

  /** The value of a variable before the run; asked again, the same tensor. */
  public Tensor read(Variable variable) {
    return reads.computeIfAbsent(variable, v -> apply(new Source.Read(v)));
  }

  /** A FLOAT tensor with one number everywhere. */
  public Tensor fill(double value, Shape shape) {
    return fill(value, TensorType.floats(shape));
  }

  /** A tensor with one number everywhere. */
  public Tensor fill(double value, TensorType type) {
    return apply(new Source.Fill(value, type));
  }

  /**
   * A FLOAT tensor of fixed numbers, in row-major order.
   *
   * @throws IllegalArgumentException if the shape has not as many elements as there are values
   */
  public Tensor literal(Shape shape, double... values) {
    return apply(new Source.Literal(TensorType.floats(shape), DoubleBuffer.wrap(values)));
  }

  /** The INT tensor {@code [0, 1, … count − 1]}. */
  public Tensor range(int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = i;
    }
    return apply(new Source.Literal(TensorType.ints(Shape.of(count)), DoubleBuffer.wrap(values)));
  }

  /**
   * Records an operation.
   *
   * @throws IllegalArgumentException if the operands do not fit or belong to another graph; the
   *     message names the types and the source line that called
   */
  public Tensor apply(Operation operation, Tensor... operands) {
    return apply(operation, List.of(operands));
  }

  Tensor apply(Operation operation, List<Tensor> operands) {
    List<TensorType> types = new ArrayList<>(operands.size());
    for (Tensor operand : operands) {
      if (operand.graph() != this) {
        throw new IllegalArgumentException(
            operation.label()
                + ": expected operands of one graph, got "
                + operand
                + " of another; a tensor lives only as long as the trace that made it"
                + CallSite.suffix());
      }
      types.add(operand.type());
    }
    TensorType type;
    try {
      type = operation.infer(types);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage() + CallSite.suffix(), e);
    }
    Tensor tensor = new Tensor(this, tensors.size(), operation, operands, type);
    tensors.add(tensor);
    return tensor;
  }

  /** All tensors in the order of their making, a topological order. */
  public List<Tensor> tensors() {
    return List.copyOf(tensors);
  }
}

package org.vae4j.tensor;

import java.nio.DoubleBuffer;
import java.util.List;

/** Where numbers come from: fed for each run, read from memory, or fixed. */
public sealed interface Source extends Operation {
  /** The type of the tensor that this source provides. */
  TensorType type();

  @Override
  default TensorType infer(List<TensorType> inputs) {
    Operation.require(inputs.isEmpty(), this, "no operands", inputs);
    return type();
  }

  @Override
  default List<Tensor> gradients(Tensor output, Tensor gradient) {
    return List.of();
  }

  /**
   * Numbers that the host feeds before each run: data, noise, per-step scalars.
   *
   * @param name unique within a graph
   */
  record Input(String name, TensorType type) implements Source {}

  /** The value of a variable before the run. */
  record Read(Variable variable) implements Source {
    @Override
    public TensorType type() {
      return TensorType.floats(variable.shape());
    }
  }

  /** One number everywhere. */
  record Fill(double value, TensorType type) implements Source {}

  /** Fixed numbers, in row-major order. A FLOAT literal is rounded to the backend's precision. */
  record Literal(TensorType type, DoubleBuffer values) implements Source {
    /**
     * Takes a copy of the values.
     *
     * @throws IllegalArgumentException if there are not as many values as the shape has elements
     */
    public Literal {
      int expected = type.shape().elementCount();
      if (values.remaining() != expected) {
        throw new IllegalArgumentException(
            "literal of shape "
                + type.shape()
                + ": expected "
                + expected
                + " values, got "
                + values.remaining());
      }
      values = DoubleBuffer.allocate(expected).put(values.duplicate()).flip().asReadOnlyBuffer();
    }

    /** A read-only view of the values, with a position of its own. */
    @Override
    public DoubleBuffer values() {
      return values.duplicate();
    }
  }
}

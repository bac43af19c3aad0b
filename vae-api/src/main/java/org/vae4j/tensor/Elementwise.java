package org.vae4j.tensor;

import java.util.List;

/**
 * Operations that compute each element from the elements at the same place: all operands have one
 * shape.
 */
public sealed interface Elementwise extends Operation {
  /** f(x), FLOAT. */
  record Unary(UnaryFunction function) implements Elementwise {
    @Override
    public TensorType infer(List<TensorType> inputs) {
      TensorType x = inputs.get(0);
      Operation.require(
          x.dataType() == DataType.FLOAT,
          this,
          "a FLOAT tensor",
          x + "; convert it with cast(FLOAT)");
      return x;
    }

    @Override
    public List<Tensor> gradients(Tensor y, Tensor gradient) {
      return function
          .derivative()
          .map(d -> List.of(d.times(y.input(0), y, gradient)))
          .orElse(List.of());
    }

    @Override
    public String label() {
      return function.name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** f(a, b), of one data type. */
  record Binary(BinaryFunction function) implements Elementwise {
    @Override
    public TensorType infer(List<TensorType> inputs) {
      TensorType a = inputs.get(0);
      TensorType b = inputs.get(1);
      Operation.require(a.equals(b), this, "two operands of one type", a + " and " + b);
      Operation.require(
          function.accepts(a.dataType()),
          this,
          "the other data type",
          a + "; convert it with cast");
      return new TensorType(a.shape(), function.result(a.dataType()));
    }

    @Override
    public List<Tensor> gradients(Tensor y, Tensor gradient) {
      return function.derivatives().of(y.input(0), y.input(1), y, gradient);
    }

    @Override
    public String label() {
      return function.name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * The polygamma function ψ⁽ⁿ⁾(x), the (n+1)-th derivative of log Γ; order 0 is the digamma
   * function.
   *
   * @param order n, at least 0
   */
  record Polygamma(int order) implements Elementwise {
    /** Checks the order. */
    public Polygamma {
      if (order < 0) {
        throw new IllegalArgumentException(
            "polygamma: expected an order of at least 0, got " + order);
      }
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
      Operation.require(
          inputs.get(0).dataType() == DataType.FLOAT, this, "a FLOAT tensor", inputs.get(0));
      return inputs.get(0);
    }

    @Override
    public List<Tensor> gradients(Tensor y, Tensor gradient) {
      return List.of(gradient.times(y.input(0).polygamma(order + 1)));
    }
  }

  /** The same numbers as another data type; FLOAT to INT rounds towards 0. Not differentiated. */
  record Cast(DataType to) implements Elementwise {
    @Override
    public TensorType infer(List<TensorType> inputs) {
      return new TensorType(inputs.get(0).shape(), to);
    }

    @Override
    public List<Tensor> gradients(Tensor y, Tensor gradient) {
      return List.of();
    }
  }

  /**
   * Operands (a, b, condition): a where the FLOAT condition is not 0, else b. The gradient follows
   * the choice.
   */
  record Where() implements Elementwise {
    @Override
    public TensorType infer(List<TensorType> inputs) {
      TensorType a = inputs.get(0);
      Operation.require(
          a.equals(inputs.get(1)), this, "two choices of one type", a + " and " + inputs.get(1));
      TensorType mask = TensorType.floats(a.shape());
      Operation.require(
          inputs.get(2).equals(mask), this, "a condition of type " + mask, inputs.get(2));
      return a;
    }

    @Override
    public List<Tensor> gradients(Tensor y, Tensor gradient) {
      Tensor condition = y.input(2);
      Tensor zero = gradient.fill(0);
      return List.of(
          Tensor.where(condition, gradient, zero), Tensor.where(condition, zero, gradient));
    }
  }

  /** The operand itself, a constant to differentiation. */
  record StopGradient() implements Elementwise {
    @Override
    public TensorType infer(List<TensorType> inputs) {
      return inputs.get(0);
    }

    @Override
    public List<Tensor> gradients(Tensor y, Tensor gradient) {
      return List.of();
    }
  }
}

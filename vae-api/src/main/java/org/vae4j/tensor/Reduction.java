package org.vae4j.tensor;

import java.util.List;

/**
 * Operations that combine the elements along axes. Axes are counted from the front, ascending, and
 * leave the shape.
 */
public sealed interface Reduction extends Operation {
  /** The axes that are combined. */
  List<Integer> axes();

  @Override
  default TensorType infer(List<TensorType> inputs) {
    TensorType x = inputs.get(0);
    int previous = -1;
    for (int axis : axes()) {
      Operation.require(
          axis > previous && axis < x.shape().rank(), this, "ascending axes of " + x, axes());
      previous = axis;
    }
    Operation.require(
        accepts(x.dataType()), this, "a FLOAT tensor", x + "; convert it with cast(FLOAT)");
    Shape kept = x.shape();
    for (int i = axes().size() - 1; i >= 0; i--) {
      kept = kept.without(axes().get(i));
    }
    return new TensorType(kept, result(x.dataType()));
  }

  /** Whether operands of this data type are accepted. */
  default boolean accepts(DataType type) {
    return type == DataType.FLOAT;
  }

  /** The data type of the result. */
  default DataType result(DataType operand) {
    return operand;
  }

  /**
   * A result put back beside its operand: 1-sized axes where they were combined, then broadcast.
   */
  private static Tensor alongside(Tensor x, Tensor reduced, List<Integer> axes) {
    Shape kept = x.shape();
    for (int axis : axes) {
      kept = kept.with(axis, 1);
    }
    return reduced.reshape(kept).broadcastTo(x.shape());
  }

  /** The sum over axes; FLOAT or INT. */
  record Sum(List<Integer> axes) implements Reduction {
    /** Copies the axes. */
    public Sum {
      axes = List.copyOf(axes);
    }

    @Override
    public boolean accepts(DataType type) {
      return true;
    }

    @Override
    public List<Tensor> gradients(Tensor y, Tensor gradient) {
      return List.of(alongside(y.input(0), gradient, axes));
    }
  }

  /**
   * The largest element over axes, NaN if one is; elements that are equally large share the
   * gradient evenly.
   */
  record Max(List<Integer> axes) implements Reduction {
    /** Copies the axes. */
    public Max {
      axes = List.copyOf(axes);
    }

    @Override
    public List<Tensor> gradients(Tensor y, Tensor gradient) {
      Tensor x = y.input(0);
      Tensor largest = x.equalTo(alongside(x, y, axes));
      Tensor share = gradient.dividedBy(largest.sumOver(axes));
      return List.of(largest.times(alongside(x, share, axes)));
    }
  }

  /**
   * log Σ exp(x) over axes, without overflow. Where all elements are −∞ the result is −∞ and the
   * gradient 0: a row of impossible choices pulls nowhere.
   */
  record LogSumExp(List<Integer> axes) implements Reduction {
    /** Copies the axes. */
    public LogSumExp {
      axes = List.copyOf(axes);
    }

    @Override
    public List<Tensor> gradients(Tensor y, Tensor gradient) {
      Tensor x = y.input(0);
      Tensor reference = Tensor.where(y.equalTo(Double.NEGATIVE_INFINITY), y.fill(0), y);
      Tensor softmax = x.minus(alongside(x, reference, axes)).exp();
      return List.of(softmax.times(alongside(x, gradient, axes)));
    }
  }

  /**
   * The INT index of the largest element along one axis, the first of equals. Not differentiated.
   */
  record ArgMax(int axis) implements Reduction {
    @Override
    public List<Integer> axes() {
      return List.of(axis);
    }

    @Override
    public DataType result(DataType operand) {
      return DataType.INT;
    }

    @Override
    public List<Tensor> gradients(Tensor y, Tensor gradient) {
      return List.of();
    }
  }
}

package org.vae4j.tensor;

import java.util.List;

/** Operations that pick, place, order or accumulate elements along an axis. */
public sealed interface Indexing extends Operation {
  /**
   * Operands (values {@code [batch…, n, rest…]}, INT indices {@code [batch…, places…]}): the
   * entries of axis n at the indices, {@code [batch…, places…, rest…]}. With no batch axes it looks
   * rows up in a table; with all but the last axis as batch axes it takes along the last axis. An
   * index outside {@code [0, n)} fails the run.
   *
   * @param batchAxes how many leading axes both operands share
   */
  record Gather(int batchAxes) implements Indexing {
    @Override
    public TensorType infer(List<TensorType> inputs) {
      TensorType values = inputs.get(0);
      TensorType indices = inputs.get(1);
      boolean fits = indices.dataType() == DataType.INT && values.shape().rank() > batchAxes;
      fits = fits && indices.shape().rank() >= batchAxes;
      fits = fits && values.shape().first(batchAxes).equals(indices.shape().first(batchAxes));
      String expected = "values and INT indices that share " + batchAxes + " batch axes";
      Operation.require(fits, this, expected, values + " and " + indices);
      Shape rest = values.shape().last(values.shape().rank() - batchAxes - 1);
      return values.with(indices.shape().concat(rest));
    }

    @Override
    public List<Tensor> gradients(Tensor y, Tensor gradient) {
      int size = y.input(0).shape().size(batchAxes);
      return List.of(gradient.scatterAdd(y.input(1), batchAxes, size));
    }
  }

  /**
   * The transpose of {@link Gather}: operands (updates {@code [batch…, places…, rest…]}, INT
   * indices {@code [batch…, places…]}) are added up into zeros {@code [batch…, size, rest…]};
   * updates at equal indices add up, in order. An index outside {@code [0, size)} fails the run.
   *
   * @param batchAxes how many leading axes both operands and the result share
   * @param size the size of the axis that is indexed
   */
  record ScatterAdd(int batchAxes, int size) implements Indexing {
    @Override
    public TensorType infer(List<TensorType> inputs) {
      TensorType updates = inputs.get(0);
      TensorType indices = inputs.get(1);
      int placed = indices.shape().rank();
      boolean fits =
          indices.dataType() == DataType.INT
              && placed >= batchAxes
              && updates.shape().rank() >= placed;
      fits = fits && updates.shape().first(placed).equals(indices.shape());
      String expected = "updates that begin with the axes of the INT indices";
      Operation.require(fits, this, expected, updates + " and " + indices);
      Shape rest = updates.shape().last(updates.shape().rank() - placed);
      return updates.with(updates.shape().first(batchAxes).concat(Shape.of(size)).concat(rest));
    }

    @Override
    public List<Tensor> gradients(Tensor y, Tensor gradient) {
      return List.of(gradient.gather(y.input(1), batchAxes));
    }
  }

  /**
   * The INT indices that sort the last axis ascending; equal elements keep their order. Not
   * differentiated.
   */
  record ArgSort() implements Indexing {
    @Override
    public TensorType infer(List<TensorType> inputs) {
      TensorType x = inputs.get(0);
      boolean fits = x.dataType() == DataType.FLOAT && x.shape().rank() > 0;
      Operation.require(fits, this, "a FLOAT tensor with an axis", x);
      return TensorType.ints(x.shape());
    }

    @Override
    public List<Tensor> gradients(Tensor y, Tensor gradient) {
      return List.of();
    }
  }

  /**
   * The running sum along an axis, each element included in its own sum.
   *
   * @param axis counted from the front
   * @param reverse whether to sum from the end
   */
  record CumSum(int axis, boolean reverse) implements Indexing {
    @Override
    public TensorType infer(List<TensorType> inputs) {
      TensorType x = inputs.get(0);
      boolean fits = x.dataType() == DataType.FLOAT && axis >= 0 && axis < x.shape().rank();
      Operation.require(fits, this, "a FLOAT tensor with axis " + axis, x);
      return x;
    }

    @Override
    public List<Tensor> gradients(Tensor y, Tensor gradient) {
      return List.of(gradient.graph().apply(new CumSum(axis, !reverse), gradient));
    }
  }
}

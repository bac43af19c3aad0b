package org.vae4j.tensor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Operations that move, repeat or drop elements without computing anything. Any data type. */
public sealed interface Layout extends Operation {
  /** The same elements in row-major order under another shape. */
  record Reshape(Shape shape) implements Layout {
    @Override
    public TensorType infer(List<TensorType> inputs) {
      TensorType x = inputs.get(0);
      Operation.require(
          x.shape().elementCount() == shape.elementCount(),
          this,
          "a shape of " + x.shape().elementCount() + " elements for " + x,
          shape + " of " + shape.elementCount());
      return x.with(shape);
    }

    @Override
    public List<Tensor> gradients(Tensor y, Tensor gradient) {
      return List.of(gradient.reshape(y.input(0).shape()));
    }
  }

  /** Axes in another order: axis i of the result is axis {@code permutation[i]} of the operand. */
  record Transpose(List<Integer> permutation) implements Layout {
    /** Copies the permutation. */
    public Transpose {
      permutation = List.copyOf(permutation);
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
      TensorType x = inputs.get(0);
      int rank = x.shape().rank();
      boolean valid = permutation.size() == rank && new HashSet<>(permutation).size() == rank;
      valid &= permutation.stream().allMatch(axis -> axis >= 0 && axis < rank);
      Operation.require(valid, this, "each axis of " + x + " once", permutation);
      return x.with(Shape.of(permutation.stream().mapToInt(x.shape()::size).toArray()));
    }

    @Override
    public List<Tensor> gradients(Tensor y, Tensor gradient) {
      int[] inverse = new int[permutation.size()];
      for (int axis = 0; axis < inverse.length; axis++) {
        inverse[permutation.get(axis)] = axis;
      }
      return List.of(gradient.transpose(inverse));
    }
  }

  /** Axes of size 1 repeated until the operand has this shape of the same rank. */
  record Broadcast(Shape shape) implements Layout {
    @Override
    public TensorType infer(List<TensorType> inputs) {
      TensorType x = inputs.get(0);
      boolean valid = x.shape().rank() == shape.rank();
      for (int axis = 0; valid && axis < shape.rank(); axis++) {
        valid = x.shape().size(axis) == shape.size(axis) || x.shape().size(axis) == 1;
      }
      Operation.require(valid, this, "a shape that " + x + " stretches to", shape);
      return x.with(shape);
    }

    @Override
    public List<Tensor> gradients(Tensor y, Tensor gradient) {
      Tensor x = y.input(0);
      int[] stretched =
          java.util.stream.IntStream.range(0, shape.rank())
              .filter(axis -> x.shape().size(axis) != shape.size(axis))
              .toArray();
      return List.of(gradient.sumOver(stretched).reshape(x.shape()));
    }
  }

  /** Tensors one after the other along an axis; all other axes agree. */
  record Concat(int axis) implements Layout {
    @Override
    public TensorType infer(List<TensorType> inputs) {
      TensorType first = inputs.get(0);
      int total = 0;
      for (TensorType x : inputs) {
        boolean fits = x.shape().rank() == first.shape().rank() && axis < x.shape().rank();
        fits = fits && x.equals(first.with(first.shape().with(axis, x.shape().size(axis))));
        Operation.require(
            fits, this, "operands that differ at axis " + axis + " alone", first + " and " + x);
        total += x.shape().size(axis);
      }
      return first.with(first.shape().with(axis, total));
    }

    @Override
    public List<Tensor> gradients(Tensor y, Tensor gradient) {
      List<Tensor> parts = new ArrayList<>();
      int from = 0;
      for (Tensor x : y.inputs()) {
        int to = from + x.shape().size(axis);
        parts.add(gradient.slice(axis, from, to));
        from = to;
      }
      return parts;
    }
  }

  /** Every {@code strides[a]}-th element of {@code [starts[a], limits[a])} along each axis a. */
  record Slice(List<Integer> starts, List<Integer> limits, List<Integer> strides)
      implements Layout {
    /** Copies the bounds. */
    public Slice {
      starts = List.copyOf(starts);
      limits = List.copyOf(limits);
      strides = List.copyOf(strides);
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
      TensorType x = inputs.get(0);
      int rank = x.shape().rank();
      boolean valid = starts.size() == rank && limits.size() == rank && strides.size() == rank;
      int[] sizes = new int[rank];
      for (int axis = 0; valid && axis < rank; axis++) {
        int start = starts.get(axis);
        int limit = limits.get(axis);
        int stride = strides.get(axis);
        valid = start >= 0 && start < limit && limit <= x.shape().size(axis) && stride > 0;
        sizes[axis] = valid ? (limit - start + stride - 1) / stride : 0;
      }
      Operation.require(
          valid,
          this,
          "non-empty bounds within " + x,
          "from " + starts + " to " + limits + " by " + strides);
      return x.with(Shape.of(sizes));
    }

    @Override
    public List<Tensor> gradients(Tensor y, Tensor gradient) {
      Shape whole = y.input(0).shape();
      List<Integer> high = new ArrayList<>();
      List<Integer> interior = new ArrayList<>();
      for (int axis = 0; axis < whole.rank(); axis++) {
        int covered = (y.shape().size(axis) - 1) * strides.get(axis) + 1;
        high.add(whole.size(axis) - starts.get(axis) - covered);
        interior.add(strides.get(axis) - 1);
      }
      return List.of(gradient.graph().apply(new Pad(starts, high, interior), gradient));
    }
  }

  /** Zeros put before, after and between the elements along each axis. */
  record Pad(List<Integer> low, List<Integer> high, List<Integer> interior) implements Layout {
    /** Copies the widths. */
    public Pad {
      low = List.copyOf(low);
      high = List.copyOf(high);
      interior = List.copyOf(interior);
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
      TensorType x = inputs.get(0);
      int rank = x.shape().rank();
      boolean valid = low.size() == rank && high.size() == rank && interior.size() == rank;
      int[] sizes = new int[rank];
      for (int axis = 0; valid && axis < rank; axis++) {
        valid = low.get(axis) >= 0 && high.get(axis) >= 0 && interior.get(axis) >= 0;
        int size = x.shape().size(axis);
        sizes[axis] = low.get(axis) + size + (size - 1) * interior.get(axis) + high.get(axis);
      }
      Operation.require(
          valid,
          this,
          "a width of at least 0 for each axis of " + x,
          low + ", " + high + ", " + interior);
      return x.with(Shape.of(sizes));
    }

    @Override
    public List<Tensor> gradients(Tensor y, Tensor gradient) {
      List<Integer> limits = new ArrayList<>();
      List<Integer> strides = new ArrayList<>();
      for (int axis = 0; axis < low.size(); axis++) {
        limits.add(y.shape().size(axis) - high.get(axis));
        strides.add(interior.get(axis) + 1);
      }
      return List.of(gradient.graph().apply(new Slice(low, limits, strides), gradient));
    }
  }
}

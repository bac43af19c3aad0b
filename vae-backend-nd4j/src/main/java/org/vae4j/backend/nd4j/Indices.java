package org.vae4j.backend.nd4j;

import java.util.Arrays;
import org.vae4j.tensor.Indexing;
import org.vae4j.tensor.Shape;

/** The operations that find their places in the numbers themselves. */
final class Indices {
  private Indices() {}

  /**
   * Copies the entries {@code [batch, index, rest]} of the values to {@code [batch, place, rest]}.
   */
  static Step gather(Indexing.Gather gather, Operand values, Operand indices, Operand result) {
    int size = values.shape().size(gather.batchAxes());
    int rest = values.shape().elementCount(gather.batchAxes() + 1, values.shape().rank());
    int places = indices.shape().elementCount(gather.batchAxes(), indices.shape().rank());
    return () -> {
      for (int at = 0; at < indices.count(); at++) {
        int index = index("gather", indices, at, size);
        result.copy(at * rest, values, (at / places * size + index) * rest, rest);
      }
    };
  }

  /** Adds the updates {@code [batch, place, rest]} up at {@code [batch, index, rest]}, in order. */
  static Step scatterAdd(
      Indexing.ScatterAdd scatter, Operand updates, Operand indices, Operand result) {
    int size = scatter.size();
    int rest = updates.shape().elementCount(indices.shape().rank(), updates.shape().rank());
    int places = indices.shape().elementCount(scatter.batchAxes(), indices.shape().rank());
    return () -> {
      result.clear();
      for (int at = 0; at < indices.count(); at++) {
        int to = (at / places * size + index("scatterAdd", indices, at, size)) * rest;
        for (int i = 0; i < rest; i++) {
          result.set(to + i, result.get(to + i) + updates.get(at * rest + i));
        }
      }
    };
  }

  private static int index(String operation, Operand indices, int at, int size) {
    int index = (int) indices.get(at);
    if (index < 0 || index >= size) {
      Shape shape = indices.shape();
      int[] position = shape.strides();
      for (int axis = 0; axis < position.length; axis++) {
        position[axis] = at / position[axis] % shape.size(axis);
      }
      throw new IllegalArgumentException(
          operation
              + ": expected an index in [0, "
              + size
              + "), got "
              + index
              + " (at "
              + Arrays.toString(position)
              + " of the indices "
              + shape
              + ")");
    }
    return index;
  }

  /** Sorts the places of each row by their numbers: a bottom-up merge sort, stable, NaN last. */
  static Step argSort(Operand x, Operand result, Doubles doubles) {
    int columns = x.shape().size(-1);
    double[] numbers = new double[columns];
    int[][] orders = new int[2][columns];
    return () -> {
      for (int row = 0; row < x.count(); row += columns) {
        doubles.read(x, row, numbers, 0, columns);
        int[] order = sorted(numbers, orders);
        for (int i = 0; i < columns; i++) {
          result.set(row + i, order[i]);
        }
      }
    };
  }

  private static int[] sorted(double[] x, int[][] orders) {
    int[] from = orders[0];
    int[] to = orders[1];
    Arrays.setAll(from, i -> i);
    for (int width = 1; width < x.length; width *= 2) {
      for (int low = 0; low < x.length; low += 2 * width) {
        int middle = Math.min(low + width, x.length);
        int high = Math.min(low + 2 * width, x.length);
        int left = low;
        int right = middle;
        for (int i = low; i < high; i++) {
          boolean takesRight =
              left == middle || (right < high && isLess(x[from[right]], x[from[left]]));
          to[i] = from[takesRight ? right++ : left++];
        }
      }
      int[] sorted = to;
      to = from;
      from = sorted;
    }
    return from;
  }

  private static boolean isLess(double a, double b) {
    return a < b || (Double.isNaN(b) && !Double.isNaN(a));
  }
}

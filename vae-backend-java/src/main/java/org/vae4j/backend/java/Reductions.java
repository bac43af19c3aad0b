package org.vae4j.backend.java;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.vae4j.tensor.DataType;
import org.vae4j.tensor.Indexing;
import org.vae4j.tensor.Reduction;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.TensorType;

/**
 * The operations that combine numbers along axes. The axes to combine are first brought last, if
 * they are not, and the kernels then work on rows: {@code [result, combined]}.
 */
final class Reductions {
  private Reductions() {}

  /** Numbers that are summed in about the time that a call of a native BLAS takes. */
  private static final int WORTH_CALLING = 1024;

  /** Columns of which vectors are worth a copy of each row. */
  private static final int WORTH_COPYING = 16;

  static Step of(Reduction reduction, Operand x, Operand result, Optional<NativeBlas> blas) {
    boolean calls = blas.isPresent() && x.count() >= WORTH_CALLING;
    int combined = x.count() / result.count();
    boolean last = result.count() == 1 || trails(reduction.axes(), x.shape().rank());
    if (!last && reduction instanceof Reduction.Sum && x.isFloat() && leads(reduction.axes())) {
      return calls
          ? sumRows(blas.get(), x.floats(), result.floats())
          : sumRows(x.floats(), result.floats());
    } else if (!last) {
      return transposed(reduction, x, result, blas);
    } else if (reduction instanceof Reduction.Sum) {
      if (!x.isFloat()) {
        return () -> sum(x.ints(), combined, result.ints());
      }
      return calls
          ? sumColumns(blas.get(), x.floats(), combined, result.floats())
          : () -> sum(x.floats(), combined, result.floats());
    } else if (reduction instanceof Reduction.Max) {
      return () -> max(x.floats(), combined, result.floats());
    } else if (reduction instanceof Reduction.LogSumExp) {
      return () -> logSumExp(x.floats(), combined, result.floats());
    } else if (reduction instanceof Reduction.ArgMax) {
      return () -> argMax(x.floats(), combined, result.ints());
    }
    throw new IllegalArgumentException("expected a reduction, got " + reduction);
  }

  private static boolean leads(List<Integer> axes) {
    return axes.get(axes.size() - 1) == axes.size() - 1;
  }

  private static boolean trails(List<Integer> axes, int rank) {
    return axes.isEmpty() || axes.get(0) == rank - axes.size();
  }

  /** The same reduction of the axes in an order that has the combined ones last. */
  private static Step transposed(
      Reduction reduction, Operand x, Operand result, Optional<NativeBlas> blas) {
    List<Integer> order = new ArrayList<>();
    for (int axis = 0; axis < x.shape().rank(); axis++) {
      if (!reduction.axes().contains(axis)) {
        order.add(axis);
      }
    }
    int kept = order.size();
    order.addAll(reduction.axes());
    int[] strides = x.shape().strides();
    int[] from = order.stream().mapToInt(axis -> strides[axis]).toArray();
    Shape shape = Shape.of(order.stream().mapToInt(x.shape()::size).toArray());
    DataType dataType = x.type().dataType();
    Operand moved =
        new Operand(new TensorType(shape, dataType), Operand.zeros(dataType, x.count()));
    Step move =
        new StridedCopy(shape.toArray(), x.array(), 0, from, moved.array(), 0, shape.strides());
    List<Integer> last = new ArrayList<>();
    for (int axis = kept; axis < shape.rank(); axis++) {
      last.add(axis);
    }
    Reduction reduceLast =
        reduction instanceof Reduction.Sum
            ? new Reduction.Sum(last)
            : reduction instanceof Reduction.Max
                ? new Reduction.Max(last)
                : reduction instanceof Reduction.LogSumExp
                    ? new Reduction.LogSumExp(last)
                    : new Reduction.ArgMax(kept);
    Step reduce = of(reduceLast, moved, result, blas);
    return () -> {
      move.run();
      reduce.run();
    };
  }

  /** Sums of columns. */
  private static Step sumRows(float[] x, float[] y) {
    if (y.length < WORTH_COPYING) {
      return () -> sumShortRows(x, y);
    }
    float[] row = new float[y.length];
    return () -> {
      Arrays.fill(y, 0);
      for (int at = 0; at < x.length; at += row.length) {
        System.arraycopy(x, at, row, 0, row.length); // from its start a loop is vectorized
        add(row, y);
      }
    };
  }

  private static void sumShortRows(float[] x, float[] y) {
    int columns = y.length;
    for (int column = 0; column < columns; column++) {
      float sum = 0;
      for (int at = column; at < x.length; at += columns) {
        sum += x[at];
      }
      y[column] = sum;
    }
  }

  private static void add(float[] x, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] += x[i];
    }
  }

  private static Step sumRows(NativeBlas blas, float[] x, float[] y) {
    float[] ones = ones(x.length / y.length);
    return () -> blas.combineRows(ones, x, y.length, 0, y);
  }

  private static Step sumColumns(NativeBlas blas, float[] x, int columns, float[] y) {
    float[] ones = ones(columns);
    return () -> blas.combineColumns(ones, x, columns, 0, y);
  }

  private static float[] ones(int count) {
    float[] ones = new float[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** Sums of rows, in double precision: a loss sums many numbers of one sign. */
  private static void sum(float[] x, int columns, float[] y) {
    for (int row = 0; row < y.length; row++) {
      y[row] = (float) sum(x, row * columns, columns);
    }
  }

  private static double sum(float[] x, int from, int count) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int fours = from + (count & ~3);
    for (int i = from; i < fours; i += 4) {
      sum0 += x[i];
      sum1 += x[i + 1];
      sum2 += x[i + 2];
      sum3 += x[i + 3];
    }
    for (int i = fours; i < from + count; i++) {
      sum0 += x[i];
    }
    return (sum0 + sum1) + (sum2 + sum3);
  }

  private static void sum(int[] x, int columns, int[] y) {
    for (int row = 0; row < y.length; row++) {
      int sum = 0;
      for (int i = row * columns; i < (row + 1) * columns; i++) {
        sum += x[i];
      }
      y[row] = sum;
    }
  }

  private static void max(float[] x, int columns, float[] y) {
    for (int row = 0; row < y.length; row++) {
      y[row] = max(x, row * columns, columns);
    }
  }

  private static float max(float[] x, int from, int count) {
    float max = x[from];
    for (int i = from + 1; i < from + count; i++) {
      max = Math.max(max, x[i]);
    }
    return max;
  }

  private static void logSumExp(float[] x, int columns, float[] y) {
    for (int row = 0; row < y.length; row++) {
      int from = row * columns;
      float max = max(x, from, columns);
      if (Float.isInfinite(max)) {
        y[row] = max; // −∞ where all are, and ∞ − ∞ must not arise
        continue;
      }
      double sum = 0;
      for (int i = from; i < from + columns; i++) {
        sum += SingleFunctions.exp((double) x[i] - max);
      }
      y[row] = (float) (max + SingleFunctions.log(sum));
    }
  }

  private static void argMax(float[] x, int columns, int[] y) {
    for (int row = 0; row < y.length; row++) {
      int from = row * columns;
      int best = 0;
      for (int i = 1; i < columns; i++) {
        if (x[from + i] > x[from + best]) {
          best = i;
        }
      }
      y[row] = best;
    }
  }

  /** Running sums along an axis. */
  static Step cumSum(Indexing.CumSum cumSum, Operand x, Operand result) {
    int[] strides = x.shape().strides();
    int stride = strides[cumSum.axis()];
    int size = x.shape().size(cumSum.axis());
    return () -> cumSum(x.floats(), size, stride, cumSum.reverse(), result.floats());
  }

  private static void cumSum(float[] x, int size, int stride, boolean reverse, float[] y) {
    for (int block = 0; block < x.length; block += size * stride) {
      for (int lane = 0; lane < stride; lane++) {
        double sum = 0;
        for (int i = 0; i < size; i++) {
          int at = block + lane + (reverse ? size - 1 - i : i) * stride;
          sum += x[at];
          y[at] = (float) sum;
        }
      }
    }
  }
}

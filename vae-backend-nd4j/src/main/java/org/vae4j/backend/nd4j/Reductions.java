package org.vae4j.backend.nd4j;

import java.util.Arrays;
import java.util.List;
import org.vae4j.tensor.Indexing;
import org.vae4j.tensor.Reduction;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.TensorType;

/**
 * The operations that combine numbers along axes, in double precision and a fixed order. Sums of
 * leading axes add up lines; for everything else the axes to combine are brought last, if they are
 * not, and rows {@code [result, combined]} are combined one by one.
 */
final class Reductions implements Step {
  /** From the numbers of a row to one. */
  private interface Row {
    double combine(double[] x, int count);
  }

  private final Operand x;
  private final Operand result;
  private final Doubles doubles;
  private final Row row;
  private final double[] numbers;

  private Reductions(Reduction reduction, Operand x, Operand result, Doubles doubles) {
    this.x = x;
    this.result = result;
    this.doubles = doubles;
    this.row = row(reduction);
    this.numbers = new double[x.count() / result.count()];
  }

  /** The step of a reduction; what it needs beside its operands is allocated from scratch. */
  static Step of(Reduction reduction, Operand x, Operand result, Doubles doubles, Scratch scratch) {
    int rank = x.shape().rank();
    List<Integer> axes = reduction.axes();
    boolean last = result.count() == 1 || axes.isEmpty() || axes.get(0) == rank - axes.size();
    if (last) {
      return new Reductions(reduction, x, result, doubles);
    } else if (reduction instanceof Reduction.Sum && axes.get(axes.size() - 1) == axes.size() - 1) {
      return sumOfLines(x, result, doubles);
    }
    int[] order = new int[rank];
    int at = 0;
    for (int axis = 0; axis < rank; axis++) {
      if (!axes.contains(axis)) {
        order[at++] = axis;
      }
    }
    for (int axis : axes) {
      order[at++] = axis;
    }
    int[] strides = x.shape().strides();
    Shape shape = Shape.of(Arrays.stream(order).map(x.shape()::size).toArray());
    Operand moved = scratch.allocate(new TensorType(shape, x.type().dataType()));
    int[] from = Arrays.stream(order).map(axis -> strides[axis]).toArray();
    Step move = new StridedCopy(shape.toArray(), x, 0, from, moved, 0, shape.strides());
    Step combine = new Reductions(reduction, moved, result, doubles);
    return () -> {
      move.run();
      combine.run();
    };
  }

  @Override
  public void run() {
    for (int at = 0; at < result.count(); at++) {
      doubles.read(x, at * numbers.length, numbers, 0, numbers.length);
      result.set(at, row.combine(numbers, numbers.length));
    }
  }

  private static Row row(Reduction reduction) {
    if (reduction instanceof Reduction.Sum) {
      return Reductions::sum;
    } else if (reduction instanceof Reduction.Max) {
      return Reductions::max;
    } else if (reduction instanceof Reduction.ArgMax) {
      return Reductions::argMax;
    } else if (reduction instanceof Reduction.LogSumExp) {
      return Reductions::logSumExp;
    }
    throw new IllegalArgumentException("expected a reduction, got " + reduction);
  }

  private static double sum(double[] x, int count) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int fours = count & ~3;
    for (int i = 0; i < fours; i += 4) {
      sum0 += x[i];
      sum1 += x[i + 1];
      sum2 += x[i + 2];
      sum3 += x[i + 3];
    }
    for (int i = fours; i < count; i++) {
      sum0 += x[i];
    }
    return (sum0 + sum1) + (sum2 + sum3);
  }

  private static double max(double[] x, int count) {
    double max = x[0];
    for (int i = 1; i < count; i++) {
      max = Math.max(max, x[i]);
    }
    return max;
  }

  private static double argMax(double[] x, int count) {
    int best = 0;
    for (int i = 1; i < count; i++) {
      if (x[i] > x[best]) {
        best = i;
      }
    }
    return best;
  }

  private static double logSumExp(double[] x, int count) {
    double max = max(x, count);
    if (Double.isInfinite(max)) {
      return max; // −∞ where all are, and ∞ − ∞ must not arise
    }
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += Math.exp(x[i] - max);
    }
    return max + Math.log(sum);
  }

  private static Step sumOfLines(Operand x, Operand result, Doubles doubles) {
    int width = result.count();
    double[] line = new double[width];
    double[] sums = new double[width];
    return () -> {
      Arrays.fill(sums, 0);
      for (int from = 0; from < x.count(); from += width) {
        doubles.read(x, from, line, 0, width);
        add(line, sums);
      }
      doubles.write(result, 0, sums, width);
    };
  }

  private static void add(double[] x, double[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += x[i];
    }
  }

  /** Running sums along an axis. */
  static Step cumSum(Indexing.CumSum cumSum, Operand x, Operand result) {
    int stride = x.shape().strides()[cumSum.axis()];
    int size = x.shape().size(cumSum.axis());
    return () -> {
      for (int line = 0; line < x.count() / size; line++) {
        int start = line / stride * size * stride + line % stride;
        double sum = 0;
        for (int i = 0; i < size; i++) {
          int at = start + (cumSum.reverse() ? size - 1 - i : i) * stride;
          sum += x.get(at);
          result.set(at, sum);
        }
      }
    };
  }
}

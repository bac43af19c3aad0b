package org.vae4j.backend.java;

import java.util.Arrays;
import org.vae4j.tensor.Reduction;

/**
 * Reductions in double precision: each number of the operand is put to the place of the result that
 * it belongs to.
 */
final class DoubleReductions {
  private DoubleReductions() {}

  static void compute(Reduction reduction, DoubleArray x, DoubleArray result) {
    if (reduction instanceof Reduction.Sum) {
      sum(reduction, x, result);
    } else if (reduction instanceof Reduction.Max) {
      max(reduction, x, result);
    } else if (reduction instanceof Reduction.LogSumExp) {
      logSumExp(reduction, x, result);
    } else if (reduction instanceof Reduction.ArgMax argMax) {
      argMax(argMax, x, result);
    }
  }

  private static void sum(Reduction reduction, DoubleArray x, DoubleArray result) {
    for (int i = 0; i < x.count(); i++) {
      result.numbers()[place(reduction, x, i, result)] += x.numbers()[i];
    }
  }

  private static void max(Reduction reduction, DoubleArray x, DoubleArray result) {
    Arrays.fill(result.numbers(), Double.NEGATIVE_INFINITY);
    for (int i = 0; i < x.count(); i++) {
      int to = place(reduction, x, i, result);
      result.numbers()[to] = Math.max(result.numbers()[to], x.numbers()[i]);
    }
  }

  private static void logSumExp(Reduction reduction, DoubleArray x, DoubleArray result) {
    DoubleArray max = DoubleArray.zeros(result.shape());
    max(reduction, x, max);
    for (int i = 0; i < x.count(); i++) {
      int to = place(reduction, x, i, result);
      result.numbers()[to] += StrictMath.exp(x.numbers()[i] - max.numbers()[to]);
    }
    for (int i = 0; i < result.count(); i++) {
      double largest = max.numbers()[i];
      result.numbers()[i] =
          Double.isInfinite(largest) ? largest : largest + StrictMath.log(result.numbers()[i]);
    }
  }

  private static void argMax(Reduction.ArgMax argMax, DoubleArray x, DoubleArray result) {
    double[] best = new double[result.count()];
    for (int i = 0; i < x.count(); i++) {
      int along = x.position(i)[argMax.axis()];
      int to = place(argMax, x, i, result);
      if (along == 0 || x.numbers()[i] > best[to]) {
        best[to] = x.numbers()[i];
        result.numbers()[to] = along;
      }
    }
  }

  /** The place in the result of a number of the operand: its position without the combined axes. */
  private static int place(Reduction reduction, DoubleArray x, int at, DoubleArray result) {
    int[] position = x.position(at);
    int[] kept = new int[result.shape().rank()];
    int next = 0;
    for (int axis = 0; axis < position.length; axis++) {
      if (!reduction.axes().contains(axis)) {
        kept[next++] = position[axis];
      }
    }
    return result.place(kept);
  }
}

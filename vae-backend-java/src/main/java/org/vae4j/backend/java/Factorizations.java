package org.vae4j.backend.java;

import java.util.Arrays;
import org.vae4j.tensor.LinearAlgebra;

/** Factors of small matrices, row by row; sums are in double precision. */
final class Factorizations {
  private Factorizations() {}

  /** The lower-triangular L with L·Lᵀ = A. */
  static Step cholesky(Operand a, Operand result) {
    int n = a.shape().size(-1);
    return () -> {
      for (int start = 0; start < a.count(); start += n * n) {
        cholesky(a.floats(), start, n, result.floats());
      }
    };
  }

  private static void cholesky(float[] a, int start, int n, float[] l) {
    Arrays.fill(l, start, start + n * n, 0);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        int row = start + i * n;
        int other = start + j * n;
        double rest = a[row + j];
        for (int k = 0; k < j; k++) {
          rest -= (double) l[row + k] * l[other + k];
        }
        if (i > j) {
          l[row + j] = (float) (rest / l[other + j]);
        } else if (rest > 0) {
          l[row + j] = (float) Math.sqrt(rest);
        } else { // not positive definite, or NaN
          Arrays.fill(l, start, start + n * n, Float.NaN);
          return;
        }
      }
    }
  }

  /** The X with op(A)·X = B. */
  static Step triangularSolve(
      LinearAlgebra.TriangularSolve solve, Operand a, Operand b, Operand result) {
    int n = b.shape().size(-2);
    int columns = b.shape().size(-1);
    int batches = b.count() / (n * columns);
    boolean forwards = solve.lower() != solve.transposed();
    int rowStride = solve.transposed() ? 1 : n;
    int columnStride = solve.transposed() ? n : 1;
    double[] sums = new double[columns];
    return () -> {
      for (int batch = 0; batch < batches; batch++) {
        int start = batch * n * n;
        for (int step = 0; step < n; step++) {
          int i = forwards ? step : n - 1 - step;
          int from = batch * n * columns;
          row(b.floats(), from + i * columns, sums);
          for (int before = 0; before < step; before++) {
            int j = forwards ? before : n - 1 - before;
            double factor = a.floats()[start + i * rowStride + j * columnStride];
            subtract(factor, result.floats(), from + j * columns, sums);
          }
          double diagonal = a.floats()[start + i * n + i];
          divide(sums, diagonal, result.floats(), from + i * columns);
        }
      }
    };
  }

  private static void row(float[] b, int from, double[] sums) {
    for (int column = 0; column < sums.length; column++) {
      sums[column] = b[from + column];
    }
  }

  private static void subtract(double factor, float[] x, int from, double[] sums) {
    for (int column = 0; column < sums.length; column++) {
      sums[column] -= factor * x[from + column];
    }
  }

  private static void divide(double[] sums, double diagonal, float[] x, int from) {
    for (int column = 0; column < sums.length; column++) {
      x[from + column] = (float) (sums[column] / diagonal);
    }
  }
}

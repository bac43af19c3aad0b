package org.vae4j.backend.nd4j;

import java.util.Arrays;
import org.vae4j.tensor.LinearAlgebra;

/** Factors of small matrices, row by row, in double precision. */
final class Factorizations {
  private Factorizations() {}

  /** The lower-triangular L with L·Lᵀ = A. */
  static Step cholesky(Operand a, Operand result, Doubles doubles) {
    int n = a.shape().size(-1);
    double[] matrix = new double[n * n];
    double[] factor = new double[n * n];
    return () -> {
      for (int start = 0; start < a.count(); start += n * n) {
        doubles.read(a, start, matrix, 0, n * n);
        cholesky(matrix, n, factor);
        doubles.write(result, start, factor, n * n);
      }
    };
  }

  private static void cholesky(double[] a, int n, double[] l) {
    Arrays.fill(l, 0);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double rest = a[i * n + j];
        for (int k = 0; k < j; k++) {
          rest -= l[i * n + k] * l[j * n + k];
        }
        if (i > j) {
          l[i * n + j] = rest / l[j * n + j];
        } else if (rest > 0) {
          l[i * n + j] = Math.sqrt(rest);
        } else { // not positive definite, or NaN
          Arrays.fill(l, Double.NaN);
          return;
        }
      }
    }
  }

  /** The X with op(A)·X = B. */
  static Step triangularSolve(
      LinearAlgebra.TriangularSolve solve, Operand a, Operand b, Operand result, Doubles doubles) {
    int n = b.shape().size(-2);
    int columns = b.shape().size(-1);
    double[] matrix = new double[n * n];
    double[] x = new double[n * columns];
    return () -> {
      for (int batch = 0; batch < b.count() / x.length; batch++) {
        doubles.read(a, batch * n * n, matrix, 0, n * n);
        doubles.read(b, batch * x.length, x, 0, x.length);
        solve(solve, matrix, n, x);
        doubles.write(result, batch * x.length, x, x.length);
      }
    };
  }

  /** Turns B into X. */
  private static void solve(LinearAlgebra.TriangularSolve solve, double[] a, int n, double[] x) {
    int columns = x.length / n;
    boolean forwards = solve.lower() != solve.transposed();
    for (int step = 0; step < n; step++) {
      int i = forwards ? step : n - 1 - step;
      for (int before = 0; before < step; before++) {
        int j = forwards ? before : n - 1 - before;
        double factor = solve.transposed() ? a[j * n + i] : a[i * n + j];
        for (int column = 0; column < columns; column++) {
          x[i * columns + column] -= factor * x[j * columns + column];
        }
      }
      for (int column = 0; column < columns; column++) {
        x[i * columns + column] /= a[i * n + i];
      }
    }
  }
}

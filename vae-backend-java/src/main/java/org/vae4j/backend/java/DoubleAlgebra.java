package org.vae4j.backend.java;

import java.util.Arrays;
import java.util.List;
import org.vae4j.tensor.LinearAlgebra;

/** Linear algebra in double precision, as in a textbook. */
final class DoubleAlgebra {
  private DoubleAlgebra() {}

  /** A matrix that lies somewhere in an array. */
  private record Matrix(double[] numbers, int start, int rowStride, int columnStride) {
    double at(int row, int column) {
      return numbers[start + row * rowStride + column * columnStride];
    }

    void set(int row, int column, double number) {
      numbers[start + row * rowStride + column * columnStride] = number;
    }
  }

  static void compute(LinearAlgebra operation, List<DoubleArray> operands, DoubleArray result) {
    int batches = result.shape().elementCount(0, result.shape().rank() - 2);
    int rows = result.shape().size(-2);
    int columns = result.shape().size(-1);
    DoubleArray a = operands.get(0);
    for (int batch = 0; batch < batches; batch++) {
      Matrix x = matrix(result, batch, false);
      if (operation instanceof LinearAlgebra.Matmul matmul) {
        int k = a.shape().size(matmul.transposeLeft() ? -2 : -1);
        Matrix left = matrix(a, batch, matmul.transposeLeft());
        Matrix right = matrix(operands.get(1), batch, matmul.transposeRight());
        multiply(left, right, x, rows, k, columns);
      } else if (operation instanceof LinearAlgebra.Cholesky) {
        cholesky(matrix(a, batch, false), x, rows);
      } else if (operation instanceof LinearAlgebra.TriangularSolve solve) {
        Matrix triangle = matrix(a, batch, solve.transposed());
        Matrix b = matrix(operands.get(1), batch, false);
        solve(triangle, solve.lower() != solve.transposed(), b, x, rows, columns);
      }
    }
  }

  private static Matrix matrix(DoubleArray x, int batch, boolean transposed) {
    int columns = x.shape().size(-1);
    int start = batch * x.shape().size(-2) * columns;
    return new Matrix(x.numbers(), start, transposed ? 1 : columns, transposed ? columns : 1);
  }

  private static void multiply(Matrix a, Matrix b, Matrix c, int rows, int k, int columns) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        double sum = 0;
        for (int p = 0; p < k; p++) {
          sum += a.at(i, p) * b.at(p, j);
        }
        c.set(i, j, sum);
      }
    }
  }

  private static void cholesky(Matrix a, Matrix l, int n) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double rest = a.at(i, j);
        for (int k = 0; k < j; k++) {
          rest -= l.at(i, k) * l.at(j, k);
        }
        if (i == j && !(rest > 0)) {
          Arrays.fill(l.numbers(), l.start(), l.start() + n * n, Double.NaN);
          return;
        }
        l.set(i, j, i == j ? Math.sqrt(rest) : rest / l.at(j, j));
      }
    }
  }

  private static void solve(Matrix a, boolean lower, Matrix b, Matrix x, int n, int columns) {
    for (int step = 0; step < n; step++) {
      int i = lower ? step : n - 1 - step;
      for (int column = 0; column < columns; column++) {
        double rest = b.at(i, column);
        for (int k = lower ? 0 : i + 1; k < (lower ? i : n); k++) {
          rest -= a.at(i, k) * x.at(k, column);
        }
        x.set(i, column, rest / a.at(i, i));
      }
    }
  }
}

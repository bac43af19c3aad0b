package org.vae4j.testkit;

import java.util.Arrays;
import org.vae4j.tensor.Shape;

/** One matrix of a batch, row by row. */
final class ReferenceMatrix {
  private final int rows;
  private final int columns;
  private final double[] values;

  private ReferenceMatrix(int rows, int columns, double[] values) {
    this.rows = rows;
    this.columns = columns;
    this.values = values;
  }

  static ReferenceMatrix of(Shape shape, double[] values, int batch) {
    int rows = shape.size(-2);
    int columns = shape.size(-1);
    int size = rows * columns;
    return new ReferenceMatrix(
        rows, columns, Arrays.copyOfRange(values, batch * size, (batch + 1) * size));
  }

  void copyTo(double[] target, int from) {
    System.arraycopy(values, 0, target, from, values.length);
  }

  private double at(int row, int column) {
    return values[row * columns + column];
  }

  private void set(int row, int column, double value) {
    values[row * columns + column] = value;
  }

  ReferenceMatrix transposedIf(boolean swap) {
    if (!swap) {
      return this;
    }
    ReferenceMatrix result = new ReferenceMatrix(columns, rows, new double[values.length]);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        result.set(column, row, at(row, column));
      }
    }
    return result;
  }

  ReferenceMatrix times(ReferenceMatrix right) {
    ReferenceMatrix result =
        new ReferenceMatrix(rows, right.columns, new double[rows * right.columns]);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < right.columns; column++) {
        double sum = 0;
        for (int k = 0; k < columns; k++) {
          sum += at(row, k) * right.at(k, column);
        }
        result.set(row, column, sum);
      }
    }
    return result;
  }

  ReferenceMatrix solveTriangular(ReferenceMatrix right, boolean lower) {
    ReferenceMatrix x = new ReferenceMatrix(rows, right.columns, new double[rows * right.columns]);
    for (int column = 0; column < right.columns; column++) {
      for (int step = 0; step < rows; step++) {
        int row = lower ? step : rows - 1 - step;
        double rest = right.at(row, column);
        for (int solved = 0; solved < step; solved++) {
          int other = lower ? solved : rows - 1 - solved;
          rest -= at(row, other) * x.at(other, column);
        }
        x.set(row, column, rest / at(row, row));
      }
    }
    return x;
  }

  ReferenceMatrix cholesky() {
    ReferenceMatrix l = new ReferenceMatrix(rows, rows, new double[rows * rows]);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column <= row; column++) {
        double rest = at(row, column);
        for (int k = 0; k < column; k++) {
          rest -= l.at(row, k) * l.at(column, k);
        }
        if (row == column && !(rest > 0)) {
          Arrays.fill(l.values, Double.NaN);
          return l;
        }
        l.set(row, column, row == column ? Math.sqrt(rest) : rest / l.at(column, column));
      }
    }
    return l;
  }
}

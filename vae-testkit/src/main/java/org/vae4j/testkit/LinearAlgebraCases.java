package org.vae4j.testkit;

import static org.vae4j.testkit.OperationCase.caseOf;

import java.util.ArrayList;
import java.util.List;
import org.vae4j.tensor.LinearAlgebra;
import org.vae4j.tensor.Shape;

/** Matrices, in batches and out of them, with what must not be read set to NaN. */
final class LinearAlgebraCases {
  private static final boolean[] BOTH = {false, true};
  private static final List<Shape> BATCHES =
      List.of(Shape.scalar(), Shape.of(1), Shape.of(3), Shape.of(2, 3));

  private LinearAlgebraCases() {}

  static List<OperationCase> all() {
    List<OperationCase> cases = new ArrayList<>();
    int[][] sizes = {
      {1, 1, 1}, {3, 5, 7}, {1, 17, 1}, {13, 1, 11}, {1, 7, 5}, {5, 7, 1}, {33, 65, 31}
    };
    for (boolean transposeLeft : BOTH) {
      for (boolean transposeRight : BOTH) {
        for (Shape batch : BATCHES) {
          for (int[] size : batch.rank() == 0 ? sizes : new int[][] {{1, 1, 1}, {3, 5, 7}}) {
            Shape left = transposeLeft ? Shape.of(size[1], size[0]) : Shape.of(size[0], size[1]);
            Shape right = transposeRight ? Shape.of(size[2], size[1]) : Shape.of(size[1], size[2]);
            Numbers a = Numbers.normal(batch.concat(left), 71);
            Numbers b = Numbers.normal(batch.concat(right), 72);
            String flags =
                (transposeLeft ? "left" : "") + (transposeRight ? "right" : "") + " transposed";
            cases.add(
                caseOf(
                    flags,
                    Tolerances.SUM,
                    new LinearAlgebra.Matmul(transposeLeft, transposeRight),
                    a,
                    b));
          }
        }
      }
    }
    matmulOfSpecialValues(cases);
    for (Shape batch : BATCHES) {
      for (int n : new int[] {1, 2, 5}) {
        cases.add(
            caseOf(
                "", Tolerances.MATRIX, new LinearAlgebra.Cholesky(), positiveDefinite(batch, n)));
        solves(cases, batch, n);
      }
    }
    Numbers indefinite =
        Numbers.of(Shape.of(4, 2, 2), 4, 99, 2, 5, 1, 0, 2, 1, 0, 0, 0, 0, 9, -99, 3, 2);
    cases.add(
        caseOf(
            "where not positive definite",
            Tolerances.MATRIX,
            new LinearAlgebra.Cholesky(),
            indefinite));
    return cases;
  }

  private static void matmulOfSpecialValues(List<OperationCase> cases) {
    double infinity = Double.POSITIVE_INFINITY;
    Numbers a = Numbers.of(Shape.of(3, 2), 0, 1, Double.NaN, 0, infinity, 1);
    Numbers b = Numbers.of(Shape.of(2, 3), infinity, 1, 0, 1, 2, 3);
    cases.add(
        caseOf("special values", Tolerances.SUM, new LinearAlgebra.Matmul(false, false), a, b));
  }

  /** A·Aᵀ + n·I below and on the diagonal, NaN above. */
  private static Numbers positiveDefinite(Shape batch, int n) {
    Shape shape = batch.concat(Shape.of(n, n));
    double[] a = Numbers.normal(shape, 73).toArray();
    return Numbers.generated(
        shape,
        i -> {
          int row = i / n % n;
          int column = i % n;
          int start = i - row * n - column;
          double sum = row == column ? n : 0;
          for (int k = 0; k < n; k++) {
            sum += a[start + row * n + k] * a[start + column * n + k];
          }
          return column > row ? Double.NaN : (float) sum;
        });
  }

  private static void solves(List<OperationCase> cases, Shape batch, int n) {
    for (boolean lower : BOTH) {
      for (boolean transposed : BOTH) {
        Shape square = batch.concat(Shape.of(n, n));
        double[] draws = Numbers.normal(square, 74).toArray();
        Numbers a =
            Numbers.generated(
                square,
                i -> {
                  int row = i / n % n;
                  int column = i % n;
                  boolean unread = lower ? column > row : column < row;
                  return unread ? Double.NaN : row == column ? 2 + Math.abs(draws[i]) : draws[i];
                });
        Numbers rounded = Numbers.generated(square, i -> (float) a.toArray()[i]);
        String flags = (lower ? "lower" : "upper") + (transposed ? ", transposed" : "");
        for (int k : new int[] {1, 3}) {
          Numbers b = Numbers.normal(batch.concat(Shape.of(n, k)), 75);
          cases.add(
              caseOf(
                  flags,
                  Tolerances.MATRIX,
                  new LinearAlgebra.TriangularSolve(lower, transposed),
                  rounded,
                  b));
        }
      }
    }
  }
}

package org.vae4j.tensor;

import java.util.List;
import java.util.function.DoubleBinaryOperator;

/**
 * Operations on the matrices in the last two axes; all leading axes are batch axes and agree.
 * FLOAT.
 */
public sealed interface LinearAlgebra extends Operation {
  /** Whether all operands are FLOAT matrices in the same batch axes. */
  private static boolean matrices(List<TensorType> inputs) {
    Shape first = inputs.get(0).shape();
    return inputs.stream()
        .allMatch(
            x ->
                x.dataType() == DataType.FLOAT
                    && x.shape().rank() >= 2
                    && x.shape()
                        .first(x.shape().rank() - 2)
                        .equals(first.first(Math.max(0, first.rank() - 2))));
  }

  /** x with each matrix multiplied elementwise by the pattern {@code weight(row - column)}. */
  private static Tensor banded(Tensor x, DoubleBinaryOperator weight) {
    int rows = x.shape().size(-2);
    int columns = x.shape().size(-1);
    double[] pattern = new double[rows * columns];
    for (int i = 0; i < pattern.length; i++) {
      int row = i / columns;
      pattern[i] = weight.applyAsDouble(row, i % columns);
    }
    return x.times(x.graph().literal(Shape.of(rows, columns), pattern));
  }

  /**
   * op(A)·op(B): {@code [batch…, m, k] × [batch…, k, n] → [batch…, m, n]}, where op transposes the
   * last two axes if asked.
   */
  record Matmul(boolean transposeLeft, boolean transposeRight) implements LinearAlgebra {
    @Override
    public TensorType infer(List<TensorType> inputs) {
      TensorType a = inputs.get(0);
      TensorType b = inputs.get(1);
      boolean fits = matrices(inputs);
      fits =
          fits
              && a.shape().size(transposeLeft ? -2 : -1)
                  == b.shape().size(transposeRight ? -1 : -2);
      String got =
          a
              + (transposeLeft ? " (transposed)" : "")
              + " and "
              + b
              + (transposeRight ? " (transposed)" : "");
      Operation.require(fits, this, "FLOAT matrices [m, k] and [k, n] in equal batch axes", got);
      int m = a.shape().size(transposeLeft ? -1 : -2);
      int n = b.shape().size(transposeRight ? -2 : -1);
      return a.with(a.shape().with(-2, m).with(-1, n));
    }

    @Override
    public List<Tensor> gradients(Tensor y, Tensor g) {
      Tensor a = y.input(0);
      Tensor b = y.input(1);
      Graph graph = g.graph();
      Tensor byLeft =
          transposeLeft
              ? graph.apply(new Matmul(transposeRight, true), b, g)
              : graph.apply(new Matmul(false, !transposeRight), g, b);
      Tensor byRight =
          transposeRight
              ? graph.apply(new Matmul(true, transposeLeft), g, a)
              : graph.apply(new Matmul(!transposeLeft, false), a, g);
      return List.of(byLeft, byRight);
    }
  }

  /**
   * The lower-triangular L with L·Lᵀ = A, of symmetric positive definite matrices. Only the lower
   * triangle of A is read, so only it has a gradient. Where A is not positive definite the whole
   * factor is NaN. Gradient: Murray (2016), "Differentiation of the Cholesky decomposition",
   * section 3.
   */
  record Cholesky() implements LinearAlgebra {
    @Override
    public TensorType infer(List<TensorType> inputs) {
      TensorType a = inputs.get(0);
      boolean fits = matrices(inputs) && a.shape().size(-1) == a.shape().size(-2);
      Operation.require(fits, this, "square FLOAT matrices", a);
      return a;
    }

    @Override
    public List<Tensor> gradients(Tensor l, Tensor g) {
      Graph graph = g.graph();
      Tensor inner = graph.apply(new Matmul(true, false), l, g);
      Tensor half = banded(inner, (row, column) -> row > column ? 1 : row == column ? 0.5 : 0);
      TriangularSolve byTransposed = new TriangularSolve(true, true);
      Tensor left = graph.apply(byTransposed, l, half);
      Tensor both = graph.apply(byTransposed, l, left.transposed());
      Tensor symmetric = both.plus(both.transposed());
      return List.of(
          banded(symmetric, (row, column) -> row > column ? 1 : row == column ? 0.5 : 0));
    }
  }

  /**
   * Operands (A {@code [batch…, n, n]}, B {@code [batch…, n, k]}): the X with op(A)·X = B, for
   * triangular A; the other triangle of A is not read.
   *
   * @param lower whether A is lower triangular, else upper
   * @param transposed whether op(A) is Aᵀ
   */
  record TriangularSolve(boolean lower, boolean transposed) implements LinearAlgebra {
    @Override
    public TensorType infer(List<TensorType> inputs) {
      TensorType a = inputs.get(0);
      TensorType b = inputs.get(1);
      boolean fits = matrices(inputs) && a.shape().size(-1) == a.shape().size(-2);
      fits = fits && b.shape().size(-2) == a.shape().size(-1);
      Operation.require(
          fits, this, "[n, n] and [n, k] FLOAT matrices in equal batch axes", a + " and " + b);
      return b;
    }

    @Override
    public List<Tensor> gradients(Tensor x, Tensor g) {
      Graph graph = g.graph();
      Tensor a = x.input(0);
      Tensor byRight = graph.apply(new TriangularSolve(lower, !transposed), a, g);
      Tensor outer =
          transposed
              ? graph.apply(new Matmul(false, true), x, byRight)
              : graph.apply(new Matmul(false, true), byRight, x);
      Tensor byLeft =
          banded(outer, (row, column) -> row == column || row > column == lower ? -1 : 0);
      return List.of(byLeft, byRight);
    }
  }
}

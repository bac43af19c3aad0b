package org.vae4j.backend.java;

import org.vae4j.tensor.LinearAlgebra;
import org.vae4j.tensor.Shape;

/**
 * op(A)·op(B) for each matrix of a batch by a native BLAS, or that added to what C holds. Threads
 * share the matrices of a batch, or the rows or columns of one, whichever are more.
 */
final class NativeMatmulStep implements Step {
  /** Multiplications that take about as long as waking a thread. */
  private static final double WORTH_SHARING = 1e6;

  private final NativeBlas blas;
  private final boolean transposeA;
  private final boolean transposeB;
  private final float[] a;
  private final float[] b;
  private final float[] c;
  private final float beta;
  private final int m;
  private final int n;
  private final int k;
  private final int batches;
  private final int parts;
  private final Step step;

  NativeMatmulStep(
      NativeBlas blas,
      LinearAlgebra.Matmul matmul,
      Operand a,
      Operand b,
      boolean adds,
      Operand c,
      Workspace workspace) {
    Shape shape = c.shape();
    this.blas = blas;
    this.transposeA = matmul.transposeLeft();
    this.transposeB = matmul.transposeRight();
    this.a = a.floats();
    this.b = b.floats();
    this.c = c.floats();
    this.beta = adds ? 1 : 0;
    this.m = shape.size(-2);
    this.n = shape.size(-1);
    this.k = a.shape().size(transposeA ? -2 : -1);
    this.batches = shape.elementCount(0, shape.rank() - 2);
    int threads = (double) c.count() * k < WORTH_SHARING ? 1 : workspace.workers().threads();
    this.parts = Math.min(threads, Math.max(batches, Math.max(m, n)));
    this.step = workspace.workers().step(parts, this::compute);
  }

  @Override
  public void run() {
    step.run();
  }

  private void compute(int part) {
    if (m == 1 && batches == 1 && parts == 1) { // a vector: one pass over the matrix
      if (transposeB) {
        blas.combineColumns(a, b, k, beta, c);
      } else {
        blas.combineRows(a, b, n, beta, c);
      }
      return;
    }
    if (batches >= parts) {
      int end = share(batches, part + 1);
      for (int batch = share(batches, part); batch < end; batch++) {
        compute(batch, 0, m, 0, n);
      }
      return;
    }
    for (int batch = 0; batch < batches; batch++) {
      if (m >= n) {
        compute(batch, share(m, part), share(m, part + 1), 0, n);
      } else {
        compute(batch, 0, m, share(n, part), share(n, part + 1));
      }
    }
  }

  private int share(int count, int part) {
    return (int) ((long) part * count / parts);
  }

  private void compute(int batch, int row, int endRow, int column, int endColumn) {
    int startA = batch * m * k + row * (transposeA ? 1 : k);
    int startB = batch * k * n + column * (transposeB ? k : 1);
    blas.product(
        transposeA,
        transposeB,
        endRow - row,
        endColumn - column,
        k,
        a,
        startA,
        transposeA ? m : k,
        b,
        startB,
        transposeB ? k : n,
        beta,
        c,
        batch * m * n + row * n + column,
        n);
  }
}

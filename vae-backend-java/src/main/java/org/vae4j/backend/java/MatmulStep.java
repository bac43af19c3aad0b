package org.vae4j.backend.java;

import org.vae4j.tensor.LinearAlgebra;
import org.vae4j.tensor.Shape;

/**
 * op(A)·op(B) for each matrix of a batch. Every element sums its products in the order of k,
 * whatever the number of rows is.
 */
final class MatmulStep implements Step {
  private final float[] a;
  private final float[] b;
  private final float[] c;
  private final int batches;
  private final int m;
  private final int n;
  private final int k;
  private final boolean transposeLeft;
  private final boolean transposeRight;
  private final float[][] rows;
  private final float[] sums;

  MatmulStep(LinearAlgebra.Matmul matmul, Operand a, Operand b, Operand result) {
    Shape shape = result.shape();
    this.a = a.floats();
    this.b = b.floats();
    this.c = result.floats();
    this.m = shape.size(-2);
    this.n = shape.size(-1);
    this.k = a.shape().size(matmul.transposeLeft() ? -2 : -1);
    this.batches = shape.elementCount() / (m * n);
    this.transposeLeft = matmul.transposeLeft();
    this.transposeRight = matmul.transposeRight();
    this.rows = new float[k][n];
    this.sums = new float[n];
  }

  @Override
  public void run() {
    for (int batch = 0; batch < batches; batch++) {
      pack(batch * k * n);
      for (int i = 0; i < m; i++) {
        java.util.Arrays.fill(sums, 0);
        for (int p = 0; p < k; p++) {
          add(a[batch * m * k + (transposeLeft ? p * m + i : i * k + p)], rows[p], sums);
        }
        System.arraycopy(sums, 0, c, (batch * m + i) * n, n);
      }
    }
  }

  /**
   * Brings op(B) into an array a row: loops over whole arrays are what the JIT compiler vectorizes.
   */
  private void pack(int start) {
    for (int p = 0; p < k; p++) {
      float[] row = rows[p];
      if (transposeRight) {
        for (int j = 0; j < n; j++) {
          row[j] = b[start + j * k + p];
        }
      } else {
        System.arraycopy(b, start + p * n, row, 0, n);
      }
    }
  }

  private static void add(float factor, float[] row, float[] sums) {
    for (int j = 0; j < sums.length; j++) {
      sums[j] += factor * row[j];
    }
  }
}

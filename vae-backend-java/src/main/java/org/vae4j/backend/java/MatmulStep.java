package org.vae4j.backend.java;

import java.util.Arrays;
import org.vae4j.tensor.LinearAlgebra;
import org.vae4j.tensor.Shape;

/**
 * op(A)·op(B) for each matrix of a batch. Every element sums its products one after the other in
 * the order of k, so its bits depend neither on the number of rows nor on how the work is divided.
 *
 * <p>The result is computed in lines, its rows or its columns, whichever are longer: a line is the
 * sum over k of a number of one operand times a line of the other. Lines are arrays of their own,
 * copied from and to the matrices, because loops over whole arrays are what the JIT compiler
 * vectorizes. Some lines of the operand serve many lines of the result while they are in the cache.
 */
final class MatmulStep implements Step {
  /** How many lines of the operand are copied at once. */
  private static final int SLAB = 16;

  /** How many lines of the result are computed at once. */
  private static final int CHUNK = 128;

  private final Matrix factors;
  private final Matrix lines;
  private final Matrix result;
  private final int batches;
  private final int k;
  private final float[][] slab;
  private final float[][] sums;

  MatmulStep(LinearAlgebra.Matmul matmul, Operand a, Operand b, Operand c) {
    Shape shape = c.shape();
    boolean byRows = shape.size(-1) >= shape.size(-2);
    Matrix left = Matrix.of(a, matmul.transposeLeft());
    Matrix right = Matrix.of(b, matmul.transposeRight());
    Matrix product = Matrix.of(c, false);
    this.factors = byRows ? left : right.transposed();
    this.lines = byRows ? right : left.transposed();
    this.result = byRows ? product : product.transposed();
    this.batches = shape.elementCount(0, shape.rank() - 2);
    this.k = lines.rows();
    this.slab = new float[Math.min(SLAB, k)][lines.columns()];
    this.sums = new float[Math.min(CHUNK, result.rows())][lines.columns()];
  }

  @Override
  public void run() {
    for (int batch = 0; batch < batches; batch++) {
      for (int from = 0; from < result.rows(); from += CHUNK) {
        compute(batch, from, Math.min(CHUNK, result.rows() - from));
      }
    }
  }

  private void compute(int batch, int from, int count) {
    for (int i = 0; i < count; i++) {
      Arrays.fill(sums[i], 0);
    }
    for (int p = 0; p < k; p += SLAB) {
      int depth = Math.min(SLAB, k - p);
      lines.read(batch, p, depth, slab);
      for (int q = 0; q < depth; q += 4) {
        for (int i = 0; i < count; i++) {
          add(factors.place(batch, from + i, p + q), q, Math.min(4, depth - q), sums[i]);
        }
      }
    }
    result.write(batch, from, count, sums);
  }

  /** Adds up to four lines of the slab, times the factors that start at a place. */
  private void add(int place, int q, int count, float[] sum) {
    float[] a = factors.array();
    int stride = factors.columnStride();
    if (count == 4) {
      add(
          a[place],
          slab[q],
          a[place + stride],
          slab[q + 1],
          a[place + 2 * stride],
          slab[q + 2],
          a[place + 3 * stride],
          slab[q + 3],
          sum);
    } else {
      for (int i = 0; i < count; i++) {
        add(a[place + i * stride], slab[q + i], sum);
      }
    }
  }

  private static void add(
      float a0,
      float[] x0,
      float a1,
      float[] x1,
      float a2,
      float[] x2,
      float a3,
      float[] x3,
      float[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] = sum[i] + a0 * x0[i] + a1 * x1[i] + a2 * x2[i] + a3 * x3[i];
    }
  }

  private static void add(float a, float[] x, float[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] = sum[i] + a * x[i];
    }
  }

  /**
   * The matrices of a batch, or their transposes, in an array.
   *
   * @param array all numbers
   * @param rows of each matrix
   * @param columns of each matrix
   * @param rowStride how far apart neighbors in a column are
   * @param columnStride how far apart neighbors in a row are
   */
  private record Matrix(float[] array, int rows, int columns, int rowStride, int columnStride) {
    static Matrix of(Operand x, boolean transposed) {
      int columns = x.shape().size(-1);
      Matrix matrix = new Matrix(x.floats(), x.shape().size(-2), columns, columns, 1);
      return transposed ? matrix.transposed() : matrix;
    }

    Matrix transposed() {
      return new Matrix(array, columns, rows, columnStride, rowStride);
    }

    int place(int batch, int row, int column) {
      return batch * rows * columns + row * rowStride + column * columnStride;
    }

    /** Copies rows to arrays. */
    void read(int batch, int row, int count, float[][] target) {
      int start = place(batch, row, 0);
      if (columnStride == 1) {
        for (int i = 0; i < count; i++) {
          System.arraycopy(array, start + i * rowStride, target[i], 0, columns);
        }
      } else {
        for (int column = 0; column < columns; column++) {
          for (int i = 0; i < count; i++) {
            target[i][column] = array[start + i * rowStride + column * columnStride];
          }
        }
      }
    }

    /** Copies arrays to rows. */
    void write(int batch, int row, int count, float[][] source) {
      int start = place(batch, row, 0);
      if (columnStride == 1) {
        for (int i = 0; i < count; i++) {
          System.arraycopy(source[i], 0, array, start + i * rowStride, columns);
        }
      } else {
        for (int column = 0; column < columns; column++) {
          for (int i = 0; i < count; i++) {
            array[start + i * rowStride + column * columnStride] = source[i][column];
          }
        }
      }
    }
  }
}

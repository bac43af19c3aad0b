package org.vae4j.backend.java;

import java.util.Arrays;
import java.util.Optional;
import org.vae4j.tensor.LinearAlgebra;
import org.vae4j.tensor.Shape;

/**
 * op(A)·op(B) + an addend, for each matrix of a batch. Every element sums its products one after
 * the other in the order of k, so its bits depend neither on the number of rows nor on how the work
 * is divided.
 *
 * <p>The result is computed in lines, its rows or its columns, whichever are longer: a line is the
 * sum over k of a number of one operand times a line of the other. Lines are copied to arrays of
 * their own, because loops from the start of separate arrays are what the JIT compiler vectorizes.
 * A block of lines fits in the cache, and a slab of the operand serves all lines of a block.
 */
final class MatmulStep implements Step {
  /** Multiplications that take about as long as waking a thread. */
  private static final double WORTH_SHARING = 1e6;

  private final Matrix factors;
  private final Matrix lines;
  private final Matrix result;
  private final Optional<Matrix> addend;
  private final int k;
  private final int height;
  private final int width;
  private final int blocksOfRows;
  private final int blocks;
  private final int parts;
  private final Workspace workspace;
  private final Step step;

  /**
   * The step.
   *
   * @param addend added to each row of the result or, if it has its size, to the result; it may be
   *     in C
   */
  MatmulStep(
      LinearAlgebra.Matmul matmul,
      Operand a,
      Operand b,
      Optional<Operand> addend,
      Operand c,
      Workspace workspace) {
    Shape shape = c.shape();
    boolean byRows = shape.size(-1) >= shape.size(-2);
    Matrix left = Matrix.of(a, matmul.transposeLeft());
    Matrix right = Matrix.of(b, matmul.transposeRight());
    Matrix product = Matrix.of(c, false);
    this.factors = byRows ? left : right.transposed();
    this.lines = byRows ? right : left.transposed();
    this.result = byRows ? product : product.transposed();
    this.addend = addend.map(x -> product.addend(x.floats())).map(x -> byRows ? x : x.transposed());
    this.k = lines.rows();
    int batches = shape.elementCount(0, shape.rank() - 2);
    int threads = (double) c.count() * k < WORTH_SHARING ? 1 : workspace.workers().threads();
    int share = batches >= threads ? result.rows() : ceilDiv(result.rows(), threads);
    this.height = Math.min(MatmulScratch.LINES, share);
    this.width = MatmulScratch.blockWidth(result.columns());
    this.blocksOfRows = ceilDiv(result.rows(), height);
    this.blocks = batches * blocksOfRows;
    this.parts = Math.min(threads, blocks);
    this.workspace = workspace;
    for (int part = 0; part < parts; part++) {
      workspace.scratch(part).require(height, width);
    }
    this.step = workspace.workers().step(parts, this::compute);
  }

  private static int ceilDiv(int a, int b) {
    return (a + b - 1) / b;
  }

  @Override
  public void run() {
    step.run();
  }

  private void compute(int part) {
    int end = (int) ((part + 1L) * blocks / parts);
    for (int block = (int) ((long) part * blocks / parts); block < end; block++) {
      int batch = block / blocksOfRows;
      int row = block % blocksOfRows * height;
      for (int column = 0; column < result.columns(); column += width) {
        compute(
            batch,
            row,
            Math.min(height, result.rows() - row),
            column,
            Math.min(width, result.columns() - column),
            workspace.scratch(part));
      }
    }
  }

  /** Computes a block of the result. */
  private void compute(
      int batch, int row, int height, int column, int width, MatmulScratch scratch) {
    float[][] slab = scratch.slab();
    float[][] weights = scratch.weights();
    float[][] sums = scratch.sums();
    for (int i = 0; i < height; i++) {
      Arrays.fill(sums[i], 0, width, 0);
    }
    for (int p = 0; p < k; p += MatmulScratch.DEPTH) {
      int depth = Math.min(MatmulScratch.DEPTH, k - p);
      lines.read(batch, p, depth, column, width, slab);
      factors.read(batch, row, height, p, depth, weights);
      for (int q = 0; q < depth; q += 4) {
        for (int i = 0; i < height; i++) {
          add(weights[i], slab, q, Math.min(4, depth - q), sums[i], width);
        }
      }
    }
    if (addend.isPresent()) {
      addend.get().addTo(batch, row, height, column, width, sums);
    }
    result.write(batch, row, height, column, width, sums);
  }

  /** Adds up to four lines of the slab, from line q on, times their weights. */
  private static void add(
      float[] weights, float[][] slab, int q, int count, float[] sum, int width) {
    if (count == 4) {
      add(
          weights[q],
          slab[q],
          weights[q + 1],
          slab[q + 1],
          weights[q + 2],
          slab[q + 2],
          weights[q + 3],
          slab[q + 3],
          sum,
          width);
    } else {
      for (int i = q; i < q + count; i++) {
        add(weights[i], slab[i], sum, width);
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
      float[] sum,
      int width) {
    for (int i = 0; i < width; i++) {
      sum[i] = sum[i] + a0 * x0[i] + a1 * x1[i] + a2 * x2[i] + a3 * x3[i];
    }
  }

  private static void add(float a, float[] x, float[] sum, int width) {
    for (int i = 0; i < width; i++) {
      sum[i] = sum[i] + a * x[i];
    }
  }

  /**
   * The matrices of a batch, or their transposes, in an array.
   *
   * @param array all numbers
   * @param rows of each matrix
   * @param columns of each matrix
   * @param matrixStride how far apart matrices are
   * @param rowStride how far apart neighbors in a column are
   * @param columnStride how far apart neighbors in a row are
   */
  private record Matrix(
      float[] array, int rows, int columns, int matrixStride, int rowStride, int columnStride) {
    static Matrix of(Operand x, boolean transposed) {
      int columns = x.shape().size(-1);
      int rows = x.shape().size(-2);
      Matrix matrix = new Matrix(x.floats(), rows, columns, rows * columns, columns, 1);
      return transposed ? matrix.transposed() : matrix;
    }

    Matrix transposed() {
      return new Matrix(array, columns, rows, matrixStride, columnStride, rowStride);
    }

    /** One row for all rows of this matrix, or as many numbers as this array has. */
    Matrix addend(float[] numbers) {
      return numbers.length == array.length
          ? new Matrix(numbers, rows, columns, matrixStride, rowStride, columnStride)
          : new Matrix(numbers, rows, columns, 0, 0, 1);
    }

    int place(int batch, int row, int column) {
      return batch * matrixStride + row * rowStride + column * columnStride;
    }

    /** Copies a block, row by row, to the start of arrays. */
    void read(int batch, int row, int height, int column, int width, float[][] target) {
      int start = place(batch, row, column);
      if (columnStride == 1) {
        for (int i = 0; i < height; i++) {
          System.arraycopy(array, start + i * rowStride, target[i], 0, width);
        }
      } else {
        for (int j = 0; j < width; j++) {
          for (int i = 0; i < height; i++) {
            target[i][j] = array[start + i * rowStride + j * columnStride];
          }
        }
      }
    }

    /** Adds a block, row by row, to the start of arrays. */
    void addTo(int batch, int row, int height, int column, int width, float[][] target) {
      int start = place(batch, row, column);
      for (int i = 0; i < height; i++) {
        for (int j = 0; j < width; j++) {
          target[i][j] += array[start + i * rowStride + j * columnStride];
        }
      }
    }

    /** Copies the start of arrays, one a row, to a block. */
    void write(int batch, int row, int height, int column, int width, float[][] source) {
      int start = place(batch, row, column);
      if (columnStride == 1) {
        for (int i = 0; i < height; i++) {
          System.arraycopy(source[i], 0, array, start + i * rowStride, width);
        }
      } else {
        for (int j = 0; j < width; j++) {
          for (int i = 0; i < height; i++) {
            array[start + i * rowStride + j * columnStride] = source[i][j];
          }
        }
      }
    }
  }
}

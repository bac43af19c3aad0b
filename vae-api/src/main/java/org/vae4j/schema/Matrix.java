package org.vae4j.schema;

import java.util.Arrays;

/**
 * An immutable table of 32-bit floats, shape [rows, columns], stored row by row.
 *
 * <p>Arrays are copied on the way in and on the way out, so a matrix never changes. It may hold any
 * float, NaN included; a {@code Dataset} is stricter.
 */
public final class Matrix {

  private static final int SHOWN_ROWS = 6;
  private static final int SHOWN_COLUMNS = 8;

  private final int rows;
  private final int columns;
  private final float[] values;

  private Matrix(int rows, int columns, float[] values) {
    this.rows = rows;
    this.columns = columns;
    this.values = values;
  }

  /** Writes one row of a matrix that is being made. */
  @FunctionalInterface
  public interface RowSource {
    /**
     * Fills one row.
     *
     * @param row index of the row, from 0
     * @param out receives the row's values, one per column; reused for the next row
     */
    void fill(int row, float[] out);
  }

  /**
   * A matrix of the given rows.
   *
   * @param rows at least one row, all of one length
   * @throws IllegalArgumentException if there is no row or the rows differ in length
   */
  public static Matrix of(float[][] rows) {
    if (rows.length == 0) {
      throw new IllegalArgumentException(
          "cannot make a matrix: expected at least one row, got none;"
              + " use Matrix.of(0, columns, new float[0]) for an empty one");
    }
    int columns = rows[0].length;
    for (int r = 1; r < rows.length; r++) {
      if (rows[r].length != columns) {
        throw new IllegalArgumentException(
            ("cannot make a matrix: expected %d values in row %d as in row 0, got %d; give"
                    + " every row the same length")
                .formatted(columns, r, rows[r].length));
      }
    }
    return ofRows(
        rows.length, columns, (row, out) -> System.arraycopy(rows[row], 0, out, 0, columns));
  }

  /**
   * A matrix of values in row-major order.
   *
   * @param rows number of rows, zero or more
   * @param columns number of columns, zero or more
   * @param values {@code rows * columns} values; copied
   * @throws IllegalArgumentException if the number of values is not {@code rows * columns}
   */
  public static Matrix of(int rows, int columns, float[] values) {
    int size = size(rows, columns);
    if (values.length != size) {
      throw new IllegalArgumentException(
          "cannot make a matrix: expected %d values for shape [%d, %d], got %d"
              .formatted(size, rows, columns, values.length));
    }
    return new Matrix(rows, columns, values.clone());
  }

  /**
   * A matrix whose rows are written one at a time, without a second copy of the whole.
   *
   * @param rows number of rows, zero or more
   * @param columns number of columns, zero or more
   * @param source called once per row, in order
   */
  public static Matrix ofRows(int rows, int columns, RowSource source) {
    float[] values = new float[size(rows, columns)];
    float[] row = new float[columns];
    for (int r = 0; r < rows; r++) {
      source.fill(r, row);
      System.arraycopy(row, 0, values, r * columns, columns);
    }
    return new Matrix(rows, columns, values);
  }

  private static int size(int rows, int columns) {
    long size = (long) rows * columns;
    if (rows < 0 || columns < 0 || size > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          ("cannot make a matrix of shape [%d, %d]: expected sizes of at least 0 and at most"
                  + " 2^31 - 9 values in all")
              .formatted(rows, columns));
    }
    return (int) size;
  }

  /** Number of rows. */
  public int rows() {
    return rows;
  }

  /** Number of columns. */
  public int columns() {
    return columns;
  }

  /**
   * One value.
   *
   * @throws IndexOutOfBoundsException if there is no such row or column
   */
  public float get(int row, int column) {
    if (row < 0 || row >= rows || column < 0 || column >= columns) {
      throw new IndexOutOfBoundsException(
          "no value at row %d, column %d of a matrix of shape [%d, %d]"
              .formatted(row, column, rows, columns));
    }
    return values[row * columns + column];
  }

  /**
   * A copy of one row.
   *
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public float[] row(int row) {
    float[] copy = new float[columns];
    copyRow(row, copy, 0);
    return copy;
  }

  /**
   * Copies one row into an array.
   *
   * @param row index of the row
   * @param out receives {@code columns()} values
   * @param offset where in {@code out} the row starts
   * @throws IndexOutOfBoundsException if there is no such row, or it does not fit
   */
  public void copyRow(int row, float[] out, int offset) {
    if (row < 0 || row >= rows) {
      throw new IndexOutOfBoundsException("no row %d in a matrix of %d rows".formatted(row, rows));
    }
    System.arraycopy(values, row * columns, out, offset, columns);
  }

  /** A copy of all values in row-major order. */
  public float[] toArray() {
    return values.clone();
  }

  /** Equal shape and, bit for bit except for the kinds of NaN, equal values. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Matrix that
        && rows == that.rows
        && columns == that.columns
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return (31 * rows + columns) * 31 + Arrays.hashCode(values);
  }

  /** The shape and the first few values. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("Matrix[%d, %d]".formatted(rows, columns));
    for (int r = 0; r < Math.min(rows, SHOWN_ROWS); r++) {
      text.append("\n ");
      for (int c = 0; c < Math.min(columns, SHOWN_COLUMNS); c++) {
        text.append(' ').append(values[r * columns + c]);
      }
      text.append(columns > SHOWN_COLUMNS ? " …" : "");
    }
    return text.append(rows > SHOWN_ROWS ? "\n  …" : "").toString();
  }
}

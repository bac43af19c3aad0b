package org.vae4j.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.vae4j.error.DataException;
import org.vae4j.schema.DataSchema;
import org.vae4j.schema.Matrix;
import org.vae4j.schema.Row;

/**
 * Rows of numbers and what they mean: an immutable [rows, schema width] table in original units
 * with a {@link DataSchema}. It has at least one row, and every value is one that its schema
 * accepts.
 *
 * <p>Values are 32-bit floats; larger whole numbers and doubles from files are rounded to them.
 * Images of bytes are held as bytes. Safe for use from many threads.
 */
public final class Dataset {

  private static final String IN_MEMORY = "data in memory";

  private final RawValues values;
  private final int[] index;
  private final DataSchema schema;
  private final String source;

  private Dataset(RawValues values, int[] index, DataSchema schema, String source) {
    this.values = values;
    this.index = index;
    this.schema = schema;
    this.source = source;
  }

  /**
   * Rows of unnamed columns, taken as they are, without scaling.
   *
   * @param rows [rows, width], at least one row and one column
   * @throws DataException if a value is NaN or infinite
   * @throws IllegalArgumentException if there is no row or the rows differ in length
   */
  public static Dataset of(float[][] rows) {
    return of(Matrix.of(rows));
  }

  /**
   * Rows of unnamed columns, taken as they are, without scaling.
   *
   * @param values [rows, width], at least one row and one column
   * @throws DataException if there is no row or a value is NaN or infinite
   */
  public static Dataset of(Matrix values) {
    if (values.columns() == 0) {
      throw new DataException("cannot use data in memory: expected at least one column, got none");
    }
    return of(values, DataSchema.unnamed(values.columns()));
  }

  /**
   * Rows of a known kind.
   *
   * @param values [rows, schema width] in original units, at least one row
   * @param schema what a row is
   * @throws DataException if there is no row, the width differs or a value is not accepted
   */
  public static Dataset of(Matrix values, DataSchema schema) {
    return checked(new RawValues.Floats(values), schema, IN_MEMORY);
  }

  /**
   * Rows made by {@link DataSchema#row}.
   *
   * @param rows at least one, all of one schema
   * @throws DataException if there is no row or the schemas differ
   */
  public static Dataset of(List<Row> rows) {
    if (rows.isEmpty()) {
      throw new DataException("cannot use data in memory: expected at least one row, got none");
    }
    DataSchema schema = rows.get(0).schema();
    float[][] values = new float[rows.size()][];
    for (int r = 0; r < values.length; r++) {
      if (!rows.get(r).schema().equals(schema)) {
        throw new DataException(
            "cannot use data in memory: expected rows of one schema, %s, got %s in row %d"
                .formatted(schema, rows.get(r).schema(), r));
      }
      values[r] = rows.get(r).toArray();
    }
    return of(Matrix.of(values), schema);
  }

  /**
   * Reads a file of any supported kind: CSV, IDX or NPY, each also compressed with gzip. The first
   * bytes decide, then the name.
   *
   * @throws DataException if the content is not valid or of no supported kind
   * @throws IOException if the file cannot be read
   */
  public static Dataset open(Path file) throws IOException {
    return DataFiles.read(file);
  }

  /**
   * Reads comma-separated numbers with a line of column names first (RFC 4180: quoting, LF or CRLF;
   * UTF-8, with or without byte order mark; also compressed with gzip).
   *
   * <p>The schema is inferred: a table whose values all lie in [0, 1] is taken as it is, any other
   * is {@link #standardized()}.
   *
   * @throws DataException if the content is not valid; names file, line, column and cure
   * @throws IOException if the file cannot be read
   */
  public static Dataset csv(Path file) throws IOException {
    return CsvReader.read(file);
  }

  /**
   * Reads unsigned bytes in the IDX format of the MNIST files, also compressed with gzip.
   *
   * <p>Three dimensions [rows, height, width] are grey images, four [rows, height, width, channels]
   * colored ones, two [rows, width] a table (its schema is inferred as for {@link #csv}).
   *
   * @throws DataException if the content is not valid; names file, fault and cure
   * @throws IOException if the file cannot be read
   */
  public static Dataset idx(Path file) throws IOException {
    return IdxReader.read(file);
  }

  /**
   * Reads a NumPy array file (versions 1 to 3; {@code f4 f8 u1 i4 i8} in either byte order and
   * memory order; also compressed with gzip).
   *
   * <p>Two dimensions [rows, width] are a table (its schema is inferred as for {@link #csv});
   * {@code u1} arrays of three, [rows, height, width], or four, [rows, height, width, channels],
   * are images.
   *
   * @throws DataException if the content is not valid; names file, fault and cure
   * @throws IOException if the file cannot be read
   */
  public static Dataset npy(Path file) throws IOException {
    return NpyReader.read(file);
  }

  /** Checks every value against the schema. */
  static Dataset checked(RawValues values, DataSchema schema, String source) {
    int[] all = IntStream.range(0, values.rows()).toArray();
    return new Dataset(values, all, schema, source).check();
  }

  /** A table read from a file: scaled only if some value is outside [0, 1]. */
  static Dataset inferred(RawValues values, DataSchema unscaled, String source) {
    Dataset data = checked(values, unscaled, source);
    float[] row = new float[data.width()];
    for (int r = 0; r < data.rows(); r++) {
      data.raw(r, row, 0);
      for (float value : row) {
        if (value < 0 || value > 1) {
          return data.standardized();
        }
      }
    }
    return data;
  }

  private Dataset check() {
    if (index.length == 0) {
      throw new DataException(
          "cannot use %s: expected at least one row, got none".formatted(source));
    }
    schema.requireWidth(values.width(), source);
    boolean always = holdsPixels();
    float[] row = new float[width()];
    for (int r = 0; r < rows() && !always; r++) {
      raw(r, row, 0);
      for (int c = 0; c < row.length; c++) {
        if (!schema.accepts(c, row[c])) {
          throw new DataException(
              "cannot use %s: expected %s in column \"%s\", got %s (row %d, counted from 0); %s"
                  .formatted(
                      source,
                      schema.expected(c),
                      schema.columns().get(c).name(),
                      row[c],
                      r,
                      "remove the row or correct the value"));
        }
      }
    }
    return this;
  }

  /** Number of rows, at least 1. */
  public int rows() {
    return index.length;
  }

  /** Values per row. */
  public int width() {
    return schema.width();
  }

  /** What a row is. */
  public DataSchema schema() {
    return schema;
  }

  /** Where the rows came from, for messages: a file name, or "data in memory". */
  public String source() {
    return source;
  }

  /** All values in original units, [rows, width]. */
  public Matrix matrix() {
    return Matrix.ofRows(rows(), width(), (row, out) -> raw(row, out, 0));
  }

  /** All values as network inputs, [rows, width]. */
  public Matrix inputs() {
    return Matrix.ofRows(rows(), width(), (row, out) -> inputs(row, out, 0));
  }

  /**
   * One row in original units.
   *
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public Row row(int row) {
    float[] raw = new float[width()];
    raw(row, raw, 0);
    return schema.row(raw);
  }

  /**
   * Writes one row as network inputs: scaled, not binarized.
   *
   * @param row index of the row
   * @param out receives {@code width()} inputs
   * @param offset where in {@code out} the row starts
   * @throws IndexOutOfBoundsException if there is no such row, or it does not fit
   */
  public void inputs(int row, float[] out, int offset) {
    if (values instanceof RawValues.Bytes bytes && schema.image().isPresent()) {
      bytes.copyPixelInputs(index[row], out, offset);
    } else {
      raw(row, out, offset);
      schema.toInputs(out, offset);
    }
  }

  /** Whether rows are images, and held as bytes. */
  boolean holdsPixels() {
    return values instanceof RawValues.Bytes && schema.image().isPresent();
  }

  /** Writes one row in original units. */
  void raw(int row, float[] out, int offset) {
    values.copyRow(index[row], out, offset);
  }

  /**
   * Some consecutive rows; nothing is copied.
   *
   * @param from first row
   * @param to after the last row
   * @throws IllegalArgumentException unless 0 ≤ from &lt; to ≤ rows
   */
  public Dataset subset(int from, int to) {
    if (from < 0 || to > rows() || from >= to) {
      throw new IllegalArgumentException(
          "cannot take rows %d to %d of %s: expected 0 ≤ from < to ≤ %d"
              .formatted(from, to, source, rows()));
    }
    return select(IntStream.range(from, to).toArray());
  }

  /**
   * The given rows in the given order; a row may occur more than once. Nothing is copied.
   *
   * @param rows indices of rows, at least one
   * @throws IllegalArgumentException if there is no index, or one is not a row
   */
  public Dataset select(int... rows) {
    if (rows.length == 0) {
      throw new IllegalArgumentException(
          "cannot select rows of %s: expected at least one index, got none".formatted(source));
    }
    int[] selected = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] < 0 || rows[i] >= rows()) {
        throw new IllegalArgumentException(
            "cannot select rows of %s: expected indices from 0 to %d, got %d"
                .formatted(source, rows() - 1, rows[i]));
      }
      selected[i] = index[rows[i]];
    }
    return new Dataset(values, selected, schema, source);
  }

  /**
   * The same values with another meaning: other names, scaling, binarization, or rows as images.
   *
   * @throws DataException if the width differs or a value is not accepted
   */
  public Dataset withSchema(DataSchema other) {
    if (other.equals(schema)) {
      return this;
    }
    Dataset same = new Dataset(values, index, other, source);
    return other.acceptsAllOf(schema) ? same : same.check();
  }

  /**
   * These rows as a model expects them: with the model's scaling, after a check that they are of
   * its kind.
   *
   * @throws DataException as {@link DataSchema#requireCompatible}, or if a value is not accepted
   */
  public Dataset conformTo(DataSchema expected) {
    expected.requireCompatible(schema, source);
    return withSchema(expected);
  }

  /**
   * With every column scaled to mean 0 and standard deviation 1 over these rows (dividing by their
   * number). A constant column becomes 0.
   *
   * @throws IllegalStateException if rows are images
   */
  public Dataset standardized() {
    return withSchema(schema.withScalings(columnStatistics().standardizing()));
  }

  /**
   * With every column scaled to the range from 0 to 1 over these rows. A constant column becomes 0.
   *
   * @throws IllegalStateException if rows are images
   */
  public Dataset unitRange() {
    return withSchema(schema.withScalings(columnStatistics().toUnitRange()));
  }

  private ColumnStatistics columnStatistics() {
    return ColumnStatistics.of(rows(), width(), (row, out) -> raw(row, out, 0));
  }

  /**
   * A fingerprint of the values, for provenance: SHA-256 over the number of rows and of columns (as
   * 32-bit integers) and then all raw values row by row (as 32-bit floats), least byte first; in
   * hexadecimal. It depends on neither the schema nor the kind of file.
   */
  public String digest() {
    MessageDigest sha;
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    int columns = width();
    ByteBuffer head = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    sha.update(head.putInt(rows()).putInt(columns).array());
    float[] raw = new float[columns];
    ByteBuffer bytes = ByteBuffer.allocate(4 * columns).order(ByteOrder.LITTLE_ENDIAN);
    for (int r = 0; r < rows(); r++) {
      raw(r, raw, 0);
      bytes.asFloatBuffer().put(raw);
      sha.update(bytes.array());
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  /** As {@code 60000 rows of images [28, 28, 1] from train-images-idx3-ubyte.gz}. */
  @Override
  public String toString() {
    return "%d rows of %s from %s".formatted(rows(), schema, source);
  }
}

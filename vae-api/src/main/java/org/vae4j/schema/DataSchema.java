package org.vae4j.schema;

import java.util.AbstractList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.vae4j.error.DataException;
import org.vae4j.error.NearestName;

/**
 * What a row of data is: named columns of numbers, or an image.
 *
 * <p>A schema is saved with a model and enforced when the model is used again, so that numbers
 * never meet a model that was trained on other ones. It scales raw values to network inputs and
 * brings results back to original units.
 *
 * <p>An image row holds {@code [height, width, channels]} pixels from 0 to 255, flattened; its
 * inputs are {@code pixel / 255}. Immutable.
 */
public final class DataSchema {

  private static final int NAMES_SHOWN = 8;

  private final Optional<ImageShape> image;
  private final List<Column> columns;
  private final boolean binarized;

  /** Of each column of a table; none where raw values are the inputs. */
  private final Scaling[] scalings;

  private DataSchema(Optional<ImageShape> image, List<Column> columns, boolean binarized) {
    this.image = image;
    this.columns = columns;
    this.binarized = binarized;
    boolean scaled =
        image.isEmpty() && columns.stream().anyMatch(c -> !c.scaling().equals(Scaling.NONE));
    this.scalings =
        scaled ? columns.stream().map(Column::scaling).toArray(Scaling[]::new) : new Scaling[0];
  }

  /**
   * Rows of named columns.
   *
   * @param columns at least one, names unique
   * @throws IllegalArgumentException if there is no column or a name occurs twice
   */
  public static DataSchema table(List<Column> columns) {
    if (columns.isEmpty()) {
      throw new IllegalArgumentException(
          "cannot make a schema: expected at least one column, got none");
    }
    Set<String> names = new HashSet<>();
    for (Column column : columns) {
      if (!names.add(column.name())) {
        throw new IllegalArgumentException(
            "cannot make a schema: expected unique column names, got \"%s\" twice; rename one"
                .formatted(column.name()));
      }
    }
    return new DataSchema(Optional.empty(), List.copyOf(columns), false);
  }

  /**
   * Rows of columns that have no names of their own; they are called {@code x1, x2, …} and are not
   * scaled.
   *
   * @param width number of columns, at least 1
   * @throws IllegalArgumentException if the width is below 1
   */
  public static DataSchema unnamed(int width) {
    return table(IntStream.range(0, width).mapToObj(c -> Column.of(unnamedName(c))).toList());
  }

  /**
   * Rows that are images.
   *
   * @param height in pixels
   * @param width in pixels
   * @param channels values per pixel
   * @throws IllegalArgumentException if a size is below 1
   */
  public static DataSchema image(int height, int width, int channels) {
    return image(new ImageShape(height, width, channels));
  }

  /** Rows that are images. */
  public static DataSchema image(ImageShape shape) {
    return new DataSchema(Optional.of(shape), new PixelColumns(shape), false);
  }

  /** Numbers per row. */
  public int width() {
    return columns.size();
  }

  /** The image shape, if a row is an image. */
  public Optional<ImageShape> image() {
    return image;
  }

  /**
   * The columns in order. Those of an image are its pixels, named {@code pixel-y-x} or {@code
   * pixel-y-x-channel}.
   */
  public List<Column> columns() {
    return columns;
  }

  /** The names of the columns in order. */
  public List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  /** How the values of a column become network inputs. */
  public Scaling scaling(int column) {
    return image.isPresent() ? Scaling.PIXEL : columns.get(column).scaling();
  }

  /**
   * Whether a network input in [0, 1] is the probability of a one, and training draws zeros and
   * ones from it anew in every epoch (dynamic binarization; Burda, Grosse and Salakhutdinov, 2016,
   * section 5.1). Off unless asked for.
   */
  public boolean binarized() {
    return binarized;
  }

  /**
   * This schema with dynamic binarization on or off. Values whose input is not in [0, 1] are then
   * refused wherever rows meet the schema.
   */
  public DataSchema withBinarization(boolean on) {
    return new DataSchema(image, columns, on);
  }

  /**
   * This schema with other scaling.
   *
   * @param scalings one per column
   * @throws IllegalStateException if rows are images: their scaling is fixed
   * @throws IllegalArgumentException if there is not one scaling per column
   */
  public DataSchema withScalings(List<Scaling> scalings) {
    if (image.isPresent()) {
      throw new IllegalStateException(
          "cannot change the scaling of images: pixels from 0 to 255 become inputs from 0 to 1");
    }
    if (scalings.size() != width()) {
      throw new IllegalArgumentException(
          "cannot scale: expected %d scalings, one per column, got %d"
              .formatted(width(), scalings.size()));
    }
    List<Column> scaled =
        IntStream.range(0, width())
            .mapToObj(c -> new Column(columns.get(c).name(), scalings.get(c)))
            .toList();
    return new DataSchema(image, scaled, binarized);
  }

  /** Whether a raw value may stand in a column; {@link #expected} says what may. */
  public boolean accepts(int column, float raw) {
    float input = scaling(column).toInput(raw);
    boolean unit = binarized || image.isPresent();
    return Float.isFinite(raw) && (unit ? input >= 0 && input <= 1 : Float.isFinite(input));
  }

  /**
   * Whether values that another schema accepts need no check to be used with this one: it differs
   * at most in asking for no binarization.
   */
  public boolean acceptsAllOf(DataSchema other) {
    return image.equals(other.image)
        && (image.isPresent() || columns.equals(other.columns))
        && (other.binarized || !binarized);
  }

  /** What a column accepts, in words for a message: "a number", "a pixel from 0 to 255", … */
  public String expected(int column) {
    if (image.isPresent()) {
      return "a pixel from 0 to 255";
    }
    Scaling scaling = scaling(column);
    return binarized
        ? "a number from %s to %s, a probability once scaled, as binarization needs"
            .formatted(scaling.toRaw(0), scaling.toRaw(1))
        : "a finite number";
  }

  /**
   * Scales one row, in place, from raw values to network inputs.
   *
   * @param values holds {@code width()} raw values, and then their inputs
   * @param offset where in {@code values} the row starts
   */
  public void toInputs(float[] values, int offset) {
    if (image.isPresent()) {
      for (int i = offset; i < offset + width(); i++) {
        values[i] = Scaling.PIXEL.toInput(values[i]);
      }
    }
    for (int c = 0; c < scalings.length; c++) {
      values[offset + c] = scalings[c].toInput(values[offset + c]);
    }
  }

  /**
   * Network inputs, or a decoder's means, in original units. Pixels are clipped to 0 … 255.
   *
   * @param inputs [rows, width()]
   * @return [rows, width()]
   * @throws DataException if the number of columns is not {@code width()}
   */
  public Matrix toRaw(Matrix inputs) {
    requireWidth(inputs.columns(), "a result");
    return Matrix.ofRows(
        inputs.rows(),
        width(),
        (row, out) -> {
          inputs.copyRow(row, out, 0);
          for (int c = 0; c < out.length; c++) {
            float raw = scaling(c).toRaw(out[c]);
            out[c] = image.isPresent() ? Math.max(0, Math.min(255, raw)) : raw;
          }
        });
  }

  /**
   * One row, given by column name.
   *
   * @throws DataException if a name is unknown or missing, or a value is not accepted
   */
  public Row row(Map<String, ? extends Number> values) {
    List<String> names = names();
    Set<String> known = new HashSet<>(names);
    for (String name : values.keySet()) {
      if (!known.contains(name)) {
        throw new DataException(
            "cannot make a row: expected one of the columns %s, got \"%s\"%s"
                .formatted(shown(names), name, NearestName.hint(name, names)));
      }
    }
    float[] raw = new float[names.size()];
    for (int c = 0; c < raw.length; c++) {
      Number value = values.get(names.get(c));
      if (value == null) {
        throw new DataException(
            "cannot make a row: expected a value for column \"%s\", got none; give all of %s"
                .formatted(names.get(c), shown(names)));
      }
      raw[c] = value.floatValue();
    }
    return row(raw);
  }

  /**
   * One row, given in column order.
   *
   * @throws DataException if the number of values is not {@code width()}, or a value is not
   *     accepted
   */
  public Row row(float... values) {
    requireWidth(values.length, "a row");
    for (int c = 0; c < values.length; c++) {
      if (!accepts(c, values[c])) {
        throw new DataException(
            "cannot make a row: expected %s in column \"%s\", got %s"
                .formatted(expected(c), columns.get(c).name(), values[c]));
      }
    }
    return new Row(this, values);
  }

  /**
   * Checks that rows of another schema may be used where rows of this one are expected: the same
   * image shape, or the same columns in the same order. Columns without names of their own ({@link
   * #unnamed}), on either side, only need the right number. Scaling and binarization may differ:
   * this schema's will be used.
   *
   * @param data the schema of the rows at hand
   * @param source what the rows are, for the message, such as a file name
   * @throws DataException that names the column, what was expected and what was found
   */
  public void requireCompatible(DataSchema data, String source) {
    if (!image.equals(data.image)) {
      throw new DataException(
          "%s does not fit: expected %s, got %s; use data of the kind the model was trained on"
              .formatted(source, this, data));
    }
    if (image.isPresent() || columns.equals(data.columns)) {
      return;
    }
    List<String> expected = names();
    List<String> got = data.names();
    if (expected.equals(got)
        || (expected.size() == got.size() && (isUnnamed(expected) || isUnnamed(got)))) {
      return;
    }
    throw new DataException("%s does not fit: %s".formatted(source, difference(expected, got)));
  }

  private static String difference(List<String> expected, List<String> got) {
    List<String> missing = expected.stream().filter(name -> !got.contains(name)).toList();
    List<String> surplus = got.stream().filter(name -> !expected.contains(name)).toList();
    if (expected.size() != got.size()) {
      boolean comparable = !isUnnamed(expected) && !isUnnamed(got);
      String add = comparable && !missing.isEmpty() ? "; add " + shown(missing) : "";
      String remove = comparable && !surplus.isEmpty() ? "; remove " + shown(surplus) : "";
      return "expected %s, got %s%s".formatted(counted(expected), counted(got), add + remove);
    }
    int first = 0;
    while (expected.get(first).equals(got.get(first))) {
      first++;
    }
    return "expected column %d to be \"%s\", got \"%s\"; %s"
        .formatted(
            first + 1,
            expected.get(first),
            got.get(first),
            missing.isEmpty()
                ? "the columns are the same in another order: reorder them as " + shown(expected)
                : "missing: %s; not expected: %s".formatted(shown(missing), shown(surplus)));
  }

  /**
   * Checks a number of values per row.
   *
   * @param width the number at hand
   * @param what whose width it is, for the message
   * @throws DataException if it is not {@code width()}
   */
  public void requireWidth(int width, String what) {
    if (width != width()) {
      throw new DataException(
          "%s does not fit: expected %d values per row (%s), got %d"
              .formatted(what, width(), this, width));
    }
  }

  private static boolean isUnnamed(List<String> names) {
    return IntStream.range(0, names.size()).allMatch(c -> names.get(c).equals(unnamedName(c)));
  }

  private static String unnamedName(int column) {
    return "x" + (column + 1);
  }

  private static String counted(List<String> names) {
    return "%d %s %s"
        .formatted(names.size(), names.size() == 1 ? "column" : "columns", shown(names));
  }

  private static String shown(List<String> names) {
    String rest =
        names.size() > NAMES_SHOWN ? ", … %d more".formatted(names.size() - NAMES_SHOWN) : "";
    return names.stream().limit(NAMES_SHOWN).collect(Collectors.joining(", ", "(", rest + ")"));
  }

  /** Equal kind, columns, scaling and binarization. */
  @Override
  public boolean equals(Object other) {
    if (other == this) {
      return true;
    }
    return other instanceof DataSchema that
        && image.equals(that.image)
        && (image.isPresent() || columns.equals(that.columns))
        && binarized == that.binarized;
  }

  @Override
  public int hashCode() {
    return image.isPresent() ? image.hashCode() : columns.hashCode();
  }

  /** As {@code images [28, 28, 1]} or {@code 3 columns (age, height, weight)}. */
  @Override
  public String toString() {
    return image.map(shape -> "images " + shape).orElseGet(() -> counted(names()));
  }

  /** The columns of an image, made when asked for: there may be millions. */
  private static final class PixelColumns extends AbstractList<Column> implements RandomAccess {

    private final ImageShape shape;

    PixelColumns(ImageShape shape) {
      this.shape = shape;
    }

    @Override
    public Column get(int index) {
      int pixel = index / shape.channels();
      String name = "pixel-%d-%d".formatted(pixel / shape.width(), pixel % shape.width());
      String channel = shape.channels() == 1 ? "" : "-" + index % shape.channels();
      return new Column(name + channel, Scaling.PIXEL);
    }

    @Override
    public int size() {
      return shape.size();
    }
  }
}

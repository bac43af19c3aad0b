package org.vae4j.schema;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.vae4j.error.DataException;
import org.vae4j.error.NearestName;

/**
 * One row of numbers in original units, keyed by column name. Made by {@link DataSchema#row}, which
 * checks it. Immutable.
 */
public final class Row {

  private final DataSchema schema;
  private final float[] values;

  Row(DataSchema schema, float[] values) {
    this.schema = schema;
    this.values = values.clone();
  }

  /** What the row is. */
  public DataSchema schema() {
    return schema;
  }

  /**
   * The value of one column.
   *
   * @throws DataException if there is no such column
   */
  public float get(String column) {
    int index = schema.names().indexOf(column);
    if (index < 0) {
      throw new DataException(
          "cannot read a row: expected a column of %s, got \"%s\"%s"
              .formatted(schema, column, NearestName.hint(column, schema.names())));
    }
    return values[index];
  }

  /**
   * The value at a position.
   *
   * @throws IndexOutOfBoundsException if there is no such position
   */
  public float get(int column) {
    return values[column];
  }

  /** A copy of the values in column order. */
  public float[] toArray() {
    return values.clone();
  }

  /** The values by column name, in column order; unmodifiable. */
  public Map<String, Float> toMap() {
    Map<String, Float> map = new LinkedHashMap<>();
    for (int c = 0; c < values.length; c++) {
      map.put(schema.columns().get(c).name(), values[c]);
    }
    return Collections.unmodifiableMap(map);
  }

  /** Equal schema and values. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Row that
        && schema.equals(that.schema)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  /** The values by column name, or what an image is. */
  @Override
  public String toString() {
    return schema.image().isPresent() ? "Row of " + schema : "Row" + toMap();
  }
}

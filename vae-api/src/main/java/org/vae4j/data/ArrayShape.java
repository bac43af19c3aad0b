package org.vae4j.data;

import java.util.Arrays;
import org.vae4j.schema.DataSchema;

/** What the shape of an array in a file means: [rows, width] or [rows, height, width, channels]. */
final class ArrayShape {

  private ArrayShape() {}

  /**
   * Number of values.
   *
   * @throws org.vae4j.error.DataException if a size is zero or there are too many values
   */
  static int size(long[] shape, SourceFile file) {
    long size = 1;
    for (long length : shape) {
      if (length == 0) {
        throw file.invalid(
            "expected at least one row and one value per row, got shape %s; check the data"
                .formatted(Arrays.toString(shape)));
      }
      boolean fits = length > 0 && length <= Integer.MAX_VALUE - 8;
      size = fits ? size * length : Long.MAX_VALUE;
      if (size > Integer.MAX_VALUE - 8) {
        throw file.invalid(
            "expected at most 2^31 - 9 values in all, got shape %s; split the file"
                .formatted(Arrays.toString(shape)));
      }
    }
    return (int) size;
  }

  /** Bytes are images if they have a height and a width, else a table. */
  static Dataset bytes(long[] shape, byte[] values, SourceFile file) {
    int width = values.length / (int) shape[0];
    RawValues.Bytes rows = new RawValues.Bytes(width, values);
    if (shape.length == 2) {
      return Dataset.inferred(rows, DataSchema.unnamed(width), file.name());
    }
    int channels = shape.length == 4 ? (int) shape[3] : 1;
    DataSchema images = DataSchema.image((int) shape[1], (int) shape[2], channels);
    return Dataset.checked(rows, images, file.name());
  }
}

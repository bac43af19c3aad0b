package org.vae4j.io;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.vae4j.tensor.Shape;

/** The values of one tensor on the host, in row-major order, with its shape. Immutable. */
public final class TensorData {

  private final Shape shape;
  private final float[] values;

  private TensorData(Shape shape, float[] values) {
    this.shape = shape;
    this.values = values;
  }

  /**
   * A tensor's values.
   *
   * @param shape the sizes of its axes
   * @param values in row-major order, as many as the shape has elements; copied
   * @throws IllegalArgumentException if their number is another one
   */
  public static TensorData of(Shape shape, float... values) {
    if (values.length != shape.elementCount()) {
      throw new IllegalArgumentException(
          "cannot hold a tensor: expected %d values for shape %s, got %d"
              .formatted(shape.elementCount(), shape, values.length));
    }
    return new TensorData(shape, values.clone());
  }

  /** Takes over the array: the caller keeps no reference. */
  static TensorData owning(Shape shape, float[] values) {
    return new TensorData(shape, values);
  }

  /** The sizes of the axes. */
  public Shape shape() {
    return shape;
  }

  /**
   * One value.
   *
   * @param index in row-major order
   * @throws IndexOutOfBoundsException if there is no such value
   */
  public float get(int index) {
    return values[index];
  }

  /** A copy of the values in row-major order. */
  public float[] toArray() {
    return values.clone();
  }

  /** The values in row-major order, not to be written to. */
  FloatBuffer buffer() {
    return FloatBuffer.wrap(values).asReadOnlyBuffer();
  }

  /** Equal shape and, bit for bit except for the kinds of NaN, equal values. */
  @Override
  public boolean equals(Object other) {
    return other instanceof TensorData that
        && shape.equals(that.shape)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + Arrays.hashCode(values);
  }

  /** The shape. */
  @Override
  public String toString() {
    return "TensorData" + shape;
  }
}

package org.vae4j.tensor;

/**
 * The static type of a tensor: everything known about it before a number is computed.
 *
 * @param shape the size of each axis, rows included
 * @param dataType what the elements are
 */
public record TensorType(Shape shape, DataType dataType) {
  /** The type of a FLOAT tensor of this shape. */
  public static TensorType floats(Shape shape) {
    return new TensorType(shape, DataType.FLOAT);
  }

  /** The type of an INT tensor of this shape. */
  public static TensorType ints(Shape shape) {
    return new TensorType(shape, DataType.INT);
  }

  /** This type with another shape. */
  public TensorType with(Shape shape) {
    return new TensorType(shape, dataType);
  }

  @Override
  public String toString() {
    return dataType + " " + shape;
  }
}

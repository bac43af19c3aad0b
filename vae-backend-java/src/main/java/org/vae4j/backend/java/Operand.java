package org.vae4j.backend.java;

import org.vae4j.tensor.DataType;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.TensorType;

/**
 * A tensor's numbers while a plan is bound: its type and the heap array that holds them.
 *
 * @param type the type
 * @param array a {@code float[]} for FLOAT, an {@code int[]} for INT, of as many elements as the
 *     shape; or of one element if all are equal and every user of the tensor knows what to do with
 *     it
 */
record Operand(TensorType type, Object array) {
  /** An array of zeros for a tensor of this type. */
  static Object zeros(DataType dataType, int count) {
    return dataType == DataType.FLOAT ? new float[count] : new int[count];
  }

  float[] floats() {
    return (float[]) array;
  }

  int[] ints() {
    return (int[]) array;
  }

  boolean isFloat() {
    return type.dataType() == DataType.FLOAT;
  }

  Shape shape() {
    return type.shape();
  }

  int count() {
    return type.shape().elementCount();
  }
}

package org.vae4j.backend.java;

import org.vae4j.tensor.Shape;

/**
 * A tensor's numbers in double precision. Whole numbers are doubles too, exact to 2⁵³.
 *
 * @param shape the size of each axis
 * @param numbers in row-major order
 */
record DoubleArray(Shape shape, double[] numbers) {
  /** Zeros. */
  static DoubleArray zeros(Shape shape) {
    return new DoubleArray(shape, new double[shape.elementCount()]);
  }

  int count() {
    return numbers.length;
  }

  /** The number at a position. */
  double at(int... position) {
    return numbers[place(position)];
  }

  /** Where the number of a position is. */
  int place(int... position) {
    int place = 0;
    for (int axis = 0; axis < position.length; axis++) {
      place = place * shape.size(axis) + position[axis];
    }
    return place;
  }

  /** The position of a place. */
  int[] position(int place) {
    int[] position = new int[shape.rank()];
    int rest = place;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      position[axis] = rest % shape.size(axis);
      rest /= shape.size(axis);
    }
    return position;
  }
}

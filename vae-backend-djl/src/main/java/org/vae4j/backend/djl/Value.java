package org.vae4j.backend.djl;

import java.util.OptionalDouble;
import org.vae4j.tensor.Shape;

/**
 * What a script computed a tensor into. Its shape has the tensor's rank but may have size 1 where
 * the tensor repeats along an axis: repetition is left to the engine's own broadcasting until
 * something needs it spelled out.
 *
 * @param name of the variable in the script; of a {@link #number} there is none yet
 * @param shape the sizes that are really there
 * @param form what the elements are
 * @param inMemory whether it is a view of a variable, which an update will change
 * @param number the one number that it holds everywhere, if it is known
 */
record Value(String name, Shape shape, Form form, boolean inMemory, OptionalDouble number) {
  /** What the elements are. */
  enum Form {
    FLOAT,
    INT,
    /** FLOAT numbers that are all 0 or 1. */
    MASK;

    /** The form of what is computed from such numbers. */
    Form ofResult() {
      return this == INT ? INT : FLOAT;
    }
  }

  static Value computed(String name, Shape shape, Form form) {
    return new Value(name, shape, form, false, OptionalDouble.empty());
  }

  static Value ofMemory(String name, Shape shape) {
    return new Value(name, shape, Form.FLOAT, true, OptionalDouble.empty());
  }

  static Value ofNumber(double number, int rank, Form form) {
    return new Value("", ones(rank), form, false, OptionalDouble.of(number));
  }

  boolean isNumber() {
    return number.isPresent();
  }

  /** A view of the same elements. */
  Value viewed(String view, Shape viewShape) {
    return new Value(view, viewShape, form, inMemory, OptionalDouble.empty());
  }

  /** The same number in another rank. */
  Value numberOfRank(int rank) {
    return new Value("", ones(rank), form, false, number);
  }

  private static Shape ones(int rank) {
    int[] sizes = new int[rank];
    java.util.Arrays.fill(sizes, 1);
    return Shape.of(sizes);
  }
}

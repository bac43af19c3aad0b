package org.vae4j.backend.java;

import java.util.Arrays;
import org.vae4j.tensor.Indexing;
import org.vae4j.tensor.Shape;

/**
 * Copies the entries {@code [batch, index, rest]} of its values to {@code [batch, place, rest]}.
 */
final class GatherStep implements Step {
  private final Object values;
  private final int[] indices;
  private final Shape indexShape;
  private final Object result;
  private final int size;
  private final int places;
  private final int rest;

  GatherStep(Indexing.Gather gather, Operand values, Operand indices, Operand result) {
    Shape shape = values.shape();
    this.values = values.array();
    this.indices = indices.ints();
    this.indexShape = indices.shape();
    this.result = result.array();
    this.size = shape.size(gather.batchAxes());
    this.rest = shape.elementCount(gather.batchAxes() + 1, shape.rank());
    this.places = indexShape.elementCount(gather.batchAxes(), indexShape.rank());
  }

  @Override
  public void run() {
    for (int at = 0; at < indices.length; at++) {
      int index = indices[at];
      if (index < 0 || index >= size) {
        throw outOfRange("gather", index, size, at, indexShape);
      }
      System.arraycopy(values, (at / places * size + index) * rest, result, at * rest, rest);
    }
  }

  /** The error of an index that its axis does not have. */
  static IllegalArgumentException outOfRange(
      String operation, int index, int size, int at, Shape indexShape) {
    int[] strides = indexShape.strides();
    int[] position = new int[strides.length];
    for (int axis = 0; axis < strides.length; axis++) {
      position[axis] = at / strides[axis] % indexShape.size(axis);
    }
    return new IllegalArgumentException(
        operation
            + ": expected an index in [0, "
            + size
            + "), got "
            + index
            + " (at "
            + Arrays.toString(position)
            + " of the indices "
            + indexShape
            + ")");
  }
}

package org.vae4j.backend.java;

import org.vae4j.tensor.Indexing;
import org.vae4j.tensor.Shape;

/** Adds its updates {@code [batch, place, rest]} up at {@code [batch, index, rest]}, in order. */
final class ScatterAddStep implements Step {
  private final Operand updates;
  private final int[] indices;
  private final Shape indexShape;
  private final Operand result;
  private final int size;
  private final int places;
  private final int rest;

  ScatterAddStep(Indexing.ScatterAdd scatter, Operand updates, Operand indices, Operand result) {
    this.updates = updates;
    this.indices = indices.ints();
    this.indexShape = indices.shape();
    this.result = result;
    this.size = scatter.size();
    this.places = indexShape.elementCount(scatter.batchAxes(), indexShape.rank());
    this.rest = updates.shape().elementCount(indexShape.rank(), updates.shape().rank());
  }

  @Override
  public void run() {
    Layouts.clear(result);
    for (int at = 0; at < indices.length; at++) {
      int index = indices[at];
      if (index < 0 || index >= size) {
        throw GatherStep.outOfRange("scatterAdd", index, size, at, indexShape);
      }
      int to = (at / places * size + index) * rest;
      if (result.isFloat()) {
        add(updates.floats(), at * rest, result.floats(), to, rest);
      } else {
        add(updates.ints(), at * rest, result.ints(), to, rest);
      }
    }
  }

  private static void add(float[] x, int from, float[] y, int to, int count) {
    for (int i = 0; i < count; i++) {
      y[to + i] += x[from + i];
    }
  }

  private static void add(int[] x, int from, int[] y, int to, int count) {
    for (int i = 0; i < count; i++) {
      y[to + i] += x[from + i];
    }
  }
}

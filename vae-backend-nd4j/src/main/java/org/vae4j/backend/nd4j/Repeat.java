package org.vae4j.backend.nd4j;

import java.util.Optional;
import org.vae4j.tensor.Layout;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;

/**
 * How a tensor shows the numbers of another one: in row-major order its number i is the number
 * {@code i / each} of the source, which starts over when it is used up. With {@code each = 1} and
 * as many numbers it is the source itself.
 */
record Repeat(Tensor source, int each) {
  /** How a broadcast repeats, unless that is more complicated. */
  static Optional<Repeat> of(Tensor broadcast) {
    Shape from = broadcast.input(0).shape();
    Shape to = ((Layout.Broadcast) broadcast.operation()).shape();
    int each = 1;
    int axis = to.rank() - 1;
    for (; axis >= 0 && from.size(axis) == 1; axis--) {
      each *= to.size(axis);
    }
    int count = 1;
    for (; axis >= 0 && from.size(axis) == to.size(axis); axis--) {
      count *= to.size(axis);
    }
    boolean simple = count == from.elementCount();
    return simple ? Optional.of(new Repeat(broadcast.input(0), each)) : Optional.empty();
  }
}

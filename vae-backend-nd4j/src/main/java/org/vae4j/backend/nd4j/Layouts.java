package org.vae4j.backend.nd4j;

import java.util.ArrayList;
import java.util.List;
import org.vae4j.tensor.Layout;

/** The operations that move numbers, as strided copies. */
final class Layouts {
  private Layouts() {}

  static Step of(Layout layout, List<Operand> operands, Operand result) {
    Operand x = operands.get(0);
    if (layout instanceof Layout.Transpose transpose) {
      int[] strides = x.shape().strides();
      int[] permuted = transpose.permutation().stream().mapToInt(axis -> strides[axis]).toArray();
      return read(x, 0, permuted, result);
    } else if (layout instanceof Layout.Broadcast) {
      int[] strides = x.shape().strides();
      for (int axis = 0; axis < strides.length; axis++) {
        strides[axis] = x.shape().size(axis) == 1 ? 0 : strides[axis];
      }
      return read(x, 0, strides, result);
    } else if (layout instanceof Layout.Slice slice) {
      int[] strides = x.shape().strides();
      return read(x, offset(slice.starts(), strides), scaled(strides, slice.strides(), 0), result);
    } else if (layout instanceof Layout.Pad pad) {
      return pad(pad, x, result);
    } else if (layout instanceof Layout.Concat concat) {
      return concat(concat, operands, result);
    }
    throw new IllegalArgumentException("expected an operation that moves numbers, got " + layout);
  }

  /** The same numbers in another array. */
  static Step copy(Operand x, Operand result) {
    return read(x, 0, x.shape().strides(), result);
  }

  /** Fills the result in row-major order from places of the operand. */
  private static Step read(Operand x, int start, int[] strides, Operand result) {
    int[] sizes = result.shape().toArray();
    return new StridedCopy(sizes, x, start, strides, result, 0, result.shape().strides());
  }

  private static Step pad(Layout.Pad pad, Operand x, Operand result) {
    int[] strides = result.shape().strides();
    Step copy =
        new StridedCopy(
            x.shape().toArray(),
            x,
            0,
            x.shape().strides(),
            result,
            offset(pad.low(), strides),
            scaled(strides, pad.interior(), 1));
    return () -> {
      result.clear();
      copy.run();
    };
  }

  private static Step concat(Layout.Concat concat, List<Operand> operands, Operand result) {
    int[] strides = result.shape().strides();
    List<Step> copies = new ArrayList<>();
    int start = 0;
    for (Operand x : operands) {
      int[] sizes = x.shape().toArray();
      copies.add(new StridedCopy(sizes, x, 0, x.shape().strides(), result, start, strides));
      start += sizes[concat.axis()] * strides[concat.axis()];
    }
    Step[] steps = copies.toArray(Step[]::new);
    return () -> {
      for (Step step : steps) {
        step.run();
      }
    };
  }

  private static int offset(List<Integer> starts, int[] strides) {
    int offset = 0;
    for (int axis = 0; axis < strides.length; axis++) {
      offset += starts.get(axis) * strides[axis];
    }
    return offset;
  }

  private static int[] scaled(int[] strides, List<Integer> steps, int added) {
    int[] scaled = strides.clone();
    for (int axis = 0; axis < strides.length; axis++) {
      scaled[axis] *= steps.get(axis) + added;
    }
    return scaled;
  }
}

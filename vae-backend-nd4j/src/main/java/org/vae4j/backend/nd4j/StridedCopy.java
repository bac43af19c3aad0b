package org.vae4j.backend.nd4j;

import java.util.Arrays;

/**
 * Copies a box of numbers from one operand to another, each walked with strides of its own.
 * Transposing, broadcasting, slicing, padding and concatenating are all such copies.
 */
final class StridedCopy implements Step {
  private final Operand source;
  private final int sourceStart;
  private final int[] sourceStrides;
  private final Operand target;
  private final int targetStart;
  private final int[] targetStrides;
  private final int[] sizes;

  /**
   * The operands, the place of the box's first element in each, and for each axis of the box how
   * far apart neighbors are.
   *
   * @param sizes the box; axes that are walked alike in both operands are merged
   */
  StridedCopy(
      int[] sizes,
      Operand source,
      int sourceStart,
      int[] sourceStrides,
      Operand target,
      int targetStart,
      int[] targetStrides) {
    this.source = source;
    this.sourceStart = sourceStart;
    this.target = target;
    this.targetStart = targetStart;
    int[] mergedSizes = new int[sizes.length + 1];
    int[] mergedSource = new int[sizes.length + 1];
    int[] mergedTarget = new int[sizes.length + 1];
    int rank = 0;
    for (int axis = 0; axis < sizes.length; axis++) {
      if (sizes[axis] == 1) {
        continue;
      }
      boolean merges =
          rank > 0
              && mergedSource[rank - 1] == sourceStrides[axis] * sizes[axis]
              && mergedTarget[rank - 1] == targetStrides[axis] * sizes[axis];
      int at = merges ? rank - 1 : rank++;
      mergedSizes[at] = merges ? mergedSizes[at] * sizes[axis] : sizes[axis];
      mergedSource[at] = sourceStrides[axis];
      mergedTarget[at] = targetStrides[axis];
    }
    if (rank == 0) {
      mergedSizes[rank] = 1;
      mergedSource[rank] = 1;
      mergedTarget[rank++] = 1;
    }
    this.sizes = Arrays.copyOf(mergedSizes, rank);
    this.sourceStrides = Arrays.copyOf(mergedSource, rank);
    this.targetStrides = Arrays.copyOf(mergedTarget, rank);
  }

  @Override
  public void run() {
    walk(0, sourceStart, targetStart);
  }

  private void walk(int axis, int from, int to) {
    int size = sizes[axis];
    int sourceStride = sourceStrides[axis];
    int targetStride = targetStrides[axis];
    if (axis < sizes.length - 1) {
      for (int i = 0; i < size; i++) {
        walk(axis + 1, from + i * sourceStride, to + i * targetStride);
      }
    } else if (sourceStride == 1 && targetStride == 1) {
      target.copy(to, source, from, size);
    } else {
      target.copyStrided(to, targetStride, source, from, sourceStride, size);
    }
  }
}

package org.vae4j.tensor;

import java.util.Arrays;

/**
 * The size of each axis of a tensor, all at least 1. Negative axes count from the end: {@code -1}
 * is the last. Immutable.
 */
public final class Shape {
  private static final Shape SCALAR = new Shape(new int[0]);

  private final int[] sizes;
  private final int elementCount;

  private Shape(int[] sizes) {
    int count = 1;
    for (int size : sizes) {
      if (size < 1) {
        throw new IllegalArgumentException(
            "invalid shape: expected every size to be at least 1, got " + Arrays.toString(sizes));
      }
      try {
        count = Math.multiplyExact(count, size);
      } catch (ArithmeticException e) {
        throw new IllegalArgumentException(
            "invalid shape: expected fewer than 2^31 elements, got " + Arrays.toString(sizes), e);
      }
    }
    this.sizes = sizes;
    this.elementCount = count;
  }

  /**
   * The shape with these sizes; none gives the {@link #scalar()}.
   *
   * @throws IllegalArgumentException if a size is below 1 or the product is 2^31 or more
   */
  public static Shape of(int... sizes) {
    return sizes.length == 0 ? SCALAR : new Shape(sizes.clone());
  }

  /** The shape without axes, of one element. */
  public static Shape scalar() {
    return SCALAR;
  }

  /** The number of axes. */
  public int rank() {
    return sizes.length;
  }

  /** The product of all sizes; 1 for a scalar. */
  public int elementCount() {
    return elementCount;
  }

  /**
   * The size of one axis.
   *
   * @throws IllegalArgumentException if there is no such axis
   */
  public int size(int axis) {
    return sizes[axis(axis)];
  }

  /** The sizes as a fresh array. */
  public int[] toArray() {
    return sizes.clone();
  }

  /**
   * The axis counted from the front, in {@code [0, rank)}, for one that may be counted from the
   * end.
   *
   * @throws IllegalArgumentException if there is no such axis
   */
  public int axis(int axis) {
    if (axis < -sizes.length || axis >= sizes.length) {
      throw new IllegalArgumentException(
          "no axis "
              + axis
              + " in shape "
              + this
              + ": expected one in ["
              + -sizes.length
              + ", "
              + sizes.length
              + ")");
    }
    return axis < 0 ? axis + sizes.length : axis;
  }

  /** These axes followed by those of the other shape. */
  public Shape concat(Shape other) {
    int[] joined = Arrays.copyOf(sizes, sizes.length + other.sizes.length);
    System.arraycopy(other.sizes, 0, joined, sizes.length, other.sizes.length);
    return of(joined);
  }

  /** This shape with one axis resized. */
  public Shape with(int axis, int size) {
    int[] changed = sizes.clone();
    changed[axis(axis)] = size;
    return of(changed);
  }

  /** This shape without one axis. */
  public Shape without(int axis) {
    int at = axis(axis);
    return first(at).concat(last(sizes.length - at - 1));
  }

  /** The first {@code count} axes. */
  public Shape first(int count) {
    return of(Arrays.copyOfRange(sizes, 0, count));
  }

  /** The last {@code count} axes. */
  public Shape last(int count) {
    return of(Arrays.copyOfRange(sizes, sizes.length - count, sizes.length));
  }

  /** The product of the sizes of the axes in {@code [from, to)}, both counted from the front. */
  public int elementCount(int from, int to) {
    int count = 1;
    for (int axis = from; axis < to; axis++) {
      count *= sizes[axis];
    }
    return count;
  }

  /** For each axis, how far apart two neighbors along it lie in row-major order. */
  public int[] strides() {
    int[] strides = new int[sizes.length];
    int stride = 1;
    for (int axis = sizes.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= sizes[axis];
    }
    return strides;
  }

  /**
   * The smallest shape that both can be broadcast to: aligned at the last axis, a missing axis or
   * one of size 1 stretches.
   *
   * @throws IllegalArgumentException if two sizes differ and neither is 1
   */
  public Shape broadcastWith(Shape other) {
    int rank = Math.max(rank(), other.rank());
    int[] joint = new int[rank];
    for (int back = 1; back <= rank; back++) {
      int a = back <= rank() ? sizes[rank() - back] : 1;
      int b = back <= other.rank() ? other.sizes[other.rank() - back] : 1;
      if (a != b && a != 1 && b != 1) {
        throw new IllegalArgumentException(
            "shapes do not broadcast: "
                + this
                + " and "
                + other
                + " differ at axis -"
                + back
                + " ("
                + a
                + " and "
                + b
                + "); reshape one of them or expand it with expandAt(axis)");
      }
      joint[rank - back] = Math.max(a, b);
    }
    return of(joint);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(sizes, shape.sizes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sizes);
  }

  /** For example {@code [64, 784]}; a scalar is {@code []}. */
  @Override
  public String toString() {
    return Arrays.toString(sizes);
  }
}

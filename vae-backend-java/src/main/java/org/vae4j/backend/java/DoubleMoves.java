package org.vae4j.backend.java;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.vae4j.tensor.Indexing;
import org.vae4j.tensor.Layout;

/** The operations that move, pick and accumulate numbers, by their positions. */
final class DoubleMoves {
  private DoubleMoves() {}

  static void layout(Layout layout, List<DoubleArray> operands, DoubleArray result) {
    DoubleArray x = operands.get(0);
    if (layout instanceof Layout.Reshape) {
      System.arraycopy(x.numbers(), 0, result.numbers(), 0, x.count());
    } else if (layout instanceof Layout.Transpose transpose) {
      from(x, result, to -> map(to.length, axis -> to[transpose.permutation().indexOf(axis)]));
    } else if (layout instanceof Layout.Broadcast) {
      from(x, result, to -> map(to.length, axis -> x.shape().size(axis) == 1 ? 0 : to[axis]));
    } else if (layout instanceof Layout.Slice slice) {
      from(
          x,
          result,
          to ->
              map(
                  to.length,
                  axis -> slice.starts().get(axis) + to[axis] * slice.strides().get(axis)));
    } else if (layout instanceof Layout.Pad pad) {
      to(
          x,
          result,
          from ->
              map(
                  from.length,
                  axis -> pad.low().get(axis) + from[axis] * (pad.interior().get(axis) + 1)));
    } else if (layout instanceof Layout.Concat concat) {
      concat(concat.axis(), operands, result);
    }
  }

  private static void concat(int axis, List<DoubleArray> operands, DoubleArray result) {
    int start = 0;
    for (DoubleArray x : operands) {
      int shift = start;
      to(x, result, from -> map(from.length, each -> from[each] + (each == axis ? shift : 0)));
      start += x.shape().size(axis);
    }
  }

  static void indexing(Indexing indexing, List<DoubleArray> operands, DoubleArray result) {
    DoubleArray x = operands.get(0);
    if (indexing instanceof Indexing.Gather gather) {
      DoubleArray indices = operands.get(1);
      from(
          x,
          result,
          to -> looked(to, gather.batchAxes(), indices, x.shape().size(gather.batchAxes())));
    } else if (indexing instanceof Indexing.ScatterAdd scatter) {
      DoubleArray indices = operands.get(1);
      to(x, result, from -> looked(from, scatter.batchAxes(), indices, scatter.size()));
    } else if (indexing instanceof Indexing.ArgSort) {
      argSort(x, result);
    } else if (indexing instanceof Indexing.CumSum cumSum) {
      cumSum(cumSum, x, result);
    }
  }

  /**
   * The position {@code [batch…, places…, rest…]} with the index found at {@code [batch…, places…]}
   * instead of the places.
   */
  private static int[] looked(int[] position, int batchAxes, DoubleArray indices, int size) {
    int[] place = Arrays.copyOf(position, indices.shape().rank());
    int index = (int) indices.at(place);
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException(
          "indexing: expected an index in [0, "
              + size
              + "), got "
              + index
              + " (at "
              + Arrays.toString(place)
              + " of the indices "
              + indices.shape()
              + ")");
    }
    int skipped = place.length - batchAxes - 1;
    return map(
        position.length - skipped,
        axis ->
            axis < batchAxes
                ? position[axis]
                : axis == batchAxes ? index : position[axis + skipped]);
  }

  private static void argSort(DoubleArray x, DoubleArray result) {
    int columns = x.shape().size(-1);
    for (int row = 0; row < x.count(); row += columns) {
      int start = row;
      // Comparing with 0 added makes −0 and 0 equal, and NaN is last.
      List<Integer> order =
          IntStream.range(0, columns)
              .boxed()
              .sorted(
                  (a, b) ->
                      Double.compare(x.numbers()[start + a] + 0.0, x.numbers()[start + b] + 0.0))
              .toList();
      for (int i = 0; i < columns; i++) {
        result.numbers()[row + i] = order.get(i);
      }
    }
  }

  private static void cumSum(Indexing.CumSum cumSum, DoubleArray x, DoubleArray result) {
    int size = x.shape().size(cumSum.axis());
    for (int i = 0; i < x.count(); i++) {
      int[] position = x.position(i);
      int along = position[cumSum.axis()];
      for (int other = 0; other < size; other++) {
        if (cumSum.reverse() ? other >= along : other <= along) {
          position[cumSum.axis()] = other;
          result.numbers()[i] += x.at(position);
        }
      }
    }
  }

  /** result[position] = x[source(position)]. */
  private static void from(DoubleArray x, DoubleArray result, UnaryOperator<int[]> source) {
    for (int i = 0; i < result.count(); i++) {
      result.numbers()[i] = x.at(source.apply(result.position(i)));
    }
  }

  /** result[target(position)] += x[position]. */
  private static void to(DoubleArray x, DoubleArray result, UnaryOperator<int[]> target) {
    for (int i = 0; i < x.count(); i++) {
      result.numbers()[result.place(target.apply(x.position(i)))] += x.numbers()[i];
    }
  }

  private static int[] map(int rank, IntUnaryOperator coordinate) {
    int[] position = new int[rank];
    for (int axis = 0; axis < rank; axis++) {
      position[axis] = coordinate.applyAsInt(axis);
    }
    return position;
  }
}

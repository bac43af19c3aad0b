package org.vae4j.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.vae4j.tensor.BinaryFunction;
import org.vae4j.tensor.DataType;
import org.vae4j.tensor.Elementwise;
import org.vae4j.tensor.Indexing;
import org.vae4j.tensor.Layout;
import org.vae4j.tensor.LinearAlgebra;
import org.vae4j.tensor.Operation;
import org.vae4j.tensor.Reduction;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.UnaryFunction;

/**
 * Every operation but the sources, element by element as its definition says, on row-major doubles.
 * Whole numbers are doubles as well. Nothing is fast here, so that everything is plain.
 */
final class ReferenceKernels {
  private ReferenceKernels() {}

  /** The value of a tensor whose operands have these values. */
  static double[] compute(Tensor tensor, List<double[]> values) {
    Operation operation = tensor.operation();
    if (operation instanceof Elementwise elementwise) {
      return IntStream.range(0, tensor.shape().elementCount())
          .mapToDouble(
              i -> elementwise(elementwise, values.stream().mapToDouble(x -> x[i]).toArray()))
          .toArray();
    } else if (operation instanceof Reduction reduction) {
      return reduce(reduction, tensor, values.get(0));
    } else if (operation instanceof Layout layout) {
      return layout(layout, tensor, values);
    } else if (operation instanceof Indexing indexing) {
      return indexing(indexing, tensor, values);
    } else if (operation instanceof LinearAlgebra algebra) {
      return linearAlgebra(algebra, tensor, values);
    }
    throw new IllegalArgumentException("no reference for " + operation.label());
  }

  private static double elementwise(Elementwise operation, double[] x) {
    if (operation instanceof Elementwise.Unary unary) {
      return unary(unary.function(), x[0]);
    } else if (operation instanceof Elementwise.Binary binary) {
      return binary(binary.function(), x[0], x[1]);
    } else if (operation instanceof Elementwise.Polygamma polygamma) {
      return SpecialFunctions.polygamma(polygamma.order(), x[0]);
    } else if (operation instanceof Elementwise.Cast cast) {
      return cast.to() == DataType.INT ? (int) x[0] : x[0];
    } else if (operation instanceof Elementwise.Where) {
      return x[2] != 0 ? x[0] : x[1];
    }
    return x[0]; // StopGradient
  }

  private static double unary(UnaryFunction function, double x) {
    return switch (function) {
      case NEG -> -x;
      case ABS -> Math.abs(x);
      case SIGN -> Math.signum(x);
      case EXP -> Math.exp(x);
      case EXPM1 -> Math.expm1(x);
      case LOG -> Math.log(x);
      case LOG1P -> Math.log1p(x);
      case SQRT -> Math.sqrt(x);
      case SIGMOID -> 1 / (1 + Math.exp(-x));
      case TANH -> Math.tanh(x);
      case SOFTPLUS -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
      case ERF -> SpecialFunctions.erf(x);
      case ERFC -> SpecialFunctions.erfc(x);
      case LGAMMA -> SpecialFunctions.lgamma(x);
      case FLOOR -> Math.floor(x);
      case SIN -> Math.sin(x);
      case COS -> Math.cos(x);
      case IS_FINITE -> Double.isFinite(x) ? 1 : 0;
    };
  }

  private static double binary(BinaryFunction function, double a, double b) {
    return switch (function) {
      case PLUS -> a + b;
      case MINUS -> a - b;
      case TIMES -> a * b;
      case DIVIDED_BY -> a / b;
      case POW -> Math.pow(a, b);
      case MAX -> Math.max(a, b);
      case GREATER_THAN -> a > b ? 1 : 0;
      case EQUAL_TO -> a == b ? 1 : 0;
      case FLOOR_DIV -> Math.floorDiv((long) a, nonZero(b));
      case MOD -> Math.floorMod((long) a, nonZero(b));
    };
  }

  private static long nonZero(double divisor) {
    if (divisor == 0) {
      throw new IllegalArgumentException(
          "division of a whole number: expected a divisor other than 0, got 0");
    }
    return (long) divisor;
  }

  private static double[] reduce(Reduction operation, Tensor tensor, double[] x) {
    Shape shape = tensor.input(0).shape();
    int groups = tensor.shape().elementCount();
    double[][] members = new double[groups][x.length / groups];
    int[] filled = new int[groups];
    for (int i = 0; i < x.length; i++) {
      int[] index = unravel(shape, i);
      int[] kept =
          IntStream.range(0, index.length)
              .filter(a -> !operation.axes().contains(a))
              .map(a -> index[a])
              .toArray();
      int group = ravel(tensor.shape(), kept);
      members[group][filled[group]++] = x[i];
    }
    return Arrays.stream(members).mapToDouble(each -> reduce(operation, each)).toArray();
  }

  private static double reduce(Reduction operation, double[] x) {
    if (operation instanceof Reduction.Sum) {
      return Arrays.stream(x).sum();
    }
    double largest = Arrays.stream(x).max().orElseThrow();
    if (operation instanceof Reduction.Max) {
      return largest;
    } else if (operation instanceof Reduction.LogSumExp) {
      return Double.isInfinite(largest)
          ? largest
          : largest + Math.log(Arrays.stream(x).map(each -> Math.exp(each - largest)).sum());
    }
    return IntStream.range(0, x.length)
        .filter(i -> x[i] == largest)
        .findFirst()
        .orElseThrow(); // ArgMax
  }

  private static double[] layout(Layout operation, Tensor tensor, List<double[]> values) {
    double[] x = values.get(0);
    if (operation instanceof Layout.Reshape) {
      return x.clone();
    } else if (operation instanceof Layout.Concat concat) {
      return concat(concat.axis(), tensor, values);
    } else if (operation instanceof Layout.Pad pad) {
      return pad(pad, tensor, x);
    }
    Shape from = tensor.input(0).shape();
    return computed(
        tensor.shape(),
        index -> {
          int[] source = new int[from.rank()];
          for (int axis = 0; axis < source.length; axis++) {
            if (operation instanceof Layout.Transpose transpose) {
              source[transpose.permutation().get(axis)] = index[axis];
            } else if (operation instanceof Layout.Slice slice) {
              source[axis] = slice.starts().get(axis) + index[axis] * slice.strides().get(axis);
            } else { // Broadcast
              source[axis] = from.size(axis) == 1 ? 0 : index[axis];
            }
          }
          return x[ravel(from, source)];
        });
  }

  private static double[] concat(int axis, Tensor tensor, List<double[]> values) {
    return computed(
        tensor.shape(),
        index -> {
          int part = 0;
          int[] source = index.clone();
          while (source[axis] >= tensor.input(part).shape().size(axis)) {
            source[axis] -= tensor.input(part).shape().size(axis);
            part++;
          }
          return values.get(part)[ravel(tensor.input(part).shape(), source)];
        });
  }

  private static double[] pad(Layout.Pad pad, Tensor tensor, double[] x) {
    Shape from = tensor.input(0).shape();
    double[] result = new double[tensor.shape().elementCount()];
    for (int i = 0; i < x.length; i++) {
      int[] index = unravel(from, i);
      for (int axis = 0; axis < index.length; axis++) {
        index[axis] = pad.low().get(axis) + index[axis] * (pad.interior().get(axis) + 1);
      }
      result[ravel(tensor.shape(), index)] = x[i];
    }
    return result;
  }

  private static double[] indexing(Indexing operation, Tensor tensor, List<double[]> values) {
    double[] x = values.get(0);
    Shape shape = tensor.input(0).shape();
    if (operation instanceof Indexing.Gather gather) {
      Shape places = tensor.input(1).shape();
      return computed(
          tensor.shape(),
          index -> {
            int[] head = Arrays.copyOf(index, places.rank());
            int[] rest = Arrays.copyOfRange(index, places.rank(), index.length);
            int at = bounded(values.get(1)[ravel(places, head)], shape.size(gather.batchAxes()));
            return x[ravel(shape, joined(Arrays.copyOf(index, gather.batchAxes()), at, rest))];
          });
    } else if (operation instanceof Indexing.ScatterAdd scatter) {
      Shape places = tensor.input(1).shape();
      double[] result = new double[tensor.shape().elementCount()];
      for (int i = 0; i < x.length; i++) {
        int[] index = unravel(shape, i);
        int[] rest = Arrays.copyOfRange(index, places.rank(), index.length);
        int at =
            bounded(
                values.get(1)[ravel(places, Arrays.copyOf(index, places.rank()))], scatter.size());
        result[
                ravel(
                    tensor.shape(), joined(Arrays.copyOf(index, scatter.batchAxes()), at, rest))] +=
            x[i];
      }
      return result;
    } else if (operation instanceof Indexing.CumSum sum) {
      return computed(
          shape,
          index -> {
            double total = 0;
            int[] each = index.clone();
            int size = shape.size(sum.axis());
            for (int i = 0; i < size; i++) {
              boolean included = sum.reverse() ? i >= index[sum.axis()] : i <= index[sum.axis()];
              each[sum.axis()] = i;
              total += included ? x[ravel(shape, each)] : 0;
            }
            return total;
          });
    }
    int size = shape.size(-1); // ArgSort
    double[] result = new double[x.length];
    for (int row = 0; row < x.length; row += size) {
      int start = row;
      List<Integer> order = new ArrayList<>(IntStream.range(0, size).boxed().toList());
      Comparator<Integer> ascending =
          (a, b) -> x[start + a] < x[start + b] ? -1 : x[start + a] > x[start + b] ? 1 : 0;
      order.sort(ascending);
      for (int i = 0; i < size; i++) {
        result[row + i] = order.get(i);
      }
    }
    return result;
  }

  private static int bounded(double index, int size) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException(
          "index out of range: expected one in [0, " + size + "), got " + (long) index);
    }
    return (int) index;
  }

  private static int[] joined(int[] head, int middle, int[] tail) {
    return IntStream.concat(
            IntStream.concat(Arrays.stream(head), IntStream.of(middle)), Arrays.stream(tail))
        .toArray();
  }

  private static double[] linearAlgebra(
      LinearAlgebra operation, Tensor tensor, List<double[]> values) {
    Shape left = tensor.input(0).shape();
    int batches = left.elementCount(0, left.rank() - 2);
    int outputSize = tensor.shape().elementCount() / batches;
    double[] result = new double[tensor.shape().elementCount()];
    for (int batch = 0; batch < batches; batch++) {
      ReferenceMatrix a = ReferenceMatrix.of(left, values.get(0), batch);
      ReferenceMatrix product;
      if (operation instanceof LinearAlgebra.Cholesky) {
        product = a.cholesky();
      } else {
        ReferenceMatrix b = ReferenceMatrix.of(tensor.input(1).shape(), values.get(1), batch);
        if (operation instanceof LinearAlgebra.Matmul flags) {
          product =
              a.transposedIf(flags.transposeLeft()).times(b.transposedIf(flags.transposeRight()));
        } else {
          LinearAlgebra.TriangularSolve solve = (LinearAlgebra.TriangularSolve) operation;
          boolean lower = solve.lower() != solve.transposed();
          product = a.transposedIf(solve.transposed()).solveTriangular(b, lower);
        }
      }
      product.copyTo(result, batch * outputSize);
    }
    return result;
  }

  private static double[] computed(Shape shape, ToDoubleFunction<int[]> element) {
    return IntStream.range(0, shape.elementCount())
        .mapToDouble(i -> element.applyAsDouble(unravel(shape, i)))
        .toArray();
  }

  /** The place of each axis, from the position in row-major order. */
  private static int[] unravel(Shape shape, int position) {
    int[] index = new int[shape.rank()];
    int rest = position;
    for (int axis = index.length - 1; axis >= 0; axis--) {
      index[axis] = rest % shape.size(axis);
      rest /= shape.size(axis);
    }
    return index;
  }

  private static int ravel(Shape shape, int[] index) {
    int position = 0;
    for (int axis = 0; axis < index.length; axis++) {
      position = position * shape.size(axis) + index[axis];
    }
    return position;
  }
}

package org.vae4j.backend.nd4j;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.vae4j.tensor.BinaryFunction;
import org.vae4j.tensor.DataType;
import org.vae4j.tensor.Elementwise;
import org.vae4j.tensor.UnaryFunction;

/**
 * The kernels of the elementwise operations in double precision and of whole numbers, but for the
 * special functions, which are ND4J's. A loop that the JIT compiler can vectorize is written out.
 */
final class DoubleKernels {
  private DoubleKernels() {}

  /** The kernel of an operation on operands of a data type. */
  static Kernel<double[]> of(Elementwise operation, DataType operands) {
    if (operation instanceof Elementwise.Unary unary) {
      return unary(unary.function());
    } else if (operation instanceof Elementwise.Binary binary) {
      return operands == DataType.INT ? whole(binary.function()) : real(binary.function());
    } else if (operation instanceof Elementwise.Cast cast) {
      return cast.to() == DataType.INT ? each(x -> (int) x) : each(x -> x);
    } else if (operation instanceof Elementwise.Where) {
      return DoubleKernels::where;
    }
    throw new IllegalArgumentException(
        "kernel: expected an operation that has one, got " + operation);
  }

  private static Kernel<double[]> unary(UnaryFunction function) {
    return switch (function) {
      case NEG ->
          (a, b, c, y, n) -> {
            for (int i = 0; i < n; i++) {
              y[i] = -a[i];
            }
          };
      case ABS ->
          (a, b, c, y, n) -> {
            for (int i = 0; i < n; i++) {
              y[i] = Math.abs(a[i]);
            }
          };
      case SQRT ->
          (a, b, c, y, n) -> {
            for (int i = 0; i < n; i++) {
              y[i] = Math.sqrt(a[i]);
            }
          };
      case EXP -> each(Math::exp);
      case EXPM1 -> each(Math::expm1);
      case SIGMOID -> each(x -> 1 / (1 + Math.exp(-x)));
      case TANH -> each(Math::tanh);
      case SOFTPLUS -> each(x -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))));
      case SIGN -> each(Math::signum);
      case LOG -> each(Math::log);
      case LOG1P -> each(Math::log1p);
      case FLOOR -> each(Math::floor);
      case SIN -> each(Math::sin);
      case COS -> each(Math::cos);
      case IS_FINITE -> each(x -> Double.isFinite(x) ? 1 : 0);
      case ERF, ERFC, LGAMMA ->
          throw new IllegalArgumentException("kernel: ND4J has one for " + function);
    };
  }

  private static Kernel<double[]> real(BinaryFunction function) {
    return switch (function) {
      case PLUS ->
          (a, b, c, y, n) -> {
            for (int i = 0; i < n; i++) {
              y[i] = a[i] + b[i];
            }
          };
      case MINUS ->
          (a, b, c, y, n) -> {
            for (int i = 0; i < n; i++) {
              y[i] = a[i] - b[i];
            }
          };
      case TIMES ->
          (a, b, c, y, n) -> {
            for (int i = 0; i < n; i++) {
              y[i] = a[i] * b[i];
            }
          };
      case DIVIDED_BY ->
          (a, b, c, y, n) -> {
            for (int i = 0; i < n; i++) {
              y[i] = a[i] / b[i];
            }
          };
      case MAX ->
          (a, b, c, y, n) -> {
            for (int i = 0; i < n; i++) {
              y[i] = Math.max(a[i], b[i]);
            }
          };
      case GREATER_THAN ->
          (a, b, c, y, n) -> {
            for (int i = 0; i < n; i++) {
              y[i] = a[i] > b[i] ? 1 : 0;
            }
          };
      case EQUAL_TO ->
          (a, b, c, y, n) -> {
            for (int i = 0; i < n; i++) {
              y[i] = a[i] == b[i] ? 1 : 0;
            }
          };
      case POW -> each(Math::pow);
      case FLOOR_DIV, MOD ->
          throw new IllegalArgumentException("kernel: " + function + " is of whole numbers");
    };
  }

  /** Whole numbers wrap around as those of Java do, which doubles alone would not. */
  private static Kernel<double[]> whole(BinaryFunction function) {
    return switch (function) {
      case PLUS -> each((a, b) -> (int) a + (int) b);
      case MINUS -> each((a, b) -> (int) a - (int) b);
      case TIMES -> each((a, b) -> ((int) a) * ((int) b));
      case FLOOR_DIV -> each((a, b) -> Math.floorDiv((int) a, divisor(b)));
      case MOD -> each((a, b) -> Math.floorMod((int) a, divisor(b)));
      case MAX, GREATER_THAN, EQUAL_TO -> real(function);
      case DIVIDED_BY, POW ->
          throw new IllegalArgumentException("kernel: " + function + " is of real numbers");
    };
  }

  private static int divisor(double b) {
    if (b == 0) {
      throw new IllegalArgumentException(
          "division of a whole number: expected a divisor other than 0, got 0");
    }
    return (int) b;
  }

  private static Kernel<double[]> each(DoubleUnaryOperator function) {
    return (a, b, c, y, n) -> {
      for (int i = 0; i < n; i++) {
        y[i] = function.applyAsDouble(a[i]);
      }
    };
  }

  private static Kernel<double[]> each(DoubleBinaryOperator function) {
    return (a, b, c, y, n) -> {
      for (int i = 0; i < n; i++) {
        y[i] = function.applyAsDouble(a[i], b[i]);
      }
    };
  }

  static void relu(double[] a, double[] b, double[] c, double[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = Math.max(a[i], 0);
    }
  }

  static void gate(double[] gradient, double[] relu, double[] c, double[] y, int count) {
    for (int i = 0; i < count; i++) {
      double bound = relu[i] * 1e308 * 1e308 * 1e308; // infinite even for the smallest number
      y[i] = Math.max(-bound, Math.min(bound, gradient[i]));
    }
  }

  /** The choice without a branch, which masks of noise would mispredict half of the time. */
  private static void where(double[] a, double[] b, double[] condition, double[] y, int count) {
    for (int i = 0; i < count; i++) {
      long magnitude = Double.doubleToRawLongBits(condition[i]) << 1;
      long mask = (magnitude | -magnitude) >> 63; // all ones, or 0 for 0 and −0
      long other = Double.doubleToRawLongBits(b[i]);
      y[i] = Double.longBitsToDouble(other ^ ((Double.doubleToRawLongBits(a[i]) ^ other) & mask));
    }
  }
}

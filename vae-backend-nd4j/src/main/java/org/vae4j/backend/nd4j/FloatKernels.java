package org.vae4j.backend.nd4j;

import org.vae4j.tensor.DataType;
import org.vae4j.tensor.Elementwise;

/**
 * The kernels of elementwise operations in single precision. Those that networks are made of are
 * loops that the JIT compiler vectorizes; all others are computed in double precision and rounded.
 * Some look like those of {@link DoubleKernels}: Java has no loop over arrays of either type.
 */
final class FloatKernels {
  private static final int ONE = Float.floatToRawIntBits(1);
  private static final int INFINITY = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);

  private final int block;
  private final FloatBits bits;
  private final int[] first;
  private final int[] second;
  private final int[] third;

  /** Kernels for up to this many numbers. */
  FloatKernels(int block) {
    this.block = block;
    this.bits = new FloatBits(block);
    this.first = new int[block];
    this.second = new int[block];
    this.third = new int[block];
  }

  /** The kernel of an operation on FLOAT tensors. */
  Kernel<float[]> of(Elementwise operation) {
    if (operation instanceof Elementwise.Unary unary) {
      return unary(unary);
    } else if (operation instanceof Elementwise.Binary binary) {
      return binary(binary);
    } else if (operation instanceof Elementwise.Where) {
      return this::where;
    }
    return rounded(operation);
  }

  private Kernel<float[]> unary(Elementwise.Unary operation) {
    return switch (operation.function()) {
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
              y[i] = (float) Math.sqrt(a[i]);
            }
          };
      case EXP, EXPM1, SIGMOID, TANH, SOFTPLUS ->
          new Exponential(operation.function(), bits, block);
      default -> rounded(operation);
    };
  }

  private Kernel<float[]> binary(Elementwise.Binary operation) {
    return switch (operation.function()) {
      case PLUS ->
          (a, b, c, y, n) -> {
            for (int i = 0; i < n; i++) {
              y[i] = a[i] + b[i];
            }
          };
      case MINUS -> (a, b, c, y, n) -> minus(a, b, y, n);
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
      case GREATER_THAN -> this::greaterThan;
      default -> rounded(operation);
    };
  }

  static void relu(float[] a, float[] b, float[] c, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = Math.max(a[i], 0);
    }
  }

  static void gate(float[] gradient, float[] relu, float[] c, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      float bound = relu[i] * 1e38f * 1e38f * 1e38f; // infinite even for the smallest number
      y[i] = Math.max(-bound, Math.min(bound, gradient[i]));
    }
  }

  private static void minus(float[] a, float[] b, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = a[i] - b[i];
    }
  }

  /** Without a branch, which would be mispredicted half of the time. */
  private void greaterThan(float[] a, float[] b, float[] c, float[] y, int count) {
    minus(a, b, y, count);
    bits.toBits(y, first, count);
    positive(first, count);
    bits.toFloats(first, y, count);
  }

  /** One where it is above 0 and a number, which its bits as a whole number tell, else 0. */
  private static void positive(int[] bits, int count) {
    for (int i = 0; i < count; i++) {
      bits[i] = ~(((bits[i] - 1) | (INFINITY - bits[i])) >> 31) & ONE;
    }
  }

  private void where(float[] a, float[] b, float[] condition, float[] y, int count) {
    bits.toBits(a, first, count);
    bits.toBits(b, second, count);
    bits.toBits(condition, third, count);
    choose(first, second, third, count);
    bits.toFloats(third, y, count);
  }

  private static void choose(int[] a, int[] b, int[] condition, int count) {
    for (int i = 0; i < count; i++) {
      int magnitude = condition[i] << 1;
      int mask = (magnitude | -magnitude) >> 31; // all ones, or 0 for 0 and −0
      condition[i] = b[i] ^ ((a[i] ^ b[i]) & mask);
    }
  }

  private Kernel<float[]> rounded(Elementwise operation) {
    Kernel<double[]> exact = DoubleKernels.of(operation, DataType.FLOAT);
    double[] a = new double[block];
    double[] b = new double[block];
    double[] result = new double[block];
    return (x, other, unused, y, n) -> {
      widen(x, a, n);
      widen(other, b, n);
      exact.apply(a, b, b, result, n);
      narrow(result, y, n);
    };
  }

  private static void widen(float[] x, double[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = x[i];
    }
  }

  private static void narrow(double[] x, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = (float) x[i];
    }
  }
}

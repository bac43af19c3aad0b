package org.vae4j.backend.java;

import org.vae4j.tensor.BinaryFunction;

/** Loops over whole numbers. A result may take the place of an operand. */
final class IntKernels {
  private IntKernels() {}

  /** y = f(a, b). */
  static Step of(BinaryFunction function, int[] a, int[] b, Operand result) {
    return switch (function) {
      case PLUS -> () -> plus(a, b, result.ints());
      case MINUS -> () -> minus(a, b, result.ints());
      case TIMES -> () -> times(a, b, result.ints());
      case MAX -> () -> max(a, b, result.ints());
      case FLOOR_DIV -> () -> floorDiv(a, b, result.ints());
      case MOD -> () -> mod(a, b, result.ints());
      case GREATER_THAN -> () -> greaterThan(a, b, result.floats());
      case EQUAL_TO -> () -> equalTo(a, b, result.floats());
      case DIVIDED_BY, POW ->
          throw new IllegalArgumentException(function + ": expected FLOAT operands, got INT");
    };
  }

  /** The same numbers as floats. */
  static Step toFloats(int[] x, float[] y) {
    return () -> {
      for (int i = 0; i < y.length; i++) {
        y[i] = x[i];
      }
    };
  }

  /** The numbers rounded towards 0. */
  static Step toInts(float[] x, int[] y) {
    return () -> {
      for (int i = 0; i < y.length; i++) {
        y[i] = (int) x[i];
      }
    };
  }

  /** y = a where the condition is not 0, else b. */
  static Step choose(int[] a, int[] b, float[] condition, int[] y) {
    return () -> {
      for (int i = 0; i < y.length; i++) {
        y[i] = condition[i] != 0 ? a[i] : b[i];
      }
    };
  }

  private static void plus(int[] a, int[] b, int[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = a[i] + b[i];
    }
  }

  private static void minus(int[] a, int[] b, int[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = a[i] - b[i];
    }
  }

  private static void times(int[] a, int[] b, int[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = a[i] * b[i];
    }
  }

  private static void max(int[] a, int[] b, int[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.max(a[i], b[i]);
    }
  }

  private static void greaterThan(int[] a, int[] b, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = a[i] > b[i] ? 1 : 0;
    }
  }

  private static void equalTo(int[] a, int[] b, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = a[i] == b[i] ? 1 : 0;
    }
  }

  private static void floorDiv(int[] a, int[] b, int[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.floorDiv(a[i], divisor(b, i));
    }
  }

  private static void mod(int[] a, int[] b, int[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.floorMod(a[i], divisor(b, i));
    }
  }

  private static int divisor(int[] b, int i) {
    if (b[i] == 0) {
      throw new IllegalArgumentException(
          "division of whole numbers: expected a divisor other than 0, got 0 (element " + i + ")");
    }
    return b[i];
  }
}

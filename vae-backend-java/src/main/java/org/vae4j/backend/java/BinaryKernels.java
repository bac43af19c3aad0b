package org.vae4j.backend.java;

import org.vae4j.tensor.BinaryFunction;

/**
 * Loops of the functions of two FLOAT numbers. One operand may be a single number, of which the
 * loop keeps a copy in a register. A result may take the place of an operand.
 */
final class BinaryKernels {
  private BinaryKernels() {}

  /** y = f(a, b). */
  static Step of(BinaryFunction function, Operand a, Operand b, Operand result) {
    float[] y = result.floats();
    if (a.isUniform()) {
      return numberFirst(function, a.floats(), b.floats(), y);
    } else if (b.isUniform()) {
      return numberSecond(function, a.floats(), b.floats(), y);
    }
    return arrays(function, a.floats(), b.floats(), y);
  }

  private static Step arrays(BinaryFunction function, float[] a, float[] b, float[] y) {
    return switch (function) {
      case PLUS -> () -> plus(a, b, y);
      case MINUS -> () -> minus(a, b, y);
      case TIMES -> () -> times(a, b, y);
      case DIVIDED_BY -> () -> dividedBy(a, b, y);
      case POW -> () -> pow(a, b, y);
      case MAX -> () -> max(a, b, y);
      case GREATER_THAN -> () -> greaterThan(a, b, y);
      case EQUAL_TO -> () -> equalTo(a, b, y);
      case FLOOR_DIV, MOD -> throw IntKernels.onlyWhole(function);
    };
  }

  private static Step numberSecond(BinaryFunction function, float[] a, float[] b, float[] y) {
    return switch (function) {
      case PLUS -> () -> plus(a, b[0], y);
      case MINUS -> () -> minus(a, b[0], y);
      case TIMES -> () -> times(a, b[0], y);
      case DIVIDED_BY -> () -> dividedBy(a, b[0], y);
      case POW -> () -> pow(a, b[0], y);
      case MAX -> () -> max(a, b[0], y);
      case GREATER_THAN -> () -> greaterThan(a, b[0], y);
      case EQUAL_TO -> () -> equalTo(a, b[0], y);
      case FLOOR_DIV, MOD -> throw IntKernels.onlyWhole(function);
    };
  }

  private static Step numberFirst(BinaryFunction function, float[] a, float[] b, float[] y) {
    return switch (function) {
      case PLUS -> () -> plus(b, a[0], y);
      case MINUS -> () -> minus(a[0], b, y);
      case TIMES -> () -> times(b, a[0], y);
      case DIVIDED_BY -> () -> dividedBy(a[0], b, y);
      case POW -> () -> pow(a[0], b, y);
      case MAX -> () -> max(b, a[0], y);
      case GREATER_THAN -> () -> greaterThan(a[0], b, y);
      case EQUAL_TO -> () -> equalTo(b, a[0], y);
      case FLOOR_DIV, MOD -> throw IntKernels.onlyWhole(function);
    };
  }

  private static void plus(float[] a, float[] b, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = a[i] + b[i];
    }
  }

  private static void plus(float[] a, float b, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = a[i] + b;
    }
  }

  private static void minus(float[] a, float[] b, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = a[i] - b[i];
    }
  }

  private static void minus(float[] a, float b, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = a[i] - b;
    }
  }

  private static void minus(float a, float[] b, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = a - b[i];
    }
  }

  private static void times(float[] a, float[] b, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = a[i] * b[i];
    }
  }

  private static void times(float[] a, float b, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = a[i] * b;
    }
  }

  private static void dividedBy(float[] a, float[] b, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = a[i] / b[i];
    }
  }

  private static void dividedBy(float[] a, float b, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = a[i] / b;
    }
  }

  private static void dividedBy(float a, float[] b, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = a / b[i];
    }
  }

  private static void pow(float[] a, float[] b, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = (float) StrictMath.pow(a[i], b[i]);
    }
  }

  private static void pow(float[] a, float b, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = (float) StrictMath.pow(a[i], b);
    }
  }

  private static void pow(float a, float[] b, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = (float) StrictMath.pow(a, b[i]);
    }
  }

  private static void max(float[] a, float[] b, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.max(a[i], b[i]);
    }
  }

  private static void max(float[] a, float b, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.max(a[i], b);
    }
  }

  private static void greaterThan(float[] a, float[] b, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = a[i] > b[i] ? 1 : 0;
    }
  }

  private static void greaterThan(float[] a, float b, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = a[i] > b ? 1 : 0;
    }
  }

  private static void greaterThan(float a, float[] b, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = a > b[i] ? 1 : 0;
    }
  }

  private static void equalTo(float[] a, float[] b, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = a[i] == b[i] ? 1 : 0;
    }
  }

  private static void equalTo(float[] a, float b, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = a[i] == b ? 1 : 0;
    }
  }
}

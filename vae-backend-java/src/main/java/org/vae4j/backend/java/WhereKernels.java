package org.vae4j.backend.java;

/** Loops that choose between two numbers. A result may take the place of an operand. */
final class WhereKernels {
  private WhereKernels() {}

  /** y = a where the condition is not 0, else b; a FLOAT choice may be a single number. */
  static Step of(Operand a, Operand b, float[] condition, Operand result) {
    if (!result.isFloat()) {
      return () -> choose(condition, a.ints(), b.ints(), result.ints());
    }
    float[] left = a.floats();
    float[] right = b.floats();
    float[] y = result.floats();
    if (a.isUniform() && b.isUniform()) {
      return () -> choose(condition, left[0], right[0], y);
    } else if (a.isUniform()) {
      return () -> choose(condition, left[0], right, y);
    } else if (b.isUniform()) {
      return () -> choose(condition, left, right[0], y);
    }
    return () -> choose(condition, left, right, y);
  }

  private static void choose(float[] condition, float[] a, float[] b, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = pick(condition[i], a[i], b[i]);
    }
  }

  private static void choose(float[] condition, float[] a, float b, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = pick(condition[i], a[i], b);
    }
  }

  private static void choose(float[] condition, float a, float[] b, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = pick(condition[i], a, b[i]);
    }
  }

  private static void choose(float[] condition, float a, float b, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = pick(condition[i], a, b);
    }
  }

  private static void choose(float[] condition, int[] a, int[] b, int[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = condition[i] != 0 ? a[i] : b[i];
    }
  }

  /** The choice without a branch, which masks of noise would mispredict half of the time. */
  private static float pick(float condition, float a, float b) {
    int magnitude = Float.floatToRawIntBits(condition) << 1;
    int mask = (magnitude | -magnitude) >> 31; // all ones, or 0 for 0 and −0
    int other = Float.floatToRawIntBits(b);
    return Float.intBitsToFloat(other ^ ((Float.floatToRawIntBits(a) ^ other) & mask));
  }
}

package org.vae4j.backend.nd4j;

/**
 * The exponential and the functions of networks that are made of it, in double precision and
 * several times faster than one call a number. All begin with x = k·log 2 + r and p = eʳ − 1, so
 * that eˣ = 2ᵏ·(1 + p), and eˣ − 1 keeps its digits near 0. The work is cut into passes: those that
 * the JIT compiler vectorizes, and one that it cannot, since it makes powers of two from their
 * bits.
 */
final class Exponential implements Kernel {
  /** What is computed. */
  enum Function {
    /** eˣ. */
    EXP,
    /** eˣ − 1. */
    EXPM1,
    /** 1 / (1 + e⁻ˣ). */
    SIGMOID,
    /** m / (m + 2) with m = e²ˣ − 1. */
    TANH,
    /** max(x, 0) + log1p(e^−|x|). */
    SOFTPLUS
  }

  /** Beyond these eˣ is infinite or 0. */
  private static final double HIGHEST = 720;

  private static final double LOWEST = -760;

  private static final double LOG2_E = 1.4426950408889634074;

  /**
   * log 2 in two parts, of which the first has so few bits that its products with whole numbers are
   * exact.
   */
  private static final double LOG_2_HIGH = 0x1.62e42feep-1;

  private static final double LOG_2_LOW = 0x1.a39ef35793c76p-33;

  /** Adding and subtracting it rounds to a whole number. */
  private static final double ROUNDER = 0x1.8p52;

  private final Function function;
  private final double[] argument = new double[Staging.BLOCK];
  private final double[] exponent = new double[Staging.BLOCK];

  Exponential(Function function) {
    this.function = function;
  }

  @Override
  public void apply(double[] x, double[] unused, double[] unusedToo, double[] y, int count) {
    switch (function) {
      case EXP, EXPM1 -> bounded(x, 1, HIGHEST, argument, count);
      case SIGMOID -> bounded(x, -1, HIGHEST, argument, count);
      case TANH -> bounded(x, 2, 100, argument, count); // e¹⁰⁰ is far past where tanh is 1
      case SOFTPLUS -> folded(x, argument, count);
    }
    round(argument, exponent, count);
    expand(argument, exponent, y, count);
    switch (function) {
      case EXP -> scale(exponent, y, count);
      case EXPM1 -> scaleMinusOne(exponent, y, count);
      case SIGMOID -> {
        scale(exponent, y, count);
        invert(y, count);
      }
      case TANH -> {
        scaleMinusOne(exponent, y, count);
        tangent(y, count);
      }
      case SOFTPLUS -> {
        scale(exponent, y, count);
        logarithm(y, count);
        addPositive(x, y, count);
      }
    }
  }

  private static void bounded(double[] x, double factor, double limit, double[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = Math.max(Math.min(x[i] * factor, limit), LOWEST);
    }
  }

  private static void folded(double[] x, double[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = Math.max(-Math.abs(x[i]), LOWEST);
    }
  }

  private static void round(double[] x, double[] k, int count) {
    for (int i = 0; i < count; i++) {
      k[i] = (x[i] * LOG2_E + ROUNDER) - ROUNDER;
    }
  }

  /** The Taylor series of eʳ − 1, |r| ≤ ½ log 2. */
  private static void expand(double[] x, double[] k, double[] p, int count) {
    for (int i = 0; i < count; i++) {
      double r = (x[i] - k[i] * LOG_2_HIGH) - k[i] * LOG_2_LOW;
      double tail = 1 / 39916800.0 + r * (1 / 479001600.0 + r * (1 / 6227020800.0));
      tail = 1 / 40320.0 + r * (1 / 362880.0 + r * (1 / 3628800.0 + r * tail));
      tail = 1 / 120.0 + r * (1 / 720.0 + r * (1 / 5040.0 + r * tail));
      p[i] = r + r * r * (1 / 2.0 + r * (1 / 6.0 + r * (1 / 24.0 + r * tail)));
    }
  }

  /** y ← 2ᵏ·(1 + y), by two powers, since 2ᵏ alone may be too large or too small. */
  private static void scale(double[] exponent, double[] y, int count) {
    for (int i = 0; i < count; i++) {
      int k = (int) exponent[i];
      double first = power(k - (k >> 1));
      y[i] = (y[i] * first + first) * power(k >> 1);
    }
  }

  /** y ← 2ᵏ·(1 + y) − 1. */
  private static void scaleMinusOne(double[] exponent, double[] y, int count) {
    for (int i = 0; i < count; i++) {
      int k = (int) exponent[i];
      double first = power(k - (k >> 1));
      y[i] = (y[i] * first + (first - power(-(k >> 1)))) * power(k >> 1);
    }
  }

  private static double power(int k) {
    return Double.longBitsToDouble((long) (k + 1023) << 52);
  }

  private static void invert(double[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = 1 / (1 + y[i]);
    }
  }

  private static void tangent(double[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = y[i] / (y[i] + 2);
    }
  }

  /** y ← log(1 + y) = 2 artanh(s) with s = y / (2 + y), for y in [0, 1], where s² ≤ 1/9. */
  private static void logarithm(double[] y, int count) {
    for (int i = 0; i < count; i++) {
      double s = y[i] / (2 + y[i]);
      double q = s * s;
      double tail = 1 / 25.0 + q * (1 / 27.0 + q * (1 / 29.0 + q * (1 / 31.0 + q * (1 / 33.0))));
      tail = 1 / 17.0 + q * (1 / 19.0 + q * (1 / 21.0 + q * (1 / 23.0 + q * tail)));
      tail = 1 / 9.0 + q * (1 / 11.0 + q * (1 / 13.0 + q * (1 / 15.0 + q * tail)));
      y[i] = 2 * s + 2 * s * q * (1 / 3.0 + q * (1 / 5.0 + q * (1 / 7.0 + q * tail)));
    }
  }

  private static void addPositive(double[] x, double[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = Math.max(x[i], 0) + y[i];
    }
  }
}

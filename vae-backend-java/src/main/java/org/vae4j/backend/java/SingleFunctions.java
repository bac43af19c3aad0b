package org.vae4j.backend.java;

/**
 * Functions of doubles that are accurate to about 1e-11, so that rounding to float leaves the float
 * next to the true value. Plain arithmetic: several times faster than StrictMath, and the same bits
 * on every machine, Java version and compiler.
 */
final class SingleFunctions {
  private static final double LOG2_E = 1.4426950408889634074;
  private static final double LOG_2 = 0.69314718055994530942;

  /** Adding and subtracting it rounds to a whole number. */
  private static final double ROUNDER = 0x1.8p52;

  /** Below this, series replace formulas that would cancel. */
  private static final double SMALL = 0x1p-6;

  private SingleFunctions() {}

  /** eˣ: 2ᵏ·eʳ with x = k·log 2 + r and the Taylor series of eʳ, |r| ≤ ½ log 2. */
  static double exp(double x) {
    if (!(x < 200)) {
      return Double.isNaN(x) ? x : Double.POSITIVE_INFINITY;
    } else if (x < -200) {
      return 0;
    }
    double k = (x * LOG2_E + ROUNDER) - ROUNDER;
    double r = x - k * LOG_2;
    double series =
        1
            + r
                * (1
                    + r
                        * (1.0 / 2
                            + r
                                * (1.0 / 6
                                    + r
                                        * (1.0 / 24
                                            + r
                                                * (1.0 / 120
                                                    + r
                                                        * (1.0 / 720
                                                            + r
                                                                * (1.0 / 5040
                                                                    + r
                                                                        * (1.0 / 40320
                                                                            + r
                                                                                * (1.0
                                                                                    / 362880)))))))));
    return series * Double.longBitsToDouble((1023L + (long) k) << 52);
  }

  /** eˣ − 1. */
  static double expm1(double x) {
    return Math.abs(x) < SMALL
        ? x * (1 + x * (1.0 / 2 + x * (1.0 / 6 + x * (1.0 / 24 + x * (1.0 / 120)))))
        : exp(x) - 1;
  }

  /**
   * log x: k·log 2 + 2·artanh(s) with x = 2ᵏ·m, s = (m − 1) / (m + 1), √½ ≤ m &lt; √2. For normal
   * numbers.
   */
  static double log(double x) {
    if (!(x > 0)) {
      return x == 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
    } else if (x == Double.POSITIVE_INFINITY) {
      return x;
    }
    long bits = Double.doubleToRawLongBits(x);
    long k = (bits - 0x3FE6A09E667F3BCDL) >> 52;
    double m = Double.longBitsToDouble(bits - (k << 52));
    double s = (m - 1) / (m + 1);
    double q = s * s;
    double series =
        1
            + q
                * (1.0 / 3
                    + q
                        * (1.0 / 5
                            + q * (1.0 / 7 + q * (1.0 / 9 + q * (1.0 / 11 + q * (1.0 / 13))))));
    return k * LOG_2 + 2 * s * series;
  }

  /** log(1 + x). */
  static double log1p(double x) {
    return Math.abs(x) < SMALL
        ? x * (1 - x * (1.0 / 2 - x * (1.0 / 3 - x * (1.0 / 4 - x * (1.0 / 5 - x * (1.0 / 6))))))
        : log(1 + x);
  }

  /** The hyperbolic tangent. */
  static double tanh(double x) {
    if (Math.abs(x) < SMALL) {
      double q = x * x;
      return x * (1 - q * (1.0 / 3 - q * (2.0 / 15 - q * (17.0 / 315))));
    }
    return 1 - 2 / (exp(2 * x) + 1);
  }

  /** The error function. */
  static double erf(double x) {
    return Math.abs(x) < ErrorFunctions.SERIES_LIMIT ? ErrorFunctions.series(x, 7) : 1 - erfc(x);
  }

  /** 1 − erf(x), with full relative accuracy for large x. */
  static double erfc(double x) {
    double size = Math.abs(x);
    double complement = ErrorFunctions.scaledComplement(size, 14) * exp(-size * size);
    return x > 0 ? complement : 2 - complement;
  }
}

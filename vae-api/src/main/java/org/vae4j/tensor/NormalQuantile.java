package org.vae4j.tensor;

/**
 * Turns uniform 32-bit words into standard normal values by the inverse of the normal distribution
 * function: a word x, read as a signed number, gives Φ⁻¹(½ + q) with q = (x + ½)·2⁻³². Values lie
 * between −6.34 and 6.34, and the complement of a word gives the negated value.
 *
 * <p>The arithmetic is {@code double} and made of + − × ÷ √ in a fixed order, so the bits are the
 * same on every machine; rounded to {@code float} it is the exact quantile to rounding.
 *
 * <p>Source: M. J. Wichura, "Algorithm AS 241: the percentage points of the normal distribution",
 * Applied Statistics 37 (1988), PPND16. Two of its three ranges are needed: no word reaches the
 * third. The logarithm is our own, by the series of the inverse hyperbolic tangent.
 *
 * <p>Holds scratch arrays, so an instance serves one thread at a time. Each step is a short loop
 * over separate arrays, because only such loops become SIMD code; the values in the tails (15 %)
 * are gathered first, which costs no mispredicted branch.
 */
final class NormalQuantile {
  private static final double CENTRAL = 0.425;
  private static final double LN_2 = 0.6931471805599453;
  private static final long SQRT_HALF_BITS = 0x3FE6A09E667F3BCDL;
  private static final long FRACTION_BITS = 0x000FFFFFFFFFFFFFL;

  private final double[] q;
  private final double[] z;
  private final int[] tail;
  private final double[] tailExponent;
  private final double[] tailMantissa;
  private final double[] tailR;
  private final double[] tailZ;

  /**
   * Creates an instance.
   *
   * @param capacity the most words in one call
   */
  NormalQuantile(int capacity) {
    q = new double[capacity];
    z = new double[capacity];
    tail = new int[capacity + 1];
    tailExponent = new double[capacity];
    tailMantissa = new double[capacity];
    tailR = new double[capacity];
    tailZ = new double[capacity];
  }

  /**
   * Writes the normal values of {@code count} words to {@code out}, from {@code offset}.
   *
   * @param words uniform words
   * @param count number of words, from index 0
   * @param out takes the values
   * @param offset where the first value goes
   */
  void transform(int[] words, int count, float[] out, int offset) {
    for (int i = 0; i < count; i++) {
      q[i] = (words[i] + 0.5) * 0x1p-32;
    }
    central(q, z, count);
    int tails = gatherTails(count);
    splitProbability(tails);
    rootOfLogarithm(tailExponent, tailMantissa, tailR, tails);
    outer(tailR, tailZ, tails);
    for (int j = 0; j < tails; j++) {
      int i = tail[j];
      z[i] = Math.copySign(tailZ[j], q[i]);
    }
    for (int i = 0; i < count; i++) {
      out[offset + i] = (float) z[i];
    }
  }

  private int gatherTails(int count) {
    int tails = 0;
    for (int i = 0; i < count; i++) {
      tail[tails] = i; // always written, kept only if counted
      tails += Math.abs(q[i]) > CENTRAL ? 1 : 0;
    }
    return tails;
  }

  // A tail's probability p = ½ − |q|, exactly, as mantissa · 2^exponent with √½ ≤ mantissa < √2.
  private void splitProbability(int tails) {
    for (int j = 0; j < tails; j++) {
      double p = 0.5 - Math.abs(q[tail[j]]);
      long bits = Double.doubleToRawLongBits(p) - SQRT_HALF_BITS;
      tailExponent[j] = (double) (bits >> 52);
      tailMantissa[j] = Double.longBitsToDouble((bits & FRACTION_BITS) + SQRT_HALF_BITS);
    }
  }

  // |q| ≤ 0.425. Outside of it the result is meaningless, and is replaced.
  private static void central(double[] q, double[] z, int count) {
    for (int i = 0; i < count; i++) {
      double r = 0.180625 - q[i] * q[i];
      double a = 2.5090809287301226727e3;
      a = a * r + 3.3430575583588128105e4;
      a = a * r + 6.7265770927008700853e4;
      a = a * r + 4.5921953931549871457e4;
      a = a * r + 1.3731693765509461125e4;
      a = a * r + 1.9715909503065514427e3;
      a = a * r + 1.3314166789178437745e2;
      a = a * r + 3.3871328727963666080e0;
      double b = 5.2264952788528545610e3;
      b = b * r + 2.8729085735721942674e4;
      b = b * r + 3.9307895800092710610e4;
      b = b * r + 2.1213794301586595867e4;
      b = b * r + 5.3941960214247511077e3;
      b = b * r + 6.8718700749205790830e2;
      b = b * r + 4.2313330701600911252e1;
      b = b * r + 1.0;
      z[i] = q[i] * a / b;
    }
  }

  // r = √(−ln p) − 1.6.
  private static void rootOfLogarithm(double[] exponent, double[] mantissa, double[] r, int count) {
    for (int i = 0; i < count; i++) {
      double s = (mantissa[i] - 1.0) / (mantissa[i] + 1.0);
      double t = s * s; // ln mantissa = 2 artanh s = 2 s (1 + t/3 + t²/5 + …), t < 0.0295
      double series = 1.0 / 15.0;
      series = series * t + 1.0 / 13.0;
      series = series * t + 1.0 / 11.0;
      series = series * t + 1.0 / 9.0;
      series = series * t + 1.0 / 7.0;
      series = series * t + 1.0 / 5.0;
      series = series * t + 1.0 / 3.0;
      series = series * t + 1.0;
      r[i] = Math.sqrt(-(exponent[i] * LN_2 + 2.0 * s * series)) - 1.6;
    }
  }

  // |q| > 0.425, without the sign.
  private static void outer(double[] r, double[] z, int count) {
    for (int i = 0; i < count; i++) {
      double c = 7.74545014278341407640e-4;
      c = c * r[i] + 2.27238449892691845833e-2;
      c = c * r[i] + 2.41780725177450611770e-1;
      c = c * r[i] + 1.27045825245236838258e0;
      c = c * r[i] + 3.64784832476320460504e0;
      c = c * r[i] + 5.76949722146069140550e0;
      c = c * r[i] + 4.63033784615654529590e0;
      c = c * r[i] + 1.42343711074968357734e0;
      double d = 1.05075007164441684324e-9;
      d = d * r[i] + 5.47593808499534494600e-4;
      d = d * r[i] + 1.51986665636164571966e-2;
      d = d * r[i] + 1.48103976427480074590e-1;
      d = d * r[i] + 6.89767334985100004550e-1;
      d = d * r[i] + 1.67638483018380384940e0;
      d = d * r[i] + 2.05319162663775882187e0;
      d = d * r[i] + 1.0;
      z[i] = c / d;
    }
  }
}

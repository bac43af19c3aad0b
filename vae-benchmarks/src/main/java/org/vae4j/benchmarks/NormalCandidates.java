package org.vae4j.benchmarks;

/**
 * The ways to make normal values from 32-bit words that were not taken: measured by {@link
 * NoiseBenchmark}, for the table in {@code docs/noise.md}. All compute in {@code double} and give
 * the same bits on every machine.
 */
final class NormalCandidates {
  private static final double LN_2 = 0.6931471805599453;
  private static final long SQRT_HALF_BITS = 0x3FE6A09E667F3BCDL;
  private static final long FRACTION_BITS = 0x000FFFFFFFFFFFFFL;

  private final double[] exponent;
  private final double[] mantissa;
  private final double[] radius;
  private final double[] angle;
  private final double[] first;
  private final double[] second;

  NormalCandidates(int values) {
    exponent = new double[values / 2];
    mantissa = new double[values / 2];
    radius = new double[values / 2];
    angle = new double[values / 2];
    first = new double[values / 2];
    second = new double[values / 2];
  }

  /** The quantile by algorithm AS 241, one value after the other, with the library's logarithm. */
  void quantiles(int[] words, float[] out) {
    for (int i = 0; i < out.length; i++) {
      double q = (words[i] + 0.5) * 0x1p-32;
      if (Math.abs(q) <= 0.425) {
        out[i] = (float) central(q);
      } else {
        double r = Math.sqrt(-StrictMath.log(0.5 - Math.abs(q))) - 1.6;
        out[i] = (float) Math.copySign(outer(r), q);
      }
    }
  }

  /** Box and Muller's transform of two words into two values, with the library's functions. */
  void boxMuller(int[] words, float[] out) {
    for (int i = 0; i < out.length; i += 2) {
      double r = Math.sqrt(-2 * StrictMath.log((words[i] + 0x80000000L + 0.5) * 0x1p-32));
      double turn = 2 * Math.PI * (words[i + 1] * 0x1p-32);
      out[i] = (float) (r * StrictMath.cos(turn));
      out[i + 1] = (float) (r * StrictMath.sin(turn));
    }
  }

  /** The same by power series, in passes over arrays that become SIMD code. */
  void boxMullerInPasses(int[] words, float[] out) {
    int pairs = radius.length;
    for (int i = 0; i < pairs; i++) {
      double u = (words[2 * i] + 0x80000000L + 0.5) * 0x1p-32;
      long bits = Double.doubleToRawLongBits(u) - SQRT_HALF_BITS;
      exponent[i] = (double) (bits >> 52);
      mantissa[i] = Double.longBitsToDouble((bits & FRACTION_BITS) + SQRT_HALF_BITS);
      angle[i] = 2 * Math.PI * (words[2 * i + 1] * 0x1p-32);
    }
    radius(exponent, mantissa, radius, pairs);
    cosine(angle, radius, first, pairs);
    sine(angle, radius, second, pairs);
    for (int i = 0; i < pairs; i++) {
      out[2 * i] = (float) first[i];
      out[2 * i + 1] = (float) second[i];
    }
  }

  private static void radius(double[] exponent, double[] mantissa, double[] r, int count) {
    for (int i = 0; i < count; i++) {
      double s = (mantissa[i] - 1.0) / (mantissa[i] + 1.0);
      double t = s * s;
      double series = 1.0 / 15.0;
      series = series * t + 1.0 / 13.0;
      series = series * t + 1.0 / 11.0;
      series = series * t + 1.0 / 9.0;
      series = series * t + 1.0 / 7.0;
      series = series * t + 1.0 / 5.0;
      series = series * t + 1.0 / 3.0;
      series = series * t + 1.0;
      r[i] = Math.sqrt(-2.0 * (exponent[i] * LN_2 + 2.0 * s * series));
    }
  }

  // Taylor's series at 0, for angles from −π to π.
  private static void cosine(double[] angle, double[] radius, double[] z, int count) {
    for (int i = 0; i < count; i++) {
      double t = angle[i] * angle[i];
      double series = 1.0 / 6.204484017332394e23;
      series = series * t - 1.0 / 1.1240007277776077e21;
      series = series * t + 1.0 / 2.43290200817664e18;
      series = series * t - 1.0 / 6_402_373_705_728_000.0;
      series = series * t + 1.0 / 20_922_789_888_000.0;
      series = series * t - 1.0 / 87_178_291_200.0;
      series = series * t + 1.0 / 479_001_600.0;
      series = series * t - 1.0 / 3_628_800.0;
      series = series * t + 1.0 / 40_320.0;
      series = series * t - 1.0 / 720.0;
      series = series * t + 1.0 / 24.0;
      series = series * t - 1.0 / 2.0;
      series = series * t + 1.0;
      z[i] = radius[i] * series;
    }
  }

  private static void sine(double[] angle, double[] radius, double[] z, int count) {
    for (int i = 0; i < count; i++) {
      double t = angle[i] * angle[i];
      double series = 1.0 / 1.5511210043330986e25;
      series = series * t - 1.0 / 2.585201673888498e22;
      series = series * t + 1.0 / 5.109094217170944e19;
      series = series * t - 1.0 / 1.21645100408832e17;
      series = series * t + 1.0 / 355_687_428_096_000.0;
      series = series * t - 1.0 / 1_307_674_368_000.0;
      series = series * t + 1.0 / 6_227_020_800.0;
      series = series * t - 1.0 / 39_916_800.0;
      series = series * t + 1.0 / 362_880.0;
      series = series * t - 1.0 / 5_040.0;
      series = series * t + 1.0 / 120.0;
      series = series * t - 1.0 / 6.0;
      series = series * t + 1.0;
      z[i] = radius[i] * series * angle[i];
    }
  }

  private static double central(double q) {
    double r = 0.180625 - q * q;
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
    return q * a / b;
  }

  private static double outer(double r) {
    double c = 7.74545014278341407640e-4;
    c = c * r + 2.27238449892691845833e-2;
    c = c * r + 2.41780725177450611770e-1;
    c = c * r + 1.27045825245236838258e0;
    c = c * r + 3.64784832476320460504e0;
    c = c * r + 5.76949722146069140550e0;
    c = c * r + 4.63033784615654529590e0;
    c = c * r + 1.42343711074968357734e0;
    double d = 1.05075007164441684324e-9;
    d = d * r + 5.47593808499534494600e-4;
    d = d * r + 1.51986665636164571966e-2;
    d = d * r + 1.48103976427480074590e-1;
    d = d * r + 6.89767334985100004550e-1;
    d = d * r + 1.67638483018380384940e0;
    d = d * r + 2.05319162663775882187e0;
    d = d * r + 1.0;
    return c / d;
  }
}

package org.vae4j.backend.java;

/** The error function and its complement, in double precision and strict arithmetic. */
final class ErrorFunctions {
  /** Below this the power series of erf is used, above it the complement. */
  static final double SERIES_LIMIT = 0.5;

  /** Full precision below the limit. */
  private static final int SERIES_TERMS = 14;

  /**
   * The Chebyshev coefficients of exp(x²)·erfc(x)/t for x ≥ 0, where t = 3 / (3 + x) runs over (0,
   * 1]. The substitution follows Schonfelder (1978), "Chebyshev expansions for the error and
   * related functions"; the coefficients were computed with 40 digits.
   */
  private static final double[] SCALED_COMPLEMENT = {
    0.47114607466029065351,
    0.37715894969156579281,
    0.11803603344749545425,
    0.028362346699695151515,
    0.0048717577576055463876,
    0.00045985238787654427861,
    -0.000021430222381053151936,
    -0.00001301447369924134885,
    -8.8092835828535136335e-7,
    2.7464800479702844527e-7,
    4.4159918992237855084e-8,
    -6.3984083855754828413e-9,
    -1.6768357212484644169e-9,
    1.9473354700890024147e-10,
    6.2474413034693895073e-11,
    -8.1245575522444957353e-12,
    -2.3303146132225657252e-12,
    4.1910385392253329758e-13,
    8.193335268813029859e-14,
    -2.3352472107929263285e-14,
    -2.2442585649165364364e-15,
    1.2811435298050506236e-15,
  };

  private ErrorFunctions() {}

  /** 2/√π ∫₀ˣ e^−t² dt. */
  static double erf(double x) {
    if (Math.abs(x) < SERIES_LIMIT) {
      return series(x, SERIES_TERMS);
    }
    return x > 0 ? 1 - complement(x) : complement(-x) - 1;
  }

  /** 1 − erf(x), with full relative accuracy for large x. */
  static double erfc(double x) {
    if (Math.abs(x) < SERIES_LIMIT) {
      return 1 - series(x, SERIES_TERMS);
    }
    return x > 0 ? complement(x) : 2 - complement(-x);
  }

  /** 2/√π Σ (−1)ⁿ x²ⁿ⁺¹ / (n! (2n + 1)), that many terms after the first. */
  static double series(double x, int terms) {
    double square = x * x;
    double power = x;
    double sum = x;
    for (int n = 1; n <= terms; n++) {
      power *= -square / n;
      sum += power / (2 * n + 1);
    }
    return 2 / Math.sqrt(Math.PI) * sum;
  }

  /** erfc(x) for x ≥ 0; NaN for NaN. */
  private static double complement(double x) {
    if (x > 28) { // below the smallest double, and past where infinities would meet
      return 0;
    }
    // exp(−x²) with x² split in two, since the rounding error of x² would be magnified.
    double high = (float) x;
    return scaledComplement(x, SCALED_COMPLEMENT.length)
        * StrictMath.exp(-high * high)
        * StrictMath.exp((high - x) * (high + x));
  }

  /** exp(x²)·erfc(x) for x ≥ 0 by so many coefficients: 14 give 1e-10, all 22 full precision. */
  static double scaledComplement(double x, int terms) {
    double t = 3 / (3 + x);
    double u = 2 * t - 1;
    double next = 0; // Clenshaw's recurrence
    double afterNext = 0;
    for (int i = terms - 1; i >= 1; i--) {
      double current = 2 * u * next - afterNext + SCALED_COMPLEMENT[i];
      afterNext = next;
      next = current;
    }
    return t * (u * next - afterNext + SCALED_COMPLEMENT[0]);
  }
}

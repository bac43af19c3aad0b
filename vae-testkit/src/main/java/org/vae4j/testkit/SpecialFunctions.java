package org.vae4j.testkit;

/** Special functions to about 14 digits, by the plainest method that reaches them; slow. */
final class SpecialFunctions {
  /** B₂, B₄, … B₂₀: the Bernoulli numbers of the asymptotic series. */
  private static final double[] BERNOULLI = {
    1.0 / 6,
    -1.0 / 30,
    1.0 / 42,
    -1.0 / 30,
    5.0 / 66,
    -691.0 / 2730,
    7.0 / 6,
    -3617.0 / 510,
    43867.0 / 798,
    -174611.0 / 330
  };

  /** From here on the asymptotic series has all digits. */
  private static final double LARGE = 16;

  private SpecialFunctions() {}

  /**
   * log |Γ(x)|: Stirling's series (Abramowitz &amp; Stegun 1964, 6.1.41) after shifting the
   * argument up.
   */
  static double lgamma(double x) {
    if (Double.isInfinite(x)) {
      return Double.POSITIVE_INFINITY;
    }
    if (x <= 0 && x == Math.floor(x)) {
      return Double.POSITIVE_INFINITY;
    }
    if (x < 0.5) { // Γ(x)·Γ(1 − x) = π / sin πx
      double fraction = Math.abs(x - Math.rint(x));
      return Math.log(Math.PI / Math.sin(Math.PI * fraction)) - lgamma(1 - x);
    }
    double product = 1;
    double large = x;
    while (large < LARGE) {
      product *= large;
      large++;
    }
    double series = 0;
    double power = large;
    for (int k = 1; k <= BERNOULLI.length; k++) {
      series += BERNOULLI[k - 1] / (2.0 * k * (2.0 * k - 1) * power);
      power *= large * large;
    }
    return (large - 0.5) * Math.log(large)
        - large
        + 0.5 * Math.log(2 * Math.PI)
        + series
        - Math.log(product);
  }

  /**
   * ψ⁽ⁿ⁾(x) for x &gt; 0: the recurrence and the asymptotic series (Abramowitz &amp; Stegun 1964,
   * 6.3.18, 6.4.11).
   */
  static double polygamma(int order, double x) {
    double sign = order % 2 == 0 ? -1 : 1;
    double factorial = factorial(order);
    double shifted = 0;
    double large = x;
    double threshold = LARGE + order;
    while (large < threshold) {
      shifted += 1 / Math.pow(large, order + 1);
      large++;
    }
    double series =
        order == 0
            ? -Math.log(large) + 0.5 / large
            : factorial(order - 1) / Math.pow(large, order)
                + factorial / (2 * Math.pow(large, order + 1));
    for (int k = 1; k <= BERNOULLI.length; k++) {
      double rising = 1; // (2k + n − 1)! / (2k)!
      for (int i = 2 * k + 1; i <= 2 * k + order - 1; i++) {
        rising *= i;
      }
      double coefficient = order == 0 ? 1.0 / (2 * k) : rising;
      series += BERNOULLI[k - 1] * coefficient / Math.pow(large, 2 * k + order);
    }
    return sign * (factorial * shifted + series);
  }

  /**
   * The error function by its series (Abramowitz &amp; Stegun 1964, 7.1.6), or from erfc where that
   * is small.
   */
  static double erf(double x) {
    if (Math.abs(x) > 2) {
      return x > 0 ? 1 - erfc(x) : erfc(-x) - 1;
    }
    double term = x;
    double sum = x;
    for (int n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
  }

  /** 1 − erf(x), for large x by the continued fraction (Abramowitz &amp; Stegun 1964, 7.1.14). */
  static double erfc(double x) {
    if (!(x > 2)) {
      return Double.isNaN(x) || x >= -2 ? 1 - erf(x) : 2 - erfc(-x);
    }
    double fraction = x;
    for (int n = 120; n >= 1; n--) {
      fraction = x + 0.5 * n / fraction;
    }
    return Math.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
  }

  private static double factorial(int n) {
    double product = 1;
    for (int i = 2; i <= n; i++) {
      product *= i;
    }
    return product;
  }
}

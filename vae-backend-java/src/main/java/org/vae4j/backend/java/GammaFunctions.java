package org.vae4j.backend.java;

/**
 * The logarithm of the gamma function and its derivatives, in double precision and strict
 * arithmetic. Sources: Abramowitz &amp; Stegun (1964), chapter 6, whose formulas are named below,
 * and the Euler–Maclaurin summation of the Hurwitz zeta function.
 */
final class GammaFunctions {
  /** From here on the asymptotic series below are exact to rounding. */
  private static final double ASYMPTOTIC = 10;

  /** B₂, B₄, … B₂₀. */
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

  private static final double HALF_LOG_TWO_PI = 0.91893853320467274178;

  /** 1 − γ, where γ is Euler's constant. */
  private static final double ONE_MINUS_EULER = 0.42278433509846713939;

  /** (−1)ᵏ (ζ(k) − 1) / k for k = 2, 3, … at index k − 2. */
  private static final double[] ZETA_SERIES = zetaSeries(30);

  private GammaFunctions() {}

  /** log |Γ(x)|; infinite at the poles 0, −1, −2, … */
  static double logGamma(double x) {
    if (Double.isNaN(x)) {
      return x;
    } else if (Double.isInfinite(x) || isPole(x)) {
      return Double.POSITIVE_INFINITY;
    } else if (x < 0) { // 6.1.17, the reflection
      double sine = StrictMath.sin(Math.PI * (x - Math.rint(x)));
      return StrictMath.log(Math.PI / Math.abs(sine)) - logGamma(1 - x);
    } else if (x < 0.5) { // 6.1.15, the recurrence
      return aboveOneHalf(x + 1) - StrictMath.log(x);
    } else {
      return aboveOneHalf(x);
    }
  }

  private static double aboveOneHalf(double x) {
    if (x < 1.5) { // 6.1.33
      return nearTwo(x - 1) - StrictMath.log1p(x - 1);
    } else if (x < 2.5) {
      return nearTwo(x - 2);
    } else if (x < ASYMPTOTIC) {
      double product = 1;
      double shifted = x;
      while (shifted >= 2.5) {
        shifted -= 1;
        product *= shifted;
      }
      return nearTwo(shifted - 2) + StrictMath.log(product);
    }
    double tail = 0; // 6.1.40, Stirling's series
    double inverseSquare = 1 / (x * x);
    for (int k = BERNOULLI.length; k >= 1; k--) {
      tail = tail * inverseSquare + BERNOULLI[k - 1] / (2 * k * (2 * k - 1));
    }
    return (x - 0.5) * (StrictMath.log(x) - 1) + (HALF_LOG_TWO_PI - 0.5) + tail / x;
  }

  /** log Γ(2 + z) for |z| ≤ ½. */
  private static double nearTwo(double z) {
    double sum = 0;
    for (int i = ZETA_SERIES.length - 1; i >= 0; i--) {
      sum = sum * z + ZETA_SERIES[i];
    }
    return z * (ONE_MINUS_EULER + z * sum);
  }

  private static double[] zetaSeries(int terms) {
    double[] series = new double[terms];
    for (int i = 0; i < terms; i++) {
      int k = i + 2;
      series[i] = (k % 2 == 0 ? 1 : -1) * hurwitzZeta(k, 2) / k;
    }
    return series;
  }

  /**
   * ψ⁽ⁿ⁾(x), the (n + 1)-th derivative of log Γ. At the poles 0, −1, −2, … it is +∞ if n is odd,
   * and NaN if n is even, where the two sides differ in sign.
   */
  static double polygamma(int order, double x) {
    if (Double.isNaN(x) || x == Double.NEGATIVE_INFINITY) {
      return Double.NaN;
    } else if (isPole(x)) {
      return order % 2 == 1 ? Double.POSITIVE_INFINITY : Double.NaN;
    } else if (x <= 0) { // 6.4.7, the reflection
      double reflected = polygamma(order, 1 - x) * (order % 2 == 0 ? 1 : -1);
      return reflected - cotangentDerivative(order, x);
    } else if (order == 0) {
      return digamma(x);
    } else if (Double.isInfinite(x)) {
      return 0;
    }
    double factorial = order % 2 == 1 ? 1 : -1; // 6.4.10
    for (int i = 2; i <= order; i++) {
      factorial *= i;
    }
    return factorial * hurwitzZeta(order + 1, x);
  }

  private static double digamma(double x) {
    if (Double.isInfinite(x)) {
      return x;
    }
    double shift = 0;
    double shifted = x;
    while (shifted < ASYMPTOTIC) { // 6.3.5
      shift += 1 / shifted;
      shifted += 1;
    }
    double tail = 0; // 6.3.18
    double inverseSquare = 1 / (shifted * shifted);
    for (int k = BERNOULLI.length; k >= 1; k--) {
      tail = (tail + BERNOULLI[k - 1] / (2 * k)) * inverseSquare;
    }
    return StrictMath.log(shifted) - 0.5 / shifted - tail - shift;
  }

  /** Σ (x + k)⁻ˢ over k = 0, 1, …, for whole s of at least 2 and x above 0. */
  private static double hurwitzZeta(int s, double x) {
    double sum = 0;
    double shifted = x;
    while (shifted < ASYMPTOTIC + s) {
      sum += 1 / power(shifted, s);
      shifted += 1;
    }
    double inversePower = 1 / power(shifted, s);
    double tail = 0;
    double factor = s * inversePower / (2 * shifted);
    for (int k = 1; k <= BERNOULLI.length; k++) {
      tail += BERNOULLI[k - 1] * factor;
      factor *=
          (s + 2.0 * k - 1) * (s + 2.0 * k) / ((2.0 * k + 1) * (2.0 * k + 2) * shifted * shifted);
    }
    return sum + (inversePower * shifted / (s - 1) + inversePower / 2 + tail);
  }

  private static double power(double base, int exponent) {
    double result = 1;
    double square = base;
    for (int rest = exponent; rest > 0; rest >>= 1) {
      if ((rest & 1) == 1) {
        result *= square;
      }
      square *= square;
    }
    return result;
  }

  /**
   * The n-th derivative of π·cot(πx), a polynomial in c = cot(πx): each derivative of p(c) is −π (1
   * + c²) p′(c).
   */
  private static double cotangentDerivative(int order, double x) {
    double remainder = Math.PI * (x - Math.rint(x));
    double c = StrictMath.cos(remainder) / StrictMath.sin(remainder);
    double[] p = {0, Math.PI};
    for (int n = 0; n < order; n++) {
      double[] next = new double[p.length + 1];
      for (int degree = 1; degree < p.length; degree++) {
        next[degree - 1] -= Math.PI * degree * p[degree];
        next[degree + 1] -= Math.PI * degree * p[degree];
      }
      p = next;
    }
    double value = 0;
    for (int degree = p.length - 1; degree >= 0; degree--) {
      value = value * c + p[degree];
    }
    return value;
  }

  private static boolean isPole(double x) {
    return x <= 0 && x == Math.rint(x);
  }
}

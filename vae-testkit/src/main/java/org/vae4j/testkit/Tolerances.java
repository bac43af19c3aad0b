package org.vae4j.testkit;

import org.vae4j.backend.Precision;

/**
 * How exact a backend must be in single precision, where a number's spacing is 1.2e-7 of it. In
 * double precision a millionth of each is allowed.
 */
public final class Tolerances {
  private Tolerances() {}

  /** Moving, choosing, comparing and counting: not one bit off. */
  public static final Tolerance EXACT = new Tolerance("EXACT", 0, 0);

  /** One operation of arithmetic: + − · / and the square root. */
  public static final Tolerance ARITHMETIC = new Tolerance("ARITHMETIC", 0, 2.4e-7);

  /**
   * Elementary functions: a few spacings; the absolute part is for results near a zero of the
   * function.
   */
  public static final Tolerance FUNCTION = new Tolerance("FUNCTION", 2e-7, 1e-6);

  /**
   * Functions that must keep all digits where their result is small, such as expm1, sigmoid and
   * erfc.
   */
  public static final Tolerance SMALL_RESULTS = new Tolerance("SMALL_RESULTS", 0, 3e-6);

  /** Powers, whose error grows with the exponent. */
  public static final Tolerance POWER = new Tolerance("POWER", 0, 5e-6);

  /** log Γ, its derivatives and the error function. */
  public static final Tolerance SPECIAL_FUNCTION = new Tolerance("SPECIAL_FUNCTION", 1e-6, 4e-6);

  /** Sums of up to a few hundred terms of about 1, in any order. */
  public static final Tolerance SUM = new Tolerance("SUM", 1e-5, 2e-6);

  /** Solving and factoring well-conditioned matrices of up to ten rows. */
  public static final Tolerance MATRIX = new Tolerance("MATRIX", 3e-5, 3e-5);

  /** Some steps of Adam by two ways of rounding. */
  public static final Tolerance ADAM = new Tolerance("ADAM", 1e-7, 2e-6);

  /** Whole programs after several steps. */
  public static final Tolerance PROGRAM = new Tolerance("PROGRAM", 1e-5, 5e-5);

  /** Gradients against differences of fourth order, both in double precision. */
  public static final Tolerance GRADIENT = new Tolerance("GRADIENT", 1e-8, 1e-8, Precision.FLOAT64);

  /**
   * Likewise for variables, which are written in single precision and so need wider differences.
   */
  public static final Tolerance VARIABLE_GRADIENT =
      new Tolerance("VARIABLE_GRADIENT", 1e-6, 1e-6, Precision.FLOAT64);
}

package org.vae4j.testkit;

import java.util.Locale;
import org.vae4j.backend.Precision;

/**
 * How far a number may be from the expected one: {@code |actual − expected| ≤ absolute + relative ·
 * |expected|}. NaN agrees with NaN alone, an infinity with itself. In single precision a result
 * beyond the largest number is infinite, and one below the smallest normal number may be flushed to
 * zero.
 *
 * @param name for messages
 * @param absolute allowed however small the expected number is
 * @param relative allowed in proportion to the expected number
 */
public record Tolerance(String name, double absolute, double relative) {

  /**
   * This tolerance for the arithmetic of a backend: in double precision a millionth of what single
   * precision is allowed.
   */
  public Tolerance in(Precision precision) {
    return precision == Precision.FLOAT64
        ? new Tolerance(name, absolute * 1e-6, relative * 1e-6)
        : this;
  }

  /** This tolerance, wider by what is lost when both numbers are read in single precision. */
  Tolerance ofRounded() {
    return new Tolerance(name, absolute, relative + 2 * Math.ulp(1f));
  }

  /**
   * Compares all numbers.
   *
   * @param what for the message: what was computed, with the seed or the inputs
   * @throws AssertionError if one is too far off; the message names the first and the worst
   */
  public void check(String what, double[] actual, double[] expected) {
    if (actual.length != expected.length) {
      throw new AssertionError(
          what + ": expected " + expected.length + " numbers, got " + actual.length);
    }
    int first = -1;
    int worst = -1;
    int wrong = 0;
    for (int i = 0; i < actual.length; i++) {
      if (!agrees(actual[i], expected[i])) {
        first = first < 0 ? i : first;
        boolean worse =
            worst < 0 || !(error(actual[i], expected[i]) <= error(actual[worst], expected[worst]));
        worst = worse ? i : worst;
        wrong++;
      }
    }
    if (wrong > 0) {
      throw new AssertionError(
          String.format(
              Locale.ROOT,
              "%s: %d of %d numbers differ by more than %s (absolute %g, relative %g)%n  first %s%n"
                  + "  worst %s",
              what,
              wrong,
              actual.length,
              name,
              absolute,
              relative,
              line(first, actual, expected),
              line(worst, actual, expected)));
    }
  }

  /** Whether a number is as near to the expected one as it must be. */
  public boolean agrees(double actual, double expected) {
    if (Double.isNaN(expected) || Double.isNaN(actual)) {
      return Double.isNaN(expected) && Double.isNaN(actual);
    }
    if (actual == expected) {
      return true;
    }
    if (Double.isInfinite(actual)) {
      return !Double.isInfinite(expected) && actual == (float) expected;
    }
    boolean flushed = Math.abs(expected) < Float.MIN_NORMAL && Math.abs(actual) <= Float.MIN_NORMAL;
    return flushed || error(actual, expected) <= absolute + relative * Math.abs(expected);
  }

  private static double error(double actual, double expected) {
    return Math.abs(actual - expected);
  }

  private static String line(int index, double[] actual, double[] expected) {
    double error = error(actual[index], expected[index]);
    return String.format(
        Locale.ROOT,
        "at index %d: expected %.17g, got %.17g (absolute error %.3g, relative error %.3g)",
        index,
        expected[index],
        actual[index],
        error,
        error / Math.abs(expected[index]));
  }
}

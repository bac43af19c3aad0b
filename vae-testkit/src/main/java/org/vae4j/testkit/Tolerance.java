package org.vae4j.testkit;

import java.util.Locale;
import org.vae4j.backend.Precision;

/**
 * How far a number may be from the expected one: {@code |actual − expected| ≤ absolute + relative ·
 * |expected|}. NaN agrees with NaN alone, an infinity with itself. A result beyond the largest
 * number of the precision is infinite, and one below its smallest normal number may be flushed to
 * zero.
 *
 * @param name for messages
 * @param absolute allowed however small the expected number is
 * @param relative allowed in proportion to the expected number
 * @param precision in which the numbers are computed
 */
public record Tolerance(String name, double absolute, double relative, Precision precision) {

  /** A tolerance in single precision. */
  public Tolerance(String name, double absolute, double relative) {
    this(name, absolute, relative, Precision.FLOAT32);
  }

  /**
   * This tolerance for the arithmetic of a backend: in double precision a millionth of what single
   * precision is allowed.
   */
  public Tolerance in(Precision arithmetic) {
    double scale = arithmetic == Precision.FLOAT64 ? 1e-6 : 1;
    return new Tolerance(name, absolute * scale, relative * scale, arithmetic);
  }

  /** This tolerance, wider by what is lost when both numbers are read in single precision. */
  Tolerance ofRounded() {
    return new Tolerance(name, absolute, relative + 2 * Math.ulp(1f), precision);
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
      return precision != Precision.FLOAT64 && actual == (float) expected;
    }
    double smallest = precision == Precision.FLOAT64 ? Double.MIN_NORMAL : Float.MIN_NORMAL;
    boolean flushed = Math.abs(expected) < smallest && Math.abs(actual) <= smallest;
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

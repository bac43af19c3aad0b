package org.vae4j.backend.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * The functions of double precision against values of 50 digits, and at the ends of the numbers.
 */
class SpecialFunctionsTest {
  private static final double TOLERANCE = 1e-14;

  @ParameterizedTest
  @CsvFileSource(resources = "special-functions.csv")
  void agreesWithFiftyDigits(String function, double x, double expected) {
    double got = value(function, x);
    // Next to a zero of the function the argument's own rounding is all that is left.
    boolean hasZeros = function.equals("lgamma") || function.equals("polygamma0") || x < 0;
    boolean isRelative = function.startsWith("erf") || !hasZeros;
    double scale = Math.max(Math.abs(expected), isRelative ? 0 : 1);
    assertThat(got).as("%s(%s)", function, x).isCloseTo(expected, within(TOLERANCE * scale));
  }

  private static double value(String function, double x) {
    return switch (function) {
      case "lgamma" -> GammaFunctions.logGamma(x);
      case "erf" -> ErrorFunctions.erf(x);
      case "erfc" -> ErrorFunctions.erfc(x);
      default -> {
        assertThat(function).matches("polygamma\\d");
        yield GammaFunctions.polygamma(function.charAt(9) - '0', x);
      }
    };
  }

  @Test
  void logGammaVanishesAtOneAndTwo() {
    assertThat(GammaFunctions.logGamma(1)).isZero();
    assertThat(GammaFunctions.logGamma(2)).isZero();
  }

  @Test
  void logGammaAtTheEnds() {
    for (double pole : new double[] {0, -0.0, -1, -17}) {
      assertThat(GammaFunctions.logGamma(pole)).isEqualTo(Double.POSITIVE_INFINITY);
    }
    assertThat(GammaFunctions.logGamma(Double.POSITIVE_INFINITY))
        .isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(GammaFunctions.logGamma(Double.NEGATIVE_INFINITY))
        .isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(GammaFunctions.logGamma(Double.NaN)).isNaN();
  }

  @Test
  void polygammaAtTheEnds() {
    assertThat(GammaFunctions.polygamma(0, 0)).isNaN();
    assertThat(GammaFunctions.polygamma(1, -3)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(GammaFunctions.polygamma(2, -3)).isNaN();
    assertThat(GammaFunctions.polygamma(0, Double.POSITIVE_INFINITY))
        .isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(GammaFunctions.polygamma(4, Double.POSITIVE_INFINITY)).isZero();
    assertThat(GammaFunctions.polygamma(1, Double.NEGATIVE_INFINITY)).isNaN();
    assertThat(GammaFunctions.polygamma(1, Double.NaN)).isNaN();
  }

  @Test
  void errorFunctionsAtTheEnds() {
    assertThat(ErrorFunctions.erf(Double.POSITIVE_INFINITY)).isEqualTo(1);
    assertThat(ErrorFunctions.erf(Double.NEGATIVE_INFINITY)).isEqualTo(-1);
    assertThat(ErrorFunctions.erfc(Double.POSITIVE_INFINITY)).isZero();
    assertThat(ErrorFunctions.erfc(Double.NEGATIVE_INFINITY)).isEqualTo(2);
    assertThat(ErrorFunctions.erf(Double.NaN)).isNaN();
    assertThat(ErrorFunctions.erfc(Double.NaN)).isNaN();
    assertThat(ErrorFunctions.erf(-0.0)).isEqualTo(-0.0);
  }
}

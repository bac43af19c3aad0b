package org.vae4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Moments, distribution and independence; limits are about four standard errors. */
class NoiseStatisticsTest {
  private static final int ROWS = 1000;
  private static final int EVENT = 1000;
  private static final int COUNT = ROWS * EVENT;

  /** The Kolmogorov-Smirnov statistic times √n exceeds this once in a thousand. */
  private static final double KOLMOGOROV_LIMIT = 1.95;

  private final NoiseGenerator noise = new NoiseGenerator();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void normalMoments(long seed) {
    float[] values = normals(stream(seed), 0, 0, ROWS, EVENT);

    double mean = moment(values, 0, 1);
    assertThat(mean).isEqualTo(0, within(4 * Math.sqrt(1.0 / COUNT)));
    assertThat(moment(values, mean, 2)).isEqualTo(1, within(4 * Math.sqrt(2.0 / COUNT)));
    assertThat(moment(values, mean, 3)).isEqualTo(0, within(4 * Math.sqrt(15.0 / COUNT)));
    assertThat(moment(values, mean, 4)).isEqualTo(3, within(4 * Math.sqrt(96.0 / COUNT)));
  }

  @Test
  void normalTails() {
    float[] values = normals(stream(4), 0, 0, 10_000, 1000);

    assertThat(countBeyond(3, values)).isCloseTo(26_998L, within(650L));
    assertThat(countBeyond(4, values)).isCloseTo(633L, within(100L));
    assertThat(countBeyond(5, values)).isBetween(1L, 15L); // 5.7 expected
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 6})
  void normalDistribution(long seed) {
    float[] values = normals(stream(seed), 0, 0, ROWS, EVENT);

    assertThat(kolmogorov(values, NoiseStatisticsTest::distributionFunction))
        .isLessThan(KOLMOGOROV_LIMIT);
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 6})
  void uniformDistribution(long seed) {
    float[] values = new float[COUNT];
    noise.fillUniform(stream(seed), 0, 0, ROWS, EVENT, values, 0);

    assertThat(kolmogorov(values, x -> x)).isLessThan(KOLMOGOROV_LIMIT);
    assertThat(moment(values, 0.5, 2))
        .isEqualTo(1 / 12.0, within(4 * Math.sqrt(1 / 180.0 / COUNT)));
  }

  @Test
  void everyUniformIsTheMiddleOfOneOfTwoToThe23Cells() {
    float[] values = new float[COUNT];
    noise.fillUniform(stream(7), values);

    for (float value : values) {
      double cell = value * 0x1p23 - 0.5;
      assertThat(cell).isEqualTo(Math.rint(cell)).isBetween(0.0, 0x1p23 - 1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 8, EVENT, 2 * EVENT})
  void valuesAndRowsAreUncorrelated(int lag) {
    float[] values = normals(stream(8), 0, 0, ROWS, EVENT);
    int pairs = COUNT - lag;

    assertUncorrelated(
        Arrays.copyOf(values, pairs), Arrays.copyOfRange(values, lag, COUNT), "lag " + lag);
  }

  @Test
  void shortRowsAreUncorrelated() {
    float[] values = normals(stream(9), 0, 0, COUNT, 1);

    assertUncorrelated(
        Arrays.copyOf(values, COUNT - 1), Arrays.copyOfRange(values, 1, COUNT), "rows of one");
  }

  @Test
  void samplesPeriodsAttemptsAndFarRowsAreUncorrelated() {
    float[] values = normals(stream(10), 0, 0, ROWS, EVENT);

    assertUncorrelated(values, normals(stream(10), 1, 0, ROWS, EVENT), "next sample");
    assertUncorrelated(values, normals(stream(10), 0, 1L << 32, ROWS, EVENT), "far rows");
    assertUncorrelated(values, normals(stream(11), 0, 0, ROWS, EVENT), "next seed");
    NoiseStream nextPeriod = NoiseStream.of(10, "test", "noise", 0, 1, 0);
    assertUncorrelated(values, normals(nextPeriod, 0, 0, ROWS, EVENT), "next period");
    NoiseStream nextAttempt = NoiseStream.of(10, "test", "noise", 0, 0, 1);
    assertUncorrelated(values, normals(nextAttempt, 0, 0, ROWS, EVENT), "next attempt");
  }

  @Test
  void everyPermutationIsEquallyLikely() {
    int repeats = 24_000;
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < repeats; i++) {
      NoiseStream stream = NoiseStream.of(12, "test", "order", 0, i, 0);
      counts.merge(Arrays.toString(noise.permutation(stream, 4)), 1, Integer::sum);
    }

    assertThat(counts).hasSize(24);
    double expected = repeats / 24.0;
    double chiSquared =
        counts.values().stream()
            .mapToDouble(count -> (count - expected) * (count - expected) / expected)
            .sum();
    assertThat(chiSquared).isBetween(7.5, 49.7); // 99.8 % of chi-squared with 23 degrees of freedom
  }

  private static NoiseStream stream(long seed) {
    return NoiseStream.of(seed, "test", "noise", 0, 0, 0);
  }

  private float[] normals(NoiseStream stream, int sample, long firstRow, int rows, int event) {
    float[] values = new float[rows * event];
    noise.fillNormal(stream, sample, firstRow, rows, event, values, 0);
    return values;
  }

  private static double moment(float[] values, double center, int power) {
    double sum = 0;
    for (float value : values) {
      double factor = value - center;
      double product = factor;
      for (int i = 1; i < power; i++) {
        product *= factor;
      }
      sum += product;
    }
    return sum / values.length;
  }

  private static long countBeyond(double limit, float[] values) {
    long count = 0;
    for (float value : values) {
      if (Math.abs(value) > limit) {
        count++;
      }
    }
    return count;
  }

  private static void assertUncorrelated(float[] a, float[] b, String what) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    assertThat(sum / a.length).as(what).isEqualTo(0, within(4 / Math.sqrt(a.length)));
  }

  private static double kolmogorov(float[] values, DoubleUnaryOperator distributionFunction) {
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    double n = sorted.length;
    double largest = 0;
    for (int i = 0; i < sorted.length; i++) {
      double p = distributionFunction.applyAsDouble(sorted[i]);
      largest = Math.max(largest, Math.max(p - i / n, (i + 1) / n - p));
    }
    return largest * Math.sqrt(n);
  }

  // Φ(z) = ½ + φ(z) (z + z³/3 + z⁵/(3·5) + …): no term cancels another.
  private static double distributionFunction(double z) {
    double term = z;
    double sum = z;
    for (int n = 3; Math.abs(term) > 1e-17 * Math.abs(sum); n += 2) {
      term *= z * z / n;
      sum += term;
    }
    return 0.5 + sum * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
  }
}

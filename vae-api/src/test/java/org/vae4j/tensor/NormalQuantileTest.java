package org.vae4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NormalQuantileTest {
  private static final MathContext DIGITS = new MathContext(50);
  private static final BigDecimal TWO = BigDecimal.valueOf(2);
  private static final BigDecimal HALF = new BigDecimal("0.5");
  private static final BigDecimal PI =
      new BigDecimal("3.14159265358979323846264338327950288419716939937510582097494459");

  /** How far a value may be from the exact quantile, in units in the last place. */
  private static final BigDecimal TOLERANCE = new BigDecimal("0.500001");

  /** The words next to the limits |q| = 0.425 of the central range. */
  private static final int CENTRAL_LIMIT = 1825361100;

  @Test
  void theOracleIsRight() {
    assertThat(distributionFunction(BigDecimal.ZERO)).isEqualByComparingTo(HALF);
    assertThat(distributionFunction(BigDecimal.ONE).toPlainString())
        .startsWith("0.841344746068542948585232545632037922477912966");
    assertThat(distributionFunction(BigDecimal.valueOf(-6)).toPlainString())
        .startsWith("0.0000000009865876450376981407008641323980");
  }

  @Test
  void isTheExactQuantileToRounding() {
    int[] words =
        Stream.of(
                IntStream.of(0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE),
                IntStream.rangeClosed(CENTRAL_LIMIT - 1, CENTRAL_LIMIT + 1),
                IntStream.rangeClosed(~CENTRAL_LIMIT - 1, ~CENTRAL_LIMIT + 1),
                IntStream.range(1, 31).map(bit -> 1 << bit),
                IntStream.range(0, 31).map(bit -> Integer.MAX_VALUE - (1 << bit)),
                new Random(1).ints(300))
            .flatMapToInt(part -> part)
            .toArray();

    float[] values = transform(words);

    for (int i = 0; i < words.length; i++) {
      BigDecimal value = new BigDecimal(values[i]);
      BigDecimal slack = new BigDecimal(Math.ulp(values[i])).multiply(TOLERANCE);
      BigDecimal p = HALF.add(new BigDecimal((words[i] + 0.5) * 0x1p-32));
      assertThat(p)
          .as("word %08x gives %s", words[i], values[i])
          .isBetween(
              distributionFunction(value.subtract(slack)), distributionFunction(value.add(slack)));
    }
  }

  @Test
  void theExtremeWordsGiveFiniteValues() {
    float[] values = transform(0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE);

    assertThat(values[0]).isStrictlyBetween(0f, 1e-9f);
    assertThat(values[1]).isEqualTo(-values[0]);
    assertThat(values[3]).isStrictlyBetween(6.3f, 6.4f);
    assertThat(values[2]).isEqualTo(-values[3]);
  }

  @Test
  void growsWithTheWordAndIsSymmetric() {
    int[] words = new Random(2).ints(100_000).sorted().toArray();
    int[] complements = IntStream.of(words).map(word -> ~word).toArray();

    float[] values = transform(words);
    float[] negated = transform(complements);

    assertThat(values).isSorted();
    for (int i = 0; i < words.length; i++) {
      assertThat(values[i]).isEqualTo(-negated[i]);
    }
  }

  private static float[] transform(int... words) {
    float[] out = new float[words.length];
    new NormalQuantile(words.length).transform(words, words.length, out, 0);
    return out;
  }

  // Φ(z) = ½ + (2π)^−½ Σ (−1)ⁿ z^(2n+1) / (2ⁿ n! (2n+1)); the terms stay below 10⁹ for |z| < 6.4.
  private static BigDecimal distributionFunction(BigDecimal z) {
    BigDecimal factor = z.multiply(z).divide(TWO, DIGITS).negate();
    BigDecimal power = z;
    BigDecimal sum = z;
    for (int n = 1; power.abs().compareTo(new BigDecimal("1e-48")) > 0; n++) {
      power = power.multiply(factor).divide(BigDecimal.valueOf(n), DIGITS);
      sum = sum.add(power.divide(BigDecimal.valueOf(2L * n + 1), DIGITS));
    }
    return HALF.add(sum.divide(PI.multiply(TWO).sqrt(DIGITS), DIGITS));
  }
}

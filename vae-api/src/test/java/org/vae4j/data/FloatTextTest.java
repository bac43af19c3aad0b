package org.vae4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FloatTextTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, -0",
    "1, 1",
    "-1, -1",
    "10, 10",
    "100, 100",
    "0.1, 0.1",
    "-0.25, -0.25",
    "0.001, 0.001",
    "1e-5, 1e-5",
    "1.5e-7, 1.5e-7",
    "123456.7, 123456.7",
    "1e8, 100000000",
    "1e9, 1e9",
    "16777217, 16777216",
    "2e-45, 1e-45",
    "3.4028235e38, 3.4028235e38",
    "1.17549435e-38, 1.1754944e-38",
    "2.2e-44, 2.2e-44",
    "9.999999e9, 9.999999e9",
    "NaN, NaN",
    "-Infinity, -Infinity"
  })
  void writesTheShortestText(float value, String text) {
    assertThat(FloatText.of(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void readsBackAndHasNoDigitTooMany(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      float value =
          i % 2 == 0 ? Float.intBitsToFloat(random.nextInt()) : (float) random.nextGaussian();
      if (Float.isNaN(value) || Float.isInfinite(value)) {
        continue;
      }
      String text = FloatText.of(value);

      assertThat(Float.parseFloat(text)).as(text).isEqualTo(value);
      int digits = new BigDecimal(text).stripTrailingZeros().precision();
      if (digits > 1) {
        BigDecimal shorter = new BigDecimal(value).round(new MathContext(digits - 1));
        assertThat(shorter.floatValue()).as("%s has a shorter form", text).isNotEqualTo(value);
      }
    }
  }

  @Test
  void readsBackWhereSpacingChanges() {
    for (int exponent = -149; exponent <= 127; exponent++) {
      float power = (float) Math.pow(2, exponent);
      for (float value : new float[] {Math.nextDown(power), power, Math.nextUp(power)}) {
        assertThat(Float.parseFloat(FloatText.of(value))).isEqualTo(value);
        assertThat(Float.parseFloat(FloatText.of(-value))).isEqualTo(-value);
      }
    }
  }
}

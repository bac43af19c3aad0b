package org.vae4j.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScalingTest {

  @Test
  void standardizes() {
    Scaling scaling = Scaling.standardize(10, 4);

    assertThat(scaling.toInput(10)).isZero();
    assertThat(scaling.toInput(18)).isEqualTo(2);
    assertThat(scaling.toRaw(2)).isEqualTo(18);
  }

  @Test
  void mapsARangeToTheUnitRange() {
    Scaling scaling = Scaling.unitRange(-3, 7);

    assertThat(scaling.toInput(-3)).isZero();
    assertThat(scaling.toInput(7)).isEqualTo(1);
    assertThat(scaling.toRaw(0.5f)).isEqualTo(2);
  }

  @Test
  void mapsPixelsToTheUnitRange() {
    assertThat(Scaling.PIXEL.toInput(255)).isEqualTo(1);
    assertThat(Scaling.PIXEL.toInput(51)).isEqualTo(0.2f);
  }

  @Test
  void leavesAConstantColumnFinite() {
    assertThat(Scaling.standardize(5, 0).toInput(5)).isZero();
    assertThat(Scaling.unitRange(5, 5).toInput(5)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1e9, 1e-3", "-17.5, 3", "0, 255", "1e-30, 1e-30"})
  void comesBackToRawUnits(double offset, double factor) {
    Scaling scaling = new Scaling(offset, factor);
    for (float input : new float[] {-2.5f, 0, 1, 0.3f, 1e3f}) {
      float raw = scaling.toRaw(input);

      assertThat(scaling.toRaw(scaling.toInput(raw))).isCloseTo(raw, within(Math.ulp(raw)));
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0, -1", "0, NaN", "NaN, 1", "Infinity, 1", "0, Infinity"})
  void refusesWhatCannotBeUndone(double offset, double factor) {
    assertThatThrownBy(() -> new Scaling(offset, factor))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("offset " + offset)
        .hasMessageContaining("factor " + factor);
  }
}

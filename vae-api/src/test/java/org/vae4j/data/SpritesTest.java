package org.vae4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.schema.Matrix;

class SpritesTest {

  private static final int ROWS = 1009;
  private static final Sprites SPRITES = Sprites.of(ROWS, 1);
  private static final Matrix FACTORS = SPRITES.factors().matrix();
  private static final Matrix INPUTS = SPRITES.images().inputs();

  private static final float QUARTER = (float) (Math.PI / 4); // of a half turn

  private static final int SHAPE = 0;
  private static final int SCALE = 1;
  private static final int ROTATION = 2;
  private static final int X = 3;
  private static final int Y = 4;

  /** The bytes are a promise: results on this set can be compared between versions. */
  @Test
  void drawsTheSameBytesEverywhere() {
    assertThat(SPRITES.images().digest())
        .isEqualTo("a9c2b74882d191a3c58dc6d5031118a3613e4fe49441d850bad347ef956eb137");
    assertThat(SPRITES.factors().digest())
        .isEqualTo("f2a5306dc902d8c2a64f055dff4f12a2cc544dc9d8b27330cced774a6299c13d");
  }

  @Test
  void drawsOtherSpritesForAnotherSeed() {
    assertThat(Sprites.of(ROWS, 2).images().digest()).isNotEqualTo(SPRITES.images().digest());
    assertThat(Sprites.of(ROWS, 2).factors().digest()).isNotEqualTo(SPRITES.factors().digest());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 127})
  void beginsWithTheSameRowsWhateverTheirNumber(int rows) {
    Sprites few = Sprites.of(rows, 1);
    assertThat(few.images().digest()).isEqualTo(SPRITES.images().subset(0, rows).digest());
    assertThat(few.factors().digest()).isEqualTo(SPRITES.factors().subset(0, rows).digest());
  }

  @Test
  void saysWhatItIs() {
    assertThat(SPRITES.images()).hasToString("1009 rows of images [32, 32, 1] from sprites");
    assertThat(SPRITES.factors().schema().names())
        .containsExactly("shape", "scale", "rotation", "x", "y");
  }

  @Test
  void usesTheWholeRangeOfEachFactorAndNoMore() {
    float[][] ranges = {{0, 2}, {0.5f, 1}, {-QUARTER, QUARTER}, {0, 1}, {0, 1}};
    for (int factor = 0; factor < ranges.length; factor++) {
      float low = ranges[factor][0];
      float high = ranges[factor][1];
      float min = Float.MAX_VALUE;
      float max = -Float.MAX_VALUE;
      for (int row = 0; row < ROWS; row++) {
        float value = FACTORS.get(row, factor);
        assertThat(value).isBetween(low, high);
        min = Math.min(min, value);
        max = Math.max(max, value);
      }
      float margin = (high - low) / 100;
      assertThat(min).isLessThan(low + margin);
      assertThat(max).isGreaterThan(high - margin);
    }
  }

  @Test
  void drawsWhiteOnBlackWithSmoothEdges() {
    int grey = 0;
    for (int row = 0; row < ROWS; row++) {
      float max = 0;
      for (int pixel = 0; pixel < INPUTS.columns(); pixel++) {
        float value = INPUTS.get(row, pixel);
        assertThat(value).isBetween(0f, 1f);
        max = Math.max(max, value);
        grey += value > 0 && value < 1 ? 1 : 0;
      }
      assertThat(max).isEqualTo(1);
      assertThat(INPUTS.get(row, 0)).isZero();
    }
    assertThat(grey).isGreaterThan(10 * ROWS);
  }

  @Test
  void putsTheCenterOfMassWhereTheFactorsSay() {
    for (int row = 0; row < ROWS; row++) {
      Moments moments = Moments.of(INPUTS.row(row));
      assertThat(moments.x()).isCloseTo(10.5 + 11 * FACTORS.get(row, X), within(0.2));
      assertThat(moments.y()).isCloseTo(10.5 + 11 * FACTORS.get(row, Y), within(0.2));
    }
  }

  @Test
  void drawsAnAreaThatGrowsWithTheSquareOfTheScale() {
    double[] areas = {196, Math.PI * 1.4 * 0.9 * 49, 3.662 * 1.05 * 1.05 * 49};
    for (int row = 0; row < ROWS; row++) {
      double expected = areas[(int) FACTORS.get(row, SHAPE)] * Math.pow(FACTORS.get(row, SCALE), 2);
      assertThat(Moments.of(INPUTS.row(row)).area() / expected).isCloseTo(1, within(0.06));
    }
  }

  /** The long axis of an ellipse lies as the second moments say, modulo half a turn. */
  @Test
  void turnsClockwise() {
    int ellipses = 0;
    for (int row = 0; row < ROWS; row++) {
      if (FACTORS.get(row, SHAPE) == 1) {
        double difference = Moments.of(INPUTS.row(row)).axis() - FACTORS.get(row, ROTATION);
        assertThat(Math.sin(difference)).isCloseTo(0, within(0.15));
        ellipses++;
      }
    }
    assertThat(ellipses).isGreaterThan(ROWS / 4);
  }

  /**
   * A heart has most of its mass above its middle, and its tip below, where pixels are fine enough
   * to show it.
   */
  @Test
  void drawsHeartsUpright() {
    int hearts = 0;
    for (int row = 0; row < ROWS; row++) {
      boolean upright = Math.abs(FACTORS.get(row, ROTATION)) < 0.4;
      boolean large = FACTORS.get(row, SCALE) > 0.7;
      if (FACTORS.get(row, SHAPE) == 2 && large && upright) {
        assertThat(Moments.of(INPUTS.row(row)).verticalSkewness()).isPositive();
        hearts++;
      }
    }
    assertThat(hearts).isGreaterThan(20);
  }

  @Test
  void canBeLookedAt(@TempDir Path directory) throws IOException {
    Path sheet = directory.resolve("sprites.png");
    DataFiles.write(SPRITES.images().subset(0, 3), sheet);
    assertThat(Files.readAllBytes(sheet)).startsWith(0x89, 'P', 'N', 'G');
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Sprites.MAX_ROWS + 1})
  void refusesNumbersOfRowsThatCannotBe(int rows) {
    assertThatThrownBy(() -> Sprites.of(rows, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cannot draw sprites: expected 1 to 2097151 rows, got " + rows);
  }

  /**
   * Of the light in an image.
   *
   * @param area in pixels
   * @param x center of mass
   * @param y center of mass
   * @param axis angle of the long axis, clockwise from the right
   * @param verticalSkewness third central moment of y
   */
  private record Moments(double area, double x, double y, double axis, double verticalSkewness) {
    static Moments of(float[] image) {
      double area = sum(image, (x, y) -> 1);
      double meanX = sum(image, (x, y) -> x) / area;
      double meanY = sum(image, (x, y) -> y) / area;
      double xx = sum(image, (x, y) -> Math.pow(x - meanX, 2));
      double yy = sum(image, (x, y) -> Math.pow(y - meanY, 2));
      double xy = sum(image, (x, y) -> (x - meanX) * (y - meanY));
      double skewness = sum(image, (x, y) -> Math.pow(y - meanY, 3));
      return new Moments(area, meanX, meanY, Math.atan2(2 * xy, xx - yy) / 2, skewness);
    }

    private static double sum(float[] image, DoubleBinaryOperator weight) {
      double sum = 0;
      for (int pixel = 0; pixel < image.length; pixel++) {
        double x = pixel % Sprites.SIZE + 0.5;
        double y = pixel / Sprites.SIZE + 0.5;
        sum += image[pixel] * weight.applyAsDouble(x, y);
      }
      return sum;
    }
  }
}

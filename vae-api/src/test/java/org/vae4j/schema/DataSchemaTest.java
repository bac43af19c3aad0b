package org.vae4j.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.error.DataException;

class DataSchemaTest {

  private static DataSchema table(String... names) {
    return DataSchema.table(Stream.of(names).map(Column::of).toList());
  }

  @Test
  void describesATable() {
    DataSchema schema = table("age", "height");

    assertThat(schema.width()).isEqualTo(2);
    assertThat(schema.names()).containsExactly("age", "height");
    assertThat(schema.image()).isEmpty();
    assertThat(schema.binarized()).isFalse();
    assertThat(schema).hasToString("2 columns (age, height)");
  }

  @Test
  void describesImages() {
    DataSchema schema = DataSchema.image(2, 3, 1);

    assertThat(schema.width()).isEqualTo(6);
    assertThat(schema.image()).contains(new ImageShape(2, 3, 1));
    assertThat(schema.names())
        .containsExactly(
            "pixel-0-0", "pixel-0-1", "pixel-0-2", "pixel-1-0", "pixel-1-1", "pixel-1-2");
    assertThat(DataSchema.image(1, 1, 3).names())
        .containsExactly("pixel-0-0-0", "pixel-0-0-1", "pixel-0-0-2");
    assertThat(schema.scaling(5)).isEqualTo(Scaling.PIXEL);
    assertThat(schema).hasToString("images [2, 3, 1]");
  }

  @Test
  void namesColumnsThatHaveNone() {
    assertThat(DataSchema.unnamed(3).names()).containsExactly("x1", "x2", "x3");
  }

  @Test
  void isEqualByWhatItDescribes() {
    assertThat(table("a", "b")).isEqualTo(table("a", "b")).hasSameHashCodeAs(table("a", "b"));
    assertThat(table("a", "b")).isNotEqualTo(table("b", "a"));
    assertThat(table("a")).isNotEqualTo(table("a").withBinarization(true));
    assertThat(table("a")).isNotEqualTo(table("a").withScalings(List.of(Scaling.PIXEL)));
    assertThat(DataSchema.image(2, 3, 1)).isEqualTo(DataSchema.image(2, 3, 1));
    assertThat(DataSchema.image(2, 3, 1)).isNotEqualTo(DataSchema.image(3, 2, 1));
    assertThat(DataSchema.image(1, 2, 1)).isNotEqualTo(table("pixel-0-0", "pixel-0-1"));
  }

  @Test
  void scalesARowInPlaceAndBack() {
    DataSchema schema =
        table("a", "b").withScalings(List.of(Scaling.standardize(10, 2), Scaling.unitRange(-1, 3)));
    float[] values = {7, 14, 1, 7};

    schema.toInputs(values, 1);

    assertThat(values).containsExactly(7, 2, 0.5f, 7);
    assertThat(schema.toRaw(Matrix.of(1, 2, new float[] {2, 0.5f})).toArray())
        .containsExactly(14, 1);
  }

  @Test
  void clipsPixelsOnTheWayBack() {
    Matrix raw = DataSchema.image(1, 3, 1).toRaw(Matrix.of(1, 3, new float[] {-0.5f, 0.2f, 1.5f}));

    assertThat(raw.toArray()).containsExactly(0, 51, 255);
  }

  @Test
  void refusesResultsOfAnotherWidth() {
    assertThatThrownBy(() -> table("a", "b").toRaw(Matrix.of(1, 3, new float[3])))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("expected 2 values per row")
        .hasMessageContaining("got 3");
  }

  @Test
  void acceptsFiniteNumbersInATable() {
    DataSchema schema = table("a");

    assertThat(schema.accepts(0, -1e30f)).isTrue();
    assertThat(schema.accepts(0, Float.NaN)).isFalse();
    assertThat(schema.accepts(0, Float.NEGATIVE_INFINITY)).isFalse();
  }

  @Test
  void refusesNumbersThatScalingMakesInfinite() {
    DataSchema schema = table("a").withScalings(List.of(new Scaling(0, 1e-30)));

    assertThat(schema.accepts(0, 1)).isTrue();
    assertThat(schema.accepts(0, 1e30f)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(floats = {-1, 255.5f, Float.NaN, Float.POSITIVE_INFINITY})
  void refusesWhatIsNoPixel(float raw) {
    assertThat(DataSchema.image(1, 1, 1).accepts(0, raw)).isFalse();
    assertThat(DataSchema.image(1, 1, 1).accepts(0, 254.5f)).isTrue();
  }

  @Test
  void binarizationNeedsProbabilities() {
    DataSchema schema =
        table("a").withScalings(List.of(Scaling.unitRange(2, 7))).withBinarization(true);

    assertThat(schema.binarized()).isTrue();
    assertThat(schema.accepts(0, 2)).isTrue();
    assertThat(schema.accepts(0, 7)).isTrue();
    assertThat(schema.accepts(0, 7.1f)).isFalse();
    assertThat(schema.accepts(0, 1.9f)).isFalse();
    assertThat(schema.expected(0)).contains("from 2.0 to 7.0").contains("probability");
    assertThat(schema.withBinarization(false).accepts(0, 8)).isTrue();
  }

  @Test
  void refusesTablesThatAreNone() {
    assertThatThrownBy(() -> DataSchema.table(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one column");
    assertThatThrownBy(() -> table("a", "b", "a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"a\" twice");
    assertThatThrownBy(() -> Column.of(" ")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesImagesThatAreNone() {
    assertThatThrownBy(() -> DataSchema.image(0, 28, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[0, 28, 1]");
    assertThatThrownBy(() -> DataSchema.image(1 << 16, 1 << 15, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void keepsTheScalingOfImages() {
    assertThatThrownBy(() -> DataSchema.image(1, 1, 1).withScalings(List.of(Scaling.NONE)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> table("a", "b").withScalings(List.of(Scaling.NONE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected 2 scalings");
  }

  @Test
  void fitsTheSameColumnsWhateverTheirScaling() {
    DataSchema other = table("a", "b").withScalings(List.of(Scaling.PIXEL, Scaling.PIXEL));

    assertThatCode(() -> table("a", "b").requireCompatible(other, "data"))
        .doesNotThrowAnyException();
    assertThatCode(
            () ->
                DataSchema.image(2, 2, 1)
                    .withBinarization(true)
                    .requireCompatible(DataSchema.image(2, 2, 1), "data"))
        .doesNotThrowAnyException();
  }

  @Test
  void fitsUnnamedColumnsByTheirNumber() {
    assertThatCode(() -> table("a", "b").requireCompatible(DataSchema.unnamed(2), "data"))
        .doesNotThrowAnyException();
    assertThatCode(() -> DataSchema.unnamed(2).requireCompatible(table("a", "b"), "data"))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> table("a", "b").requireCompatible(DataSchema.unnamed(3), "t.npy"))
        .isInstanceOf(DataException.class)
        .hasMessage("t.npy does not fit: expected 2 columns (a, b), got 3 columns (x1, x2, x3)");
  }

  @Test
  void saysWhichColumnIsMissingOrTooMany() {
    assertThatThrownBy(() -> table("a", "b", "c").requireCompatible(table("a", "c"), "t.csv"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "t.csv does not fit: expected 3 columns (a, b, c), got 2 columns (a, c); add (b)");
    assertThatThrownBy(() -> table("a").requireCompatible(table("a", "digit"), "t.csv"))
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith("got 2 columns (a, digit); remove (digit)");
  }

  @Test
  void saysWhichColumnDiffers() {
    assertThatThrownBy(() -> table("a", "b").requireCompatible(table("a", "B"), "t.csv"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "t.csv does not fit: expected column 2 to be \"b\", got \"B\"; missing: (b);"
                + " not expected: (B)");
  }

  @Test
  void saysThatTheOrderDiffers() {
    assertThatThrownBy(() -> table("a", "b", "c").requireCompatible(table("a", "c", "b"), "t.csv"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "t.csv does not fit: expected column 2 to be \"b\", got \"c\"; the columns are the"
                + " same in another order: reorder them as (a, b, c)");
  }

  @Test
  void saysThatImagesDiffer() {
    DataSchema digits = DataSchema.image(28, 28, 1);

    assertThatThrownBy(() -> digits.requireCompatible(DataSchema.image(32, 32, 3), "t.npy"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("expected images [28, 28, 1], got images [32, 32, 3]");
    assertThatThrownBy(() -> digits.requireCompatible(DataSchema.unnamed(784), "t.npy"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("expected images [28, 28, 1], got 784 columns (x1, x2,");
    assertThatThrownBy(() -> table("a").requireCompatible(DataSchema.image(1, 1, 1), "t.idx"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("expected 1 column (a), got images [1, 1, 1]");
  }
}

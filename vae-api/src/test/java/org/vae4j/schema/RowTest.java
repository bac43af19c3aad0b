package org.vae4j.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vae4j.error.DataException;

class RowTest {

  private static final DataSchema SCHEMA =
      DataSchema.table(List.of(Column.of("age"), Column.of("height"), Column.of("weight")));

  @Test
  void isKeyedByColumn() {
    Row row = SCHEMA.row(Map.of("weight", 80.5, "age", 41, "height", 1.75f));

    assertThat(row.toArray()).containsExactly(41, 1.75f, 80.5f);
    assertThat(row.get("weight")).isEqualTo(80.5f);
    assertThat(row.get(0)).isEqualTo(41);
    assertThat(row.toMap())
        .containsExactly(
            Map.entry("age", 41f), Map.entry("height", 1.75f), Map.entry("weight", 80.5f));
    assertThat(row).isEqualTo(SCHEMA.row(41, 1.75f, 80.5f));
    assertThat(row).hasToString("Row{age=41.0, height=1.75, weight=80.5}");
  }

  @Test
  void sharesNoArrayWithAnyone() {
    float[] values = {1, 2, 3};
    Row row = SCHEMA.row(values);
    values[0] = 9;
    row.toArray()[1] = 9;

    assertThat(row).isEqualTo(SCHEMA.row(1, 2, 3)).isNotEqualTo(SCHEMA.row(1, 2, 4));
  }

  @Test
  void suggestsTheNameThatWasMeant() {
    assertThatThrownBy(() -> SCHEMA.row(Map.of("age", 1, "hieght", 2, "weight", 3)))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "cannot make a row: expected one of the columns (age, height, weight), got \"hieght\";"
                + " did you mean \"height\"?");
    assertThatThrownBy(() -> SCHEMA.row(1, 2, 3).get("AGE"))
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith("did you mean \"age\"?");
  }

  @Test
  void suggestsNothingFarFetched() {
    assertThatThrownBy(() -> SCHEMA.row(Map.of("income", 1)))
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith("got \"income\"");
  }

  @Test
  void refusesAMissingColumn() {
    assertThatThrownBy(() -> SCHEMA.row(Map.of("age", 1, "weight", 3)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("expected a value for column \"height\", got none");
  }

  @Test
  void refusesNumbersThatAreNone() {
    assertThatThrownBy(() -> SCHEMA.row(Map.of("age", 1, "height", Double.NaN, "weight", 3)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("expected a finite number in column \"height\", got NaN");
    assertThatThrownBy(() -> SCHEMA.row(Map.of("age", 1e300, "height", 2, "weight", 3)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("\"age\", got Infinity");
    assertThatThrownBy(() -> DataSchema.image(1, 1, 1).row(256))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("expected a pixel from 0 to 255 in column \"pixel-0-0\", got 256.0");
  }

  @Test
  void refusesAnotherWidth() {
    assertThatThrownBy(() -> SCHEMA.row(1, 2))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("expected 3 values per row");
  }
}

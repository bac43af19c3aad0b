package org.vae4j.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MatrixTest {

  @Test
  void holdsRowsInOrder() {
    Matrix matrix = Matrix.of(new float[][] {{1, 2, 3}, {4, 5, 6}});

    assertThat(matrix.rows()).isEqualTo(2);
    assertThat(matrix.columns()).isEqualTo(3);
    assertThat(matrix.get(1, 2)).isEqualTo(6);
    assertThat(matrix.row(1)).containsExactly(4, 5, 6);
    assertThat(matrix.toArray()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(matrix).isEqualTo(Matrix.of(2, 3, new float[] {1, 2, 3, 4, 5, 6}));
  }

  @Test
  void sharesNoArrayWithAnyone() {
    float[] given = {1, 2};
    Matrix matrix = Matrix.of(1, 2, given);
    given[0] = 9;
    matrix.toArray()[1] = 9;
    matrix.row(0)[1] = 9;

    assertThat(matrix.toArray()).containsExactly(1, 2);
  }

  @Test
  void writesRowsThroughOneArray() {
    Matrix matrix =
        Matrix.ofRows(
            3,
            2,
            (row, out) -> {
              out[0] = row;
              out[1] = -row;
            });

    assertThat(matrix.toArray()).containsExactly(0, 0, 1, -1, 2, -2);
  }

  @Test
  void copiesARowToAPlace() {
    float[] out = new float[5];
    Matrix.of(new float[][] {{1, 2}, {3, 4}}).copyRow(1, out, 2);

    assertThat(out).containsExactly(0, 0, 3, 4, 0);
  }

  @Test
  void mayBeEmpty() {
    assertThat(Matrix.of(0, 7, new float[0]).columns()).isEqualTo(7);
    assertThat(Matrix.of(new float[][] {{}, {}}).rows()).isEqualTo(2);
  }

  @Test
  void differsByShapeAndByValue() {
    Matrix matrix = Matrix.of(2, 3, new float[6]);

    assertThat(matrix).isNotEqualTo(Matrix.of(3, 2, new float[6]));
    assertThat(matrix).isNotEqualTo(Matrix.of(2, 3, new float[] {0, 0, 0, 0, 0, 1}));
    assertThat(matrix).hasSameHashCodeAs(Matrix.of(2, 3, new float[6]));
  }

  @Test
  void showsItsShapeAndFirstValues() {
    assertThat(Matrix.of(new float[][] {{1, 2}})).hasToString("Matrix[1, 2]\n  1.0 2.0");
    assertThat(Matrix.of(100, 100, new float[10_000]).toString().length()).isLessThan(400);
  }

  @Test
  void refusesRaggedRows() {
    assertThatThrownBy(() -> Matrix.of(new float[][] {{1, 2}, {3, 4}, {5}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected 2 values in row 2 as in row 0, got 1");
  }

  @Test
  void refusesNoRows() {
    assertThatThrownBy(() -> Matrix.of(new float[0][]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one row");
  }

  @Test
  void refusesWrongSizes() {
    assertThatThrownBy(() -> Matrix.of(2, 3, new float[5]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected 6 values for shape [2, 3], got 5");
    assertThatThrownBy(() -> Matrix.of(-1, 3, new float[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[-1, 3]");
    assertThatThrownBy(() -> Matrix.of(1 << 16, 1 << 16, new float[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[65536, 65536]");
  }

  @Test
  void refusesPlacesOutside() {
    Matrix matrix = Matrix.of(2, 3, new float[6]);

    // Column 3 of row 0 would be a valid place in the array.
    assertThatThrownBy(() -> matrix.get(0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> matrix.get(-1, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> matrix.row(2)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}

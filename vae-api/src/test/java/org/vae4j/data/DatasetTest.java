package org.vae4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.error.DataException;
import org.vae4j.schema.Column;
import org.vae4j.schema.DataSchema;
import org.vae4j.schema.Matrix;
import org.vae4j.schema.Scaling;

class DatasetTest {

  private static final Dataset NUMBERS =
      Dataset.of(new float[][] {{1, 10}, {2, 20}, {3, 30}, {4, 40}, {5, 50}});

  @TempDir private Path directory;

  private Dataset images() throws IOException {
    byte[] content = TestFiles.idx(new byte[] {0, 51, (byte) 255, 1, 2, 3}, 3, 1, 2);
    return Dataset.idx(Files.write(directory.resolve("t.idx"), content));
  }

  @Test
  void takesNumbersInMemoryAsTheyAre() {
    assertThat(NUMBERS.rows()).isEqualTo(5);
    assertThat(NUMBERS.width()).isEqualTo(2);
    assertThat(NUMBERS.schema()).isEqualTo(DataSchema.unnamed(2));
    assertThat(NUMBERS.inputs()).isEqualTo(NUMBERS.matrix());
    assertThat(NUMBERS.row(1).toMap()).containsExactly(Map.entry("x1", 2f), Map.entry("x2", 20f));
    assertThat(NUMBERS).hasToString("5 rows of 2 columns (x1, x2) from data in memory");
  }

  @Test
  void takesRows() {
    DataSchema schema = DataSchema.table(List.of(Column.of("a"), Column.of("b")));
    Dataset data = Dataset.of(List.of(schema.row(1, 2), schema.row(3, 4)));

    assertThat(data.schema()).isEqualTo(schema);
    assertThat(data.matrix().toArray()).containsExactly(1, 2, 3, 4);
    assertThatThrownBy(() -> Dataset.of(List.of(schema.row(1, 2), NUMBERS.row(0))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("got 2 columns (x1, x2) in row 1");
    assertThatThrownBy(() -> Dataset.of(List.of()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("at least one row");
  }

  @Test
  void viewsSomeRows() {
    Dataset some = NUMBERS.select(4, 0, 4);

    assertThat(some.matrix().toArray()).containsExactly(5, 50, 1, 10, 5, 50);
    assertThat(NUMBERS.subset(1, 3).matrix().toArray()).containsExactly(2, 20, 3, 30);
    assertThat(some.subset(1, 3).select(1).matrix().toArray()).containsExactly(5, 50);
  }

  @Test
  void refusesRowsThatAreNotThere() {
    assertThatThrownBy(() -> NUMBERS.select(0, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected indices from 0 to 4, got 5");
    assertThatThrownBy(() -> NUMBERS.select()).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> NUMBERS.subset(2, 2)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> NUMBERS.subset(0, 6))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rows 0 to 6");
    assertThatThrownBy(() -> NUMBERS.select(3).row(1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void writesInputsToAPlace() throws IOException {
    float[] out = new float[4];
    images().inputs(1, out, 1);
    assertThat(out).containsExactly(0, 1, 1 / 255f, 0);

    NUMBERS.unitRange().inputs(2, out, 2);
    assertThat(out).containsExactly(0, 1, 0.5f, 0.5f);
  }

  @Test
  void standardizesOverItsOwnRows() {
    Dataset some = NUMBERS.subset(0, 2).standardized();

    assertThat(some.schema().scaling(1)).isEqualTo(Scaling.standardize(15, 5));
    assertThat(some.inputs().toArray()).containsExactly(-1, -1, 1, 1);
    assertThat(some.matrix()).isEqualTo(NUMBERS.subset(0, 2).matrix());
  }

  @Test
  void standardizesWithinDoublePrecision() {
    float[][] rows = new float[997][1];
    for (int r = 0; r < rows.length; r++) {
      rows[r][0] = 1e6f + r;
    }
    Scaling scaling = Dataset.of(rows).standardized().schema().scaling(0);

    assertThat(scaling.offset()).isCloseTo(1e6 + 498, within(1e-6));
    assertThat(scaling.factor()).isCloseTo(Math.sqrt((997.0 * 997 - 1) / 12), within(1e-6));
  }

  @Test
  void turnsAConstantColumnIntoZero() {
    float[][] rows = new float[7][2];
    for (float[] row : rows) {
      row[0] = 0.1f;
      row[1] = -1e30f;
    }

    assertThat(Dataset.of(rows).standardized().inputs().toArray()).containsOnly(0f);
    assertThat(Dataset.of(rows).unitRange().inputs().toArray()).containsOnly(0f);
  }

  @Test
  void takesOnAnotherMeaning() {
    Dataset images =
        Dataset.of(new float[][] {{0, 51, 255, 102}}).withSchema(DataSchema.image(2, 2, 1));

    assertThat(images.inputs().toArray()).containsExactly(0, 0.2f, 1, 0.4f);
    assertThatThrownBy(() -> NUMBERS.withSchema(DataSchema.unnamed(3)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("expected 3 values per row (3 columns (x1, x2, x3)), got 2");
    assertThatThrownBy(
            () -> NUMBERS.standardized().withSchema(DataSchema.image(1, 2, 1)).unitRange())
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refusesBinarizationOfWhatIsNoProbability() {
    DataSchema binary = DataSchema.unnamed(2).withBinarization(true);

    assertThatThrownBy(() -> NUMBERS.withSchema(binary))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("expected a number from 0.0 to 1.0")
        .hasMessageContaining("column \"x2\", got 10.0 (row 0, counted from 0)");
    Dataset unit = NUMBERS.unitRange();
    assertThat(unit.withSchema(unit.schema().withBinarization(true)).schema().binarized()).isTrue();
  }

  @Test
  void checksEveryRowOfAViewAndNoOther() {
    DataSchema small =
        DataSchema.unnamed(2)
            .withScalings(List.of(Scaling.unitRange(1, 2), Scaling.unitRange(10, 20)))
            .withBinarization(true);

    assertThat(NUMBERS.subset(0, 2).withSchema(small).rows()).isEqualTo(2);
    assertThatThrownBy(() -> NUMBERS.subset(1, 3).withSchema(small))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("got 3.0 (row 1, counted from 0)");
  }

  @Test
  void conformsToTheSchemaOfAModel() {
    DataSchema model =
        DataSchema.table(List.of(Column.of("a"), Column.of("b")))
            .withScalings(List.of(new Scaling(1, 2), new Scaling(0, 10)));
    Dataset named =
        Dataset.of(NUMBERS.matrix(), DataSchema.table(List.of(Column.of("a"), Column.of("c"))));

    assertThat(NUMBERS.conformTo(model).inputs().row(4)).containsExactly(2, 5);
    assertThatThrownBy(() -> named.conformTo(model))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("data in memory does not fit: expected column 2 to be \"b\"");
  }

  @Test
  void refusesNumbersThatAreNone() {
    assertThatThrownBy(() -> Dataset.of(new float[][] {{1, 2}, {3, Float.NaN}}))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("expected a finite number in column \"x2\", got NaN (row 1,");
    assertThatThrownBy(
            () -> Dataset.of(Matrix.of(1, 1, new float[] {-1}), DataSchema.image(1, 1, 1)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("expected a pixel from 0 to 255");
  }

  @Test
  void refusesToBeEmpty() {
    assertThatThrownBy(() -> Dataset.of(Matrix.of(0, 2, new float[0])))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("at least one row, got none");
    assertThatThrownBy(() -> Dataset.of(new float[][] {{}}))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("at least one column, got none");
  }

  /**
   * The digest of 3 rows and 2 columns: {@code struct.pack("<2i6f", 3, 2, 0, 51, 255, 1, 2, 3)}.
   */
  @Test
  void hasADigestOfItsValues() throws IOException {
    Dataset images = images();

    assertThat(images.digest())
        .isEqualTo("5bb3d8fa9f6f44807cf4a7575fdc92c46a14a3822c46bc76f406a45cabad0956");
    assertThat(Dataset.of(images.matrix()).digest()).isEqualTo(images.digest());
    assertThat(images.select(0, 2, 1).digest()).isNotEqualTo(images.digest());
    assertThat(Dataset.of(Matrix.of(2, 3, images.matrix().toArray())).digest())
        .isNotEqualTo(images.digest());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "t.csv",
        "T.CSV",
        "t.csv.gz",
        "t.npy",
        "t.npy.gz",
        "array",
        "t-idx2-ubyte",
        "t.idx2",
        "t.IDX.GZ"
      })
  void opensWhateverIsThere(String name) throws IOException {
    byte[] content;
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.contains("csv")) {
      content = "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8);
    } else if (lower.contains("idx")) {
      content = TestFiles.idx(new byte[] {1, 2}, 1, 2);
    } else {
      content = TestFiles.npy(TestFiles.npyHeader("|u1", false, "(1, 2)"), new byte[] {1, 2});
    }
    Path file =
        Files.write(
            directory.resolve(name), lower.endsWith(".gz") ? TestFiles.gzip(content) : content);

    assertThat(Dataset.open(file).matrix().toArray()).containsExactly(1, 2);
    assertThat(Dataset.open(file).source()).isEqualTo(file.toString());
  }

  @Test
  void letsANameDecideWhatDamagedBytesCannot() throws IOException {
    Path npy = TestFiles.write(directory, "t.npy", "nonsense");
    Path idx = TestFiles.write(directory, "t-images-idx3-ubyte", "nonsense");

    assertThatThrownBy(() -> Dataset.open(npy)).hasMessageContaining("expected an NPY file");
    assertThatThrownBy(() -> Dataset.open(idx)).hasMessageContaining("expected an IDX file");
  }

  @Test
  void namesWhatItCanOpen() throws IOException {
    Path file = TestFiles.write(directory, "photo.jpg", "nonsense");

    assertThatThrownBy(() -> Dataset.open(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("photo.jpg")
        .hasMessageContaining("expected CSV (.csv), IDX (.idx, -ubyte) or NPY (.npy)");
  }

  @Test
  void saysWhyAFileCannotBeRead() {
    Path missing = directory.resolve("missing.csv");

    assertThatThrownBy(() -> Dataset.open(missing))
        .isInstanceOf(IOException.class)
        .hasMessage("cannot read " + missing + ": no such file; check the path");
    assertThatThrownBy(() -> Dataset.csv(directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected a file, got a directory");
  }
}

package org.vae4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.error.DataException;
import org.vae4j.schema.Scaling;

class CsvReaderTest {

  @TempDir private Path directory;

  private Dataset read(String text) throws IOException {
    return Dataset.csv(TestFiles.write(directory, "t.csv", text));
  }

  private void refuses(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("cannot read " + directory.resolve("t.csv") + ": ")
        .hasMessageContaining(message)
        .hasMessageContaining("; ");
  }

  @Test
  void readsNamesAndNumbers() throws IOException {
    Dataset data = read("age,height\n41,1.75\n-3e2,+.5\n");

    assertThat(data.schema().names()).containsExactly("age", "height");
    assertThat(data.matrix().toArray()).containsExactly(41, 1.75f, -300, 0.5f);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,b\n1,2\n3,4",
        "a,b\r\n1,2\r\n3,4\r\n",
        "a,b\r1,2\r3,4\r",
        "\uFEFFa,b\n1,2\n3,4\n\n\n",
        " a , b \n 1 , 2 \n3,4\n",
        "\"a\",\"b\"\n\"1\",2\n3,\"4\"\n",
      })
  void readsEveryUsualLayout(String text) throws IOException {
    Dataset data = read(text);

    assertThat(data.schema().names()).containsExactly("a", "b");
    assertThat(data.matrix().toArray()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void readsQuotedNames() throws IOException {
    Dataset data = read("\"a, \"\"b\"\"\",\"two\nlines\"\n1,2\n");

    assertThat(data.schema().names()).containsExactly("a, \"b\"", "two\nlines");
  }

  @Test
  void readsOneColumn() throws IOException {
    assertThat(read("a\n1\n2\n3\n").matrix().toArray()).containsExactly(1, 2, 3);
  }

  @Test
  void readsCompressedText() throws IOException {
    byte[] text = "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8);
    Path file = Files.write(directory.resolve("t.csv.gz"), TestFiles.gzip(text));

    assertThat(Dataset.csv(file).matrix().toArray()).containsExactly(1, 2);
  }

  @Test
  void readsMoreThanOneBufferOfText() throws IOException {
    StringBuilder text = new StringBuilder("a,b\r\n");
    for (int r = 0; r < 20_011; r++) {
      text.append(r).append(',').append(-r).append("\r\n");
    }
    Dataset data = read(text.toString());

    assertThat(data.rows()).isEqualTo(20_011);
    for (int r = 0; r < data.rows(); r++) {
      assertThat(data.row(r).toArray()).containsExactly(r, 0f - r);
    }
  }

  @Test
  void standardizesATable() throws IOException {
    Dataset data = read("a,b\n1,5\n3,5\n");

    assertThat(data.schema().scaling(0)).isEqualTo(Scaling.standardize(2, 1));
    assertThat(data.schema().scaling(1)).isEqualTo(Scaling.standardize(5, 0));
    assertThat(data.inputs().toArray()).containsExactly(-1, 0, 1, 0);
  }

  @Test
  void leavesATableOfProbabilitiesAlone() throws IOException {
    Dataset data = read("a,b\n1,0\n0.25,1\n");

    assertThat(data.schema().scaling(0)).isEqualTo(Scaling.NONE);
    assertThat(data.inputs().toArray()).containsExactly(1, 0, 0.25f, 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "abc | got \"abc\"; remove the column, or replace its text by numbers",
        "NaN | got \"NaN\"; fill in the value",
        "NA | got \"NA\"; fill in the value",
        "? | got \"?\"; fill in the value",
        "'' | got an empty cell; fill in the value",
        "' ' | got an empty cell; fill in the value",
        "inf | got \"inf\"; remove the row or correct",
        "-Infinity | got \"-Infinity\"; remove the row or correct",
        "1f | got \"1f\"; remove",
        "0x10 | got \"0x10\"; remove",
        "1e | got \"1e\"; remove",
        "'\"1,5\"' | got \"1,5\"; write numbers as 1234.5",
        "'\"1,234.5\"' | got \"1,234.5\"; write numbers as 1234.5",
        "1e39 | expected a number of at most 3.4028235E38, got \"1e39\"; rescale the column",
      })
  void refusesACellThatIsNoNumber(String cell, String message) {
    refuses("a,height\n1,2\n3," + cell + "\n", "line 3, column \"height\": ");
    refuses("a,height\n1,2\n3," + cell + "\n", message);
  }

  @Test
  void countsTheLinesInsideQuotes() {
    refuses("\"a\nb\",c\n1,\"2\n\"\n3,x\n", "line 5, column \"c\"");
  }

  @Test
  void refusesRaggedRows() {
    refuses("a,b,c\n1,2,3\n4,5\n", "line 3: expected 3 cells as in the header, got 2");
    refuses("a,b,c\n1,2,3,4\n", "line 2: expected 3 cells as in the header, got 4");
    refuses("a,b\n1;2\n", "separate the cells with commas");
    refuses("a,b\n1,2\n\n3,4\n", "line 3: expected 2 cells as in the header, got an empty line");
  }

  @Test
  void refusesAFileWithoutNames() {
    refuses("1,2.5,-3e4\n4,5,6\n", "line 1: expected column names, got the numbers 1,2.5,-3e4");
    refuses("a,,c\n1,2,3\n", "line 1: expected a name for column 2, got an empty cell");
    refuses("a,b,a\n1,2,3\n", "line 1: expected unique column names, got \"a\" twice");
  }

  @Test
  void refusesAFileWithoutRows() {
    refuses("", "got an empty file");
    refuses("\uFEFF", "got an empty file");
    refuses("a,b\n", "expected lines of numbers after the header, got none");
    refuses("a,b\n\n\n", "expected lines of numbers after the header, got none");
  }

  @Test
  void refusesQuotesInTheWrongPlace() {
    refuses("a,b\n1,\"2\n3,4\n", "line 2: expected a closing quote, got the end of the file");
    refuses("a,b\n1,\"2\"3\n", "line 2: expected a comma or the end of the line after a quoted");
    refuses("a,b\n1,2\"3\"\n", "line 2: expected a comma before or after a quoted cell");
  }

  @Test
  void refusesWhatIsNoText() throws IOException {
    Path file = directory.resolve("t.csv");
    Files.write(file, "a,b\n1,2\n".getBytes(StandardCharsets.UTF_16));

    assertThatThrownBy(() -> Dataset.csv(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("expected UTF-8 text");
  }

  @Test
  void showsOnlyTheStartOfALongCell() {
    assertThatThrownBy(() -> read("a\n" + "x\u0007".repeat(5000) + "\n"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("\"x?x?x?")
        .extracting(failure -> failure.getMessage().length() - directory.toString().length())
        .matches(length -> length < 250);
  }
}

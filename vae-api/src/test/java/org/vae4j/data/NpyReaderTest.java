package org.vae4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.error.DataException;
import org.vae4j.schema.DataSchema;

class NpyReaderTest {

  @TempDir private Path directory;

  private Path write(byte[] content) throws IOException {
    return Files.write(directory.resolve("t.npy"), content);
  }

  private Dataset read(String type, boolean fortranOrder, String shape, byte[] values)
      throws IOException {
    return Dataset.npy(
        write(TestFiles.npy(TestFiles.npyHeader(type, fortranOrder, shape), values)));
  }

  private void refuses(byte[] content, String message) throws IOException {
    Path file = write(content);
    assertThatThrownBy(() -> Dataset.npy(file))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("cannot ")
        .hasMessageContaining(file.toString())
        .hasMessageContaining(message)
        .hasMessageContaining("; ");
  }

  private static byte[] encode(String type, double... numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * numbers.length);
    bytes.order(type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    for (double number : numbers) {
      switch (type.substring(1)) {
        case "f4" -> bytes.putFloat((float) number);
        case "f8" -> bytes.putDouble(number);
        case "i4" -> bytes.putInt((int) number);
        case "i8" -> bytes.putLong((long) number);
        default -> bytes.put((byte) number);
      }
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  @ParameterizedTest
  @ValueSource(strings = {"<f4", ">f4", "=f4", "<f8", ">f8", "<i4", ">i4", "<i8", ">i8"})
  void readsEveryTypeOfNumber(String type) throws IOException {
    Dataset data = read(type, false, "(2, 3)", encode(type, 1, -2, 300, 4, 70_000, -6));

    assertThat(data.schema().names()).containsExactly("x1", "x2", "x3");
    assertThat(data.matrix().toArray()).containsExactly(1, -2, 300, 4, 70_000, -6);
  }

  @Test
  void readsColumnByColumn() throws IOException {
    Dataset data = read("<f4", true, "(2, 3)", encode("<f4", 1, 4, 2, 5, 3, 6));

    assertThat(data.matrix().toArray()).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void readsMoreThanOneBlock() throws IOException {
    int rows = 10_007;
    double[] numbers = new double[3 * rows];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i;
    }
    Dataset data = read("<f8", false, "(%d, 3)".formatted(rows), encode("<f8", numbers));

    assertThat(data.row(rows - 1).toArray()).containsExactly(30_018, 30_019, 30_020);
  }

  @Test
  void readsImages() throws IOException {
    byte[] values = TestFiles.random(2 * 3 * 5, 1);

    assertThat(read("|u1", false, "(2, 3, 5)", values).schema())
        .isEqualTo(DataSchema.image(3, 5, 1));
    assertThat(read("|u1", false, "(1, 2, 5, 3)", values).schema())
        .isEqualTo(DataSchema.image(2, 5, 3));
    assertThat(read("|u1", false, "(5, 6)", values).schema().image()).isEmpty();
  }

  @Test
  void readsImagesInFortranOrder() throws IOException {
    byte[] fortran = {0, 100, 10, 110, 1, 101, 11, 111, 2, 102, 12, 112};

    assertThat(read("|u1", true, "(2, 2, 3)", fortran).matrix().toArray())
        .containsExactly(0, 1, 2, 10, 11, 12, 100, 101, 102, 110, 111, 112);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void readsLaterVersions(int version) throws IOException {
    byte[] text = TestFiles.npyHeader("<f4", false, "(1, 1)").getBytes(StandardCharsets.UTF_8);
    ByteBuffer file = ByteBuffer.allocate(12 + text.length + 4).order(ByteOrder.LITTLE_ENDIAN);
    file.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    file.put((byte) version).put((byte) 0).putInt(text.length).put(text).putFloat(7);

    assertThat(Dataset.npy(write(file.array())).matrix().toArray()).containsExactly(7);
  }

  @Test
  void readsWhatOtherWritersLayOutDifferently() throws IOException {
    String header = "{\"shape\":(2L,1),\"fortran_order\":False,\"descr\":\"<f4\"}";

    assertThat(Dataset.npy(write(TestFiles.npy(header, encode("<f4", 5, 6)))).matrix().toArray())
        .containsExactly(5, 6);
  }

  @Test
  void readsCompressedArrays() throws IOException {
    byte[] content =
        TestFiles.npy(TestFiles.npyHeader("<f4", false, "(1, 2)"), encode("<f4", 5, 6));

    assertThat(Dataset.npy(write(TestFiles.gzip(content))).matrix().toArray())
        .containsExactly(5, 6);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<f2 | (1, 2) | expected values of type f4, f8, u1, i4 or i8, got '<f2'",
        "<c8 | (1, 1) | got '<c8'",
        "<U9 | (1, 1) | got '<U9'",
        "<f4 | (2,) | expected shape (rows, width) for numbers of type f4, got [2]; reshape",
        "<f4 | () | got []; reshape",
        "<f4 | (1, 2, 1) | got [1, 2, 1]; reshape the array, or save images as type u1",
        "'|u1' | (8,) | got [8]; reshape",
        "<f4 | (0, 2) | expected at least one row",
        "<f4 | (1, 3) | announces 12 bytes of data, the file has 8 bytes",
        "<f4 | (1, 1) | announces 4 bytes of data, the file has 8 bytes",
        "<f8 | (536870912, 2) | announces 8589934592 bytes",
        "<f4 | (4294967296, 4294967296) | expected at most 2^31 - 9 values",
        "<f4 | (99999999999999999999, 1) | expected a shape of whole numbers",
        "<f4 | (1 1, 1) | expected a shape of whole numbers",
        "<f4 | (-1, 2) | expected a shape of whole numbers",
      })
  void refusesWhatItCannotRead(String type, String shape, String message) throws IOException {
    refuses(TestFiles.npy(TestFiles.npyHeader(type, false, shape), new byte[8]), message);
  }

  @Test
  void refusesValuesThatAreNoNumbers() throws IOException {
    String header = TestFiles.npyHeader("<f8", false, "(2, 2)");

    refuses(
        TestFiles.npy(header, encode("<f8", 1, 2, Double.NaN, 4)),
        "expected a finite number in column \"x1\", got NaN (row 1, counted from 0)");
    refuses(
        TestFiles.npy(header, encode("<f8", 1, 1e300, 3, 4)),
        "expected a finite number in column \"x2\", got Infinity (row 0, counted from 0)");
  }

  @Test
  void refusesDamagedHeaders() throws IOException {
    byte[] good = TestFiles.npy(TestFiles.npyHeader("<f4", false, "(1, 1)"), new byte[4]);
    byte[] version = good.clone();
    version[6] = 9;
    byte[] huge = good.clone();
    huge[6] = 2;
    huge[11] = 127;

    refuses(version, "expected NPY version 1, 2 or 3, got 9");
    refuses(huge, "expected a header of at most 65536 bytes");
    refuses("not numpy at all".getBytes(StandardCharsets.UTF_8), "expected an NPY file");
    refuses(TestFiles.npy("{'descr': [('a', '<f4')], }", new byte[4]), "expected a type such as");
    refuses(TestFiles.npy("{'descr': '<f4'}", new byte[4]), "expected a fortran_order");
    refuses(
        TestFiles.npy("{'descr': '<f4', 'fortran_order': False}", new byte[4]),
        "expected a shape of whole numbers in the NPY header");
  }
}

package org.vae4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks the test vectors that {@code docs/noise.md} lists. */
class NoiseSpecificationTest {
  private static final Path SPECIFICATION = Path.of("..", "docs", "noise.md");

  private final NoiseGenerator noise = new NoiseGenerator();

  @Test
  void theSpecificationHasItsVectors() throws IOException {
    assertThat(keys()).hasSize(4);
    assertThat(values()).hasSize(18);
    assertThat(transforms()).hasSize(16);
    assertThat(permutations()).hasSize(8);
  }

  @ParameterizedTest
  @MethodSource
  void keys(List<String> row) {
    NoiseStream stream =
        NoiseStream.of(
            Long.parseLong(row.get(0)),
            unquoted(row.get(1)),
            unquoted(row.get(2)),
            Integer.parseInt(row.get(3)),
            Long.parseLong(row.get(4)),
            Integer.parseInt(row.get(5)));

    assertThat(hex(stream.key())).isEqualTo(row.get(6));
  }

  @ParameterizedTest
  @MethodSource
  void values(List<String> row) {
    NoiseStream stream = new NoiseStream(Long.parseUnsignedLong(row.get(0), 16));
    int sample = Integer.parseInt(row.get(1));
    long dataRow = Long.parseLong(row.get(2));
    int value = Integer.parseInt(row.get(3));
    float[] out = new float[value + 1];

    assertThat(hex(word(stream, sample, dataRow, value))).isEqualTo(row.get(4));
    noise.fillUniform(stream, sample, dataRow, 1, out.length, out, 0);
    assertThat(hex(out[value])).isEqualTo(row.get(5));
    noise.fillNormal(stream, sample, dataRow, 1, out.length, out, 0);
    assertThat(hex(out[value])).isEqualTo(row.get(6));
  }

  @ParameterizedTest
  @MethodSource
  void transforms(List<String> row) {
    int[] word = {Integer.parseUnsignedInt(row.get(0), 16)};
    float[] out = new float[1];

    NoiseGenerator.uniform(word, 1, out, 0);
    assertThat(hex(out[0])).isEqualTo(row.get(1));
    new NormalQuantile(1).transform(word, 1, out, 0);
    assertThat(hex(out[0])).isEqualTo(row.get(2));
    assertThat(out[0]).isEqualTo(Float.parseFloat(row.get(3)));
  }

  @ParameterizedTest
  @MethodSource
  void permutations(List<String> row) throws NoSuchAlgorithmException {
    NoiseStream stream = new NoiseStream(Long.parseUnsignedLong(row.get(0), 16));
    int[] order = noise.permutation(stream, Integer.parseInt(row.get(1)));

    String firstNumbers =
        Arrays.stream(order).limit(10).mapToObj(Integer::toString).collect(Collectors.joining(" "));
    assertThat(firstNumbers).isEqualTo(row.get(2));
    ByteBuffer bytes = ByteBuffer.allocate(4 * order.length);
    bytes.asIntBuffer().put(order);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.array());
    assertThat(hex(ByteBuffer.wrap(digest).getLong())).isEqualTo(row.get(3));
  }

  private static List<List<String>> keys() throws IOException {
    return table("### Keys");
  }

  private static List<List<String>> values() throws IOException {
    return table("### Values");
  }

  private static List<List<String>> transforms() throws IOException {
    return table("### Transforms");
  }

  private static List<List<String>> permutations() throws IOException {
    return table("### Permutations of n");
  }

  /** The rows of the table below a heading, without its two header lines and without quotes. */
  private static List<List<String>> table(String heading) throws IOException {
    return Files.readAllLines(SPECIFICATION).stream()
        .dropWhile(line -> !line.equals(heading))
        .dropWhile(line -> !line.startsWith("|"))
        .takeWhile(line -> line.startsWith("|"))
        .skip(2)
        .map(line -> line.substring(1).replace("`", "").split("\\|"))
        .map(cells -> Arrays.stream(cells).map(String::trim).toList())
        .toList();
  }

  private static String unquoted(String cell) {
    return cell.substring(1, cell.length() - 1);
  }

  private static int word(NoiseStream stream, int sample, long row, int value) {
    long[][] block = {{value / 4}, {sample}, {row & 0xFFFFFFFFL}, {row >>> 32}};
    Philox.encrypt(stream.key(), block[0], block[1], block[2], block[3], 1);
    return (int) block[value % 4][0];
  }

  private static String hex(long value) {
    return String.format("%016x", value);
  }

  private static String hex(int word) {
    return String.format("%08x", word);
  }

  private static String hex(float value) {
    return hex(Float.floatToRawIntBits(value));
  }
}

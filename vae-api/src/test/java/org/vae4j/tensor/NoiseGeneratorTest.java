package org.vae4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoiseGeneratorTest {
  private static final NoiseStream STREAM = NoiseStream.of(7, "test", "noise", 0, 0, 0);

  private final NoiseGenerator noise = new NoiseGenerator();

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 513", "2, 1", "3, 4", "5, 7", "127, 5", "131, 20", "600, 1", "2, 1021"})
  void oneCallEqualsACallForEachRow(int rows, int event) {
    long firstRow = (1L << 32) - 2; // the third counter word carries into the fourth
    float[] normals = new float[rows * event];
    float[] uniforms = new float[rows * event];
    noise.fillNormal(STREAM, 3, firstRow, rows, event, normals, 0);
    noise.fillUniform(STREAM, 3, firstRow, rows, event, uniforms, 0);

    float[] normalRows = new float[rows * event];
    float[] uniformRows = new float[rows * event];
    for (int row = rows - 1; row >= 0; row--) {
      noise.fillNormal(STREAM, 3, firstRow + row, 1, event, normalRows, row * event);
      noise.fillUniform(STREAM, 3, firstRow + row, 1, event, uniformRows, row * event);
    }

    assertThat(normalRows).containsExactly(normals);
    assertThat(uniformRows).containsExactly(uniforms);
  }

  @Test
  void aValueDoesNotDependOnTheSizeOfTheEvent() {
    float[] longest = new float[1021];
    noise.fillNormal(STREAM, 0, 5, 1, longest.length, longest, 0);

    for (int event : new int[] {1, 2, 3, 4, 5, 511, 512, 513}) {
      float[] values = new float[event];
      noise.fillNormal(STREAM, 0, 5, 1, event, values, 0);
      assertThat(values).as("event %d", event).containsExactly(Arrays.copyOf(longest, event));
    }
  }

  @Test
  void samplesRowsAndStreamsDiffer() {
    NoiseStream other = NoiseStream.of(7, "test", "noise", 0, 1, 0);
    float[] values = new float[8 * 4];
    noise.fillUniform(STREAM, 0, 0, 2, 4, values, 0);
    noise.fillUniform(STREAM, 1, 0, 2, 4, values, 8);
    noise.fillUniform(STREAM, 0, 1L << 32, 2, 4, values, 16);
    noise.fillUniform(other, 0, 0, 2, 4, values, 24);

    assertThat(values).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0, 3", "3, 0", "2, 3"})
  void writesOnlyItsValues(int rows, int event) {
    float[] out = new float[11];
    Arrays.fill(out, 9);
    noise.fillUniform(STREAM, 0, 0, rows, event, out, 5);

    for (int i = 0; i < out.length; i++) {
      boolean inside = i >= 5 && i < 5 + rows * event;
      assertThat(out[i] != 9).as("index %d", i).isEqualTo(inside);
    }
  }

  @Test
  void aWholeArrayIsRowZeroOfSampleZero() {
    float[] uniforms = new float[37];
    float[] normals = new float[37];
    noise.fillUniform(STREAM, uniforms);
    noise.fillNormal(STREAM, normals);

    float[] expected = new float[37];
    noise.fillUniform(STREAM, 0, 0, 1, 37, expected, 0);
    assertThat(uniforms).containsExactly(expected);
    noise.fillNormal(STREAM, 0, 0, 1, 37, expected, 0);
    assertThat(normals).containsExactly(expected);
  }

  @Test
  void theLastAddressesWork() {
    float[] values = new float[6];
    noise.fillUniform(STREAM, Integer.MAX_VALUE, Long.MAX_VALUE - 1, 2, 3, values, 0);

    assertThat(values).doesNotHaveDuplicates();
    for (float value : values) {
      assertThat(value).isStrictlyBetween(0f, 1f);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 0, 1, 1, 0, sample of 0 or more",
    "0, -1, 1, 1, 0, firstRow of 0 or more",
    "0, 0, -1, 1, 0, rows of 0 or more",
    "0, 0, 1, -1, 0, event of 0 or more",
    "0, 0, 1, 1, -1, 'from offset -1, got an array of 8'",
    "0, 0, 1, 1, 8, 'from offset 8, got an array of 8'",
    "0, 0, 3, 3, 0, 3 rows of 3 values",
    "0, 0, 65536, 65536, 0, 65536 rows of 65536 values"
  })
  void refusesAddressesThatDoNotExist(
      int sample, long firstRow, int rows, int event, int offset, String message) {
    float[] out = new float[8];

    assertThatIllegalArgumentException()
        .isThrownBy(() -> noise.fillNormal(STREAM, sample, firstRow, rows, event, out, offset))
        .withMessageContaining(message);
    assertThat(out).containsOnly(0);
  }

  @Test
  void fillingAllocatesNothing() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    float[] out = new float[20 * 37];
    noise.fillNormal(STREAM, 0, 0, 20, 37, out, 0);
    noise.fillUniform(STREAM, 0, 0, 20, 37, out, 0);

    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 1000; i++) {
      noise.fillNormal(STREAM, 0, i, 20, 37, out, 0);
      noise.fillUniform(STREAM, 0, i, 20, 37, out, 0);
    }

    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1000);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 127, 512, 513, 10007})
  void aPermutationHoldsEveryNumberOnce(int size) {
    int[] order = noise.permutation(STREAM, size);

    assertThat(order).hasSize(size);
    assertThat(Arrays.stream(order).sorted().toArray())
        .containsExactly(IntStream.range(0, size).toArray());
  }

  @Test
  void aPermutationMixesAndRepeats() {
    int[] order = noise.permutation(STREAM, 1009);

    assertThat(order).isNotEqualTo(IntStream.range(0, 1009).toArray());
    assertThat(noise.permutation(STREAM, 1009)).containsExactly(order);
    assertThat(noise.permutation(NoiseStream.of(8, "test", "noise", 0, 0, 0), 1009))
        .isNotEqualTo(order);
  }

  @Test
  void refusesAPermutationOfANegativeSize() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> noise.permutation(STREAM, -1))
        .withMessageContaining("size of 0 or more, got -1");
  }
}

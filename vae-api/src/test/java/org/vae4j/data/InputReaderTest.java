package org.vae4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.vae4j.schema.DataSchema;
import org.vae4j.schema.Matrix;
import org.vae4j.tensor.NoiseStream;

class InputReaderTest {
  @Test
  void zeroAndOneAreCertain() {
    float[][] values = new float[1][1000];
    Arrays.fill(values[0], 500, 1000, 1);
    Dataset data = Dataset.of(Matrix.of(values), DataSchema.unnamed(1000).withBinarization(true));
    float[] read = new float[1000];
    NoiseStream noise = NoiseStream.of(1, "test", InputReader.BINARIZATION, 0, 0, 0);
    new InputReader(data).read(new int[] {0}, 0, 1, noise, 0, read);
    assertThat(read).containsExactly(values[0]);
  }
}

package org.vae4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.vae4j.backend.Feed;
import org.vae4j.schema.DataSchema;
import org.vae4j.schema.Matrix;
import org.vae4j.tensor.NoiseGenerator;
import org.vae4j.tensor.NoiseStream;

class InputReaderTest {
  @Test
  void zeroAndOneAreCertain() {
    float[][] values = new float[1][1000];
    Arrays.fill(values[0], 500, 1000, 1);
    Dataset data = Dataset.of(Matrix.of(values), DataSchema.unnamed(1000).withBinarization(true));
    float[] read = new float[1000];
    new InputReader(data).read(0, 1, Feed.Draw.of(1, "test"), read);
    assertThat(read).containsExactly(values[0]);
  }

  /** The values next to a uniform value are on either side of it, however small it is. */
  @Test
  void aNumberIsComparedWithItsUniformValueExactly() {
    int width = 4096;
    Feed.Draw draw = Feed.Draw.of(7, "test");
    float[] uniforms = new float[width];
    NoiseStream noise = draw.stream(Binarization.PATH, 0, true);
    new NoiseGenerator().fillUniform(noise, 0, 0, 1, width, uniforms, 0);
    float[] values = new float[width];
    float[] expected = new float[width];
    for (int i = 0; i < width; i++) {
      values[i] =
          switch (i % 3) {
            case 0 -> uniforms[i];
            case 1 -> Math.nextUp(uniforms[i]);
            default -> Math.nextDown(uniforms[i]);
          };
      expected[i] = i % 3 == 1 ? 1 : 0;
    }
    Dataset data =
        Dataset.of(
            Matrix.of(new float[][] {values}), DataSchema.unnamed(width).withBinarization(true));
    float[] read = new float[width];
    new InputReader(data).read(0, 1, draw, read);
    assertThat(read).containsExactly(expected);
  }

  @Test
  void rowsInAnOrderHaveTheNoiseOfTheirPlaces() {
    Matrix values =
        Matrix.ofRows(5, 40, (row, out) -> Arrays.fill(out, row == 0 ? 0 : 0.15f * row));
    Dataset data = Dataset.of(values, DataSchema.unnamed(40).withBinarization(true));
    Feed.Draw draw = Feed.Draw.of(3, "test");
    int[] order = {4, 2, 0, 1, 3};
    float[] ordered = new float[2 * 40];
    new InputReader(data).read(order, 1, 2, draw, ordered);
    float[] selected = new float[2 * 40];
    new InputReader(data.select(order)).read(1, 2, draw, selected);
    assertThat(ordered).containsExactly(selected).contains(1, 0);
  }
}

package org.vae4j.data;

import org.vae4j.tensor.NoiseGenerator;
import org.vae4j.tensor.NoiseStream;

/**
 * Reads rows as the network sees them: scaled, and where the schema says so binarized, each number
 * x in [0, 1] becoming 1 with probability x (Burda et al. 2016, section 5.1: anew in each epoch).
 * Not thread-safe.
 */
public final class InputReader {
  /** The path of the noise that binarizes; no layer can declare one with a {@code #}. */
  public static final String BINARIZATION = "#binarization";

  private final Dataset data;
  private final NoiseGenerator generator = new NoiseGenerator();
  private float[] uniforms = new float[0];

  /** A reader of this data. */
  public InputReader(Dataset data) {
    this.data = data;
  }

  /**
   * Reads rows.
   *
   * @param rows which, by index
   * @param from where in {@code rows} to start
   * @param count how many
   * @param binarization the noise that binarizes
   * @param firstRow the place of the first row in that noise
   * @param out receives {@code [count, width]}
   */
  public void read(
      int[] rows, int from, int count, NoiseStream binarization, long firstRow, float[] out) {
    int width = data.width();
    for (int i = 0; i < count; i++) {
      data.inputs(rows[from + i], out, i * width);
    }
    if (data.schema().binarized()) {
      int size = count * width;
      if (uniforms.length < size) {
        uniforms = new float[size];
      }
      generator.fillUniform(binarization, 0, firstRow, count, width, uniforms, 0);
      for (int i = 0; i < size; i++) {
        out[i] = uniforms[i] < out[i] ? 1 : 0;
      }
    }
  }
}
